import Evaluation
import PolicyLanguage

/// The structures, pairs and chains that a fault may have befallen: those that odd findings speak of.
struct Candidates {
  private let structures: [String]
  private let pairs: [[String]]
  private let declaredPairs: [[String]]
  private let chains: [[String]]
  private let states: [String: StructureSummary.State]

  init(odd: [Finding], evidence: CaseEvidence) {
    let policy = evidence.policy
    let named = Set(odd.flatMap(\.labels))
    let known = policy.labels.map(\.name)
    structures = known.filter(named.contains) + named.subtracting(known).sorted()

    declaredPairs = policy.labels.compactMap { label in label.pairedWith.map { [label.name, $0].sorted() } }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    var related = declaredPairs.filter { $0.contains(where: named.contains) }
    // Two structures may have been confused when an expectation relates them, or when both are odd on their own.
    for finding in odd where finding.labels.count > 1 {
      related.append(Array(finding.labels.prefix(2)))
    }
    let subjects = Set(odd.compactMap(\.labels.first))
    let relations = evidence.findings.filter { $0.labels.count > 1 }
    for finding in relations where finding.labels.prefix(2).allSatisfy(subjects.contains) {
      related.append(Array(finding.labels.prefix(2)))
    }
    pairs = related.flatMap { $0.count == 2 && $0[0] != $0[1] ? [$0, [$0[1], $0[0]]] : [] }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    chains = LevelChain.chains(in: policy, related: evidence.findings)
    states = Dictionary(evidence.structures.map { ($0.label, $0.state) }) { first, _ in first }
  }

  /// Every fault tried on everything it may have befallen, in the order of the vocabulary.
  func matches(odd: [Finding], passed: [Finding]) -> [FaultMatch] {
    Fault.allCases.flatMap { fault in
      let signature = FaultSignature.of(fault)
      return labelSets(of: signature).compactMap { match(signature, $0, odd: odd, passed: passed) }
    }
  }

  private func labelSets(of signature: FaultSignature) -> [[String]] {
    switch signature.scope {
    case .structure: signature.fault == .empty ? [[]] + structures.map { [$0] } : structures.map { [$0] }
    case .pair: pairs
    case .chain: chains
    case .export: [[]]
    }
  }

  private func match(
    _ signature: FaultSignature, _ labels: [String], odd: [Finding], passed: [Finding]
  ) -> FaultMatch? {
    let explained = odd.compactMap { finding in
      let strength = Self.strength(of: finding, as: signature.signs, for: labels)
      return strength > 0 ? (finding: finding, strength: strength) : nil
    }
    guard explained.contains(where: { $0.finding.outcome == .fail && $0.strength >= 0.5 }) else { return nil }
    let against = passed.reduce(0) {
      $0 + Self.strength(of: $1, as: signature.against, for: labels)
    }
    return FaultMatch(
      fault: signature.fault, labels: labels, explained: explained, against: against,
      isPaired: isPaired(labels), isEmpty: isEmpty(labels, explained.map(\.finding)),
      pairs: declaredPairs)
  }

  private static func strength(
    of finding: Finding, as signs: [FaultSignature.Sign], for labels: [String]
  ) -> Double {
    signs.reduce(0) { max($0, $1.strength(of: finding, for: labels)) }
  }

  /// Whether the policy pairs two labels, or their names differ in the side alone.
  private func isPaired(_ labels: [String]) -> Bool {
    guard labels.count == 2 else { return false }
    if declaredPairs.contains(labels.sorted()) { return true }
    let words = labels.map(StructureNames.words)
    let stems = words.map { $0.filter { $0 != "left" && $0 != "right" } }
    return stems[0] == stems[1] && words[0] != words[1]
  }

  private func isEmpty(_ labels: [String], _ findings: [Finding]) -> Bool {
    if findings.contains(where: { $0.kind == "file" && $0.aspect == "empty" }) { return true }
    return labels.count == 1 && states[labels[0]] == .empty
  }
}

import Anatomy
import Evaluation
import PolicyLanguage

/// The structures, pairs and chains that a fault may have befallen: those that odd findings speak of.
struct Candidates {
  private let structures: [String]
  private let pairs: [[String]]
  private let declaredPairs: [[String]]
  private let chains: [[String]]
  private let states: [String: StructureSummary.State]
  private let fittingPairs: Set<[String]>

  init(odd: [Finding], evidence: CaseEvidence) {
    let policy = evidence.policy
    let named = Set(odd.flatMap(\.labels))
    let known = (policy.labels + policy.structures).map(\.name)
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
    let fitting = Self.fittingPairs(odd, policy)
    fittingPairs = Set(fitting.flatMap { [$0, $0.reversed()] })
    related += fitting + Self.mergedPairs(odd)
    pairs = related.flatMap { $0.count == 2 && $0[0] != $0[1] ? [$0, [$0[1], $0[0]]] : [] }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    chains = LevelChain.chains(in: policy, related: evidence.findings)
    states = Dictionary(evidence.structures.map { ($0.label, $0.state) }) { first, _ in first }
  }

  private static let sizes = VolumeRange.codes(of: nil, []).union(AreaRange.codes(of: nil, []))

  /// Structures of which one is too large and the other too small, and each has the size that the other may have: their
  /// names have probably been exchanged.
  private static func fittingPairs(_ odd: [Finding], _ policy: Policy) -> [[String]] {
    let sized = odd.filter { $0.outcome == .fail && sizes.contains($0.code) }
    func fits(_ finding: Finding, _ label: String) -> Bool {
      guard let measured = finding.measured else { return false }
      return policy.expectations.contains { $0.subjects.contains(label) && $0.allows(measured) }
    }
    let (large, small) = (
      sized.filter { $0.code.aspect.deviation == .above }, sized.filter { $0.code.aspect.deviation == .below }
    )
    return large.flatMap { a in
      small.compactMap { b in
        guard let first = a.labels.first, let second = b.labels.first, first != second, fits(a, second), fits(b, first)
        else { return nil }
        return [first, second]
      }
    }
  }

  private static let missing = Presence.codes(of: nil, [.missing])
  private static let gaps = SequenceOrder.codes(of: [.missing], [.above, .renumbered])
  private static let inPieces = Connectivity.codes(of: nil, []).union(VolumeRange.codes(of: nil, [.above]))

  /// A structure that is missing with one that may have swallowed it: its neighbours in a sequence, and where nothing
  /// else is missing any that is in pieces or too large.
  private static func mergedPairs(_ odd: [Finding]) -> [[String]] {
    let links = odd.filter { gaps.contains($0.code) }.flatMap { finding in
      finding.labels.dropFirst().map { [$0, finding.labels[0]] }
    }
    let absent = Set(odd.filter { missing.contains($0.code) }.compactMap(\.labels.first))
    guard let one = absent.first, absent.count == 1 else { return links }
    return links + odd.filter { inPieces.contains($0.code) }.compactMap(\.labels.first).map { [$0, one] }
  }

  /// Every fault tried on everything it may have befallen, in the order of the vocabulary. Cost: per fault, a look at
  /// every finding, and at those that speak of it for everything it may have befallen.
  func matches(odd: [Finding], passed: [Finding]) -> [FaultMatch] {
    Fault.allCases.flatMap { fault -> [FaultMatch] in
      let signature = FaultSignature.of(fault)
      let speaking = SpeakingFindings(of: odd, by: signature.signs)
      guard !speaking.isEmpty else { return [] }
      let against = SpeakingFindings(of: passed + odd, by: signature.against)
      return labelSets(of: signature).compactMap { labels in
        match(fault, labels, explained: speaking.strengths(for: labels), against: against.strengths(for: labels))
      }
    }
  }

  private func labelSets(of signature: FaultSignature) -> [[String]] {
    switch signature.scope {
    case .structure: signature.befallsExport ? [[]] + structures.map { [$0] } : structures.map { [$0] }
    case .pair: pairs
    case .chain: chains
    case .export: [[]]
    }
  }

  private func match(
    _ fault: Fault, _ labels: [String], explained: [SpeakingFindings.Found], against: [SpeakingFindings.Found]
  ) -> FaultMatch? {
    guard FaultMatch.suffices(explained) else { return nil }
    return FaultMatch(
      fault: fault, labels: labels, explained: explained, against: against.reduce(0) { $0 + $1.strength },
      isPaired: isPaired(labels), isEmpty: isEmpty(labels, explained.map(\.finding)),
      sizesFitEachOther: fittingPairs.contains(labels), pairs: declaredPairs)
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
    if findings.contains(where: { $0.code == FileIntegrity.code(.empty, .unexpected) }) { return true }
    return labels.count == 1 && states[labels[0]] == .empty
  }
}

/// Findings that have the code of one of some signs, whatever they are about.
private struct SpeakingFindings {
  typealias Found = (finding: Finding, strength: Double)

  private let all: [(finding: Finding, signs: [Sign])]

  init(of findings: [Finding], by signs: [Sign]) {
    all = findings.compactMap { finding in
      let own = signs.filter { $0.matches(finding) }
      return own.isEmpty ? nil : (finding, own)
    }
  }

  var isEmpty: Bool { all.isEmpty }

  /// The findings that count for a fault of some labels, by the strongest sign that they are.
  func strengths(for labels: [String]) -> [Found] {
    all.compactMap { finding, signs in
      let strength = signs.reduce(0) { max($0, $1.strength(of: finding, for: labels)) }
      return strength > 0 ? (finding, strength) : nil
    }
  }
}

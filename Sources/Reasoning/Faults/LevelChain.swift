import Evaluation
import PolicyLanguage

/// Finds the numbered levels of a policy: labels that share a stem and end in a level, such as `vertebra_L1` or
/// `rib_left_7`, with the structures that continue the chain.
enum LevelChain {
  /// Bones that continue the spine.
  private static let continuations: Set<String> = ["sacrum", "coccyx", "skull", "occiput"]

  /// Chains of at least three levels, in the policy's order, each followed by what a sequence of the policy, or a
  /// finding of one, strings together with them, and the spine by the bones that continue it. A sequence of other names
  /// is a chain of its own.
  static func chains(in policy: Policy, related findings: [Finding]) -> [[String]] {
    var stems: [String] = []
    var members: [String: [String]] = [:]
    for label in policy.labels {
      guard let stem = stem(of: label.name) else { continue }
      if members[stem] == nil { stems.append(stem) }
      members[stem, default: []].append(label.name)
    }
    let sequences = policy.expectations.map { $0.kind.judged.chain }.filter { !$0.isEmpty }
    let found = stems.compactMap { stem -> [String]? in
      guard let levels = members[stem], levels.count >= 3 else { return nil }
      var chain = levels
      for sequence in sequences where sequence.contains(where: levels.contains) {
        chain += sequence.filter { !chain.contains($0) }
      }
      for finding in findings
      where finding.kind == SequenceOrder.name && finding.labels.contains(where: levels.contains) {
        chain += finding.labels.filter { !chain.contains($0) }
      }
      if stem.lowercased().contains("vert") {
        chain += policy.labels.map(\.name).filter { name in
          !chain.contains(name) && StructureNames.words(name).contains(where: continuations.contains)
        }
      }
      return chain
    }
    return found + sequences.filter { sequence in !found.contains { $0.contains(where: sequence.contains) } }
  }

  /// The name without its level: digits at the end, with the letters C, T, Th, L or S before them where they stand
  /// alone.
  private static func stem(of name: String) -> String? {
    let digits = name.reversed().prefix(while: \.isNumber).count
    guard digits > 0, digits < 3 else { return nil }
    var rest = Array(name.dropLast(digits))
    for level in ["Th", "C", "T", "L", "S"] where String(rest).lowercased().hasSuffix(level.lowercased()) {
      let before = rest.dropLast(level.count)
      if before.last.map({ !$0.isLetter }) ?? true {
        rest = Array(before)
        break
      }
    }
    return String(rest)
  }
}

import Evaluation
import PolicyLanguage

/// Structures of a policy whose anatomy is recalled in one question, so that its answer serves every case in which any
/// of them matters.
struct KnowledgeGroup: Hashable, Sendable {
  /// Policy names, in the policy's order.
  let labels: [String]
  /// Whether it holds all structures of its policy.
  let isWhole: Bool

  /// The groups of a policy, each structure in one: the smallest of the policy's own groups that holds it, cut into
  /// parts where it is large. Partners stay together. A policy with few structures is one group.
  static func all(of policy: Policy) -> [KnowledgeGroup] {
    let most = PromptRoom.recalledStructures
    let names = policy.labels.map(\.name)
    if names.count <= most { return [KnowledgeGroup(labels: names, isWhole: true)] }
    let partners = Dictionary(policy.labels.map { ($0.name, $0.pairedWith) }) { first, _ in first }
    var homes: [String: String] = [:]
    for group in policy.groups.sorted(by: { $0.labels.count < $1.labels.count }) where group.labels.count > 1 {
      for label in group.labels where homes[label] == nil {
        homes[label] = group.name
        if let partner = partners[label] ?? nil, homes[partner] == nil { homes[partner] = group.name }
      }
    }
    var order: [String] = []
    var members: [String: [String]] = [:]
    for name in names {
      let home = homes[name] ?? ""
      if members[home] == nil { order.append(home) }
      // A partner follows at once, so that no cut parts them.
      let pair = [name, partners[name] ?? nil].compactMap(\.self).filter { homes[$0] ?? "" == home }
      for label in pair where !(members[home] ?? []).contains(label) { members[home, default: []].append(label) }
    }
    let place = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    return order.flatMap { home in
      let labels = members[home] ?? []
      return stride(from: 0, to: labels.count, by: most).map { start in
        let part = labels[start..<min(start + most, labels.count)]
        return KnowledgeGroup(labels: part.sorted { place[$0] ?? 0 < place[$1] ?? 0 }, isWhole: false)
      }
    }
  }

  /// The groups that a case asks for: those of the structures in focus, weightiest first; for a policy that is one
  /// group, that one.
  static func asked(for evidence: CaseEvidence, focus: Focus) -> [KnowledgeGroup] {
    let groups = all(of: evidence.policy)
    if groups.count == 1 { return groups }
    let findings = Dictionary(evidence.findings.map { ($0.id, $0) }) { first, _ in first }
    var asked: [KnowledgeGroup] = []
    for label in focus.odd.flatMap({ findings[$0]?.labels ?? [] }) where asked.count < PromptRoom.recalledGroups {
      guard let group = groups.first(where: { $0.labels.contains(label) }), !asked.contains(group) else { continue }
      asked.append(group)
    }
    return asked
  }

  /// What the policy expects of any of them; of the export as a whole where the group is the whole policy.
  func expectations(of policy: Policy) -> [Expectation] {
    let names = Set(labels)
    return policy.expectations.filter { expectation in
      isWhole || !names.isDisjoint(with: expectation.mentions.labels)
        || expectation.subjects.contains(where: names.contains)
    }
  }
}

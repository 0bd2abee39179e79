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
    let smallestFirst = policy.groups.enumerated().sorted {
      ($0.element.labels.count, $0.offset) < ($1.element.labels.count, $1.offset)
    }
    for group in smallestFirst.map(\.element) where group.labels.count > 1 {
      for label in group.labels where homes[label] == nil {
        homes[label] = group.name
        if let partner = partners[label] ?? nil, homes[partner] == nil { homes[partner] = group.name }
      }
    }
    // Partners are taken together, so that no cut parts them.
    var order: [String] = []
    var units: [String: [[String]]] = [:]
    var taken: Set<String> = []
    for name in names where !taken.contains(name) {
      let home = homes[name] ?? ""
      if units[home] == nil { order.append(home) }
      let partner = (partners[name] ?? nil).flatMap { homes[$0] ?? "" == home && !taken.contains($0) ? $0 : nil }
      let unit = [name, partner].compactMap(\.self)
      taken.formUnion(unit)
      units[home, default: []].append(unit)
    }
    let place = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    return order.flatMap { home in
      var parts: [[String]] = []
      for unit in units[home] ?? [] {
        if let last = parts.last, last.count + unit.count <= most {
          parts[parts.count - 1] += unit
        } else {
          parts.append(unit)
        }
      }
      return parts.map { part in
        KnowledgeGroup(labels: part.sorted { place[$0] ?? 0 < place[$1] ?? 0 }, isWhole: false)
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

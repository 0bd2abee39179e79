package import PolicyLanguage
internal import Volume

/// What a policy's labels are called: names and aliases by their normal spelling, and codes among the aliases.
///
/// A structure's category is the most general that is said of it, and counts where nothing else says anything.
struct LabelNames {
  private var spellings: [String: [String]] = [:]
  private var codes: [String: [String]] = [:]
  private var values: [Int: String] = [:]
  private let order: [String]

  init(_ policy: Policy) {
    order = policy.labels.map(\.name)
    for label in policy.labels {
      for name in [label.name] + label.aliases {
        Self.add(label.name, to: &spellings[Self.normal(name), default: []])
        if let code = CodedConcept(name)?.text { Self.add(label.name, to: &codes[code, default: []]) }
      }
      if let value = label.value { values[value] = label.name }
    }
  }

  /// The labels that a structure stands for, in the policy's order: none, one, or several that contradict each other.
  func labels(of structure: Structure) -> [String] {
    let said = (structure.name.map(labels(named:)) ?? []) + labels(codedIn: structure)
    if said.isEmpty, structure.name == nil, let label = values[structure.value] { return [label] }
    return order.filter(said.contains)
  }

  /// How a structure that stands for a label was recognised.
  func identification(of structure: Structure) -> Identification {
    if !(structure.name.map(labels(named:)) ?? []).isEmpty { return .name }
    return labels(codedIn: structure).isEmpty ? .number : .code
  }

  private func labels(codedIn structure: Structure) -> [String] {
    let own = structure.concepts.flatMap(labels(coded:))
    let isNamed = !(structure.name.map(labels(named:)) ?? []).isEmpty
    return own.isEmpty && !isNamed ? structure.facts.category.map(labels(coded:)) ?? [] : own
  }

  /// The label that a value stands for in the policy.
  func label(valued value: Int) -> String? { values[value] }

  func labels(named name: String) -> [String] {
    let found = spellings[Self.normal(name)] ?? []
    return found.isEmpty ? labels(coded: name) : found
  }

  private func labels(coded text: String) -> [String] { CodedConcept(text).flatMap { codes[$0.text] } ?? [] }

  private static func add(_ label: String, to labels: inout [String]) {
    if !labels.contains(label) { labels.append(label) }
  }

  /// Lower case, with `_` for any row of blanks, hyphens, full stops and underscores: `Kidney-Right`, `kidney right`
  /// and `kidney_right` are one, and so is `Kidney_R`, as the nomenclature of radiotherapy (AAPM TG-263) has it. The
  /// order of words matters.
  private static func normal(_ name: String) -> String {
    var words = name.lowercased().split { $0.isWhitespace || "-._".contains($0) }
    if words.count > 1, let last = words.popLast() { words.append(last == "l" ? "left" : last == "r" ? "right" : last) }
    return words.joined(separator: "_")
  }
}

extension Policy {
  /// Whether a structure's name, or the name of its file, stands for a label of the policy.
  package func knows(structure name: String) -> Bool { !LabelNames(self).labels(named: name).isEmpty }
}

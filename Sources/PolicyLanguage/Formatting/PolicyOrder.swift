/// The usual order of a policy's keys.
enum PolicyOrder {
  /// What a collection is to a policy.
  enum Place: Hashable {
    case policy, labels, expectations, expectation, other

    /// What the value of a key is, seen from the mapping that holds it.
    func value(of key: String?) -> Place {
      switch (self, key) {
      case (.policy, "labels"): .labels
      case (.policy, "expectations"): .expectations
      case (.expectations, nil): .expectation
      default: .other
      }
    }

    func rank(of key: String) -> Int {
      switch self {
      case .policy: PolicyOrder.sections.firstIndex(of: key) ?? PolicyOrder.sections.count
      case .expectation: PolicyOrder.fields[key] ?? PolicyOrder.kind
      default: 0
      }
    }
  }

  private static let sections = [
    "segwarden", "policy", "version", "title", "task", "extends", "context", "parameters", "labels_by", "subset",
    "labels", "groups", "column", "expectations", "waivers", "decision",
  ]
  /// The kind, and what says more about it, such as `reference` and `expect`.
  private static let kind = 2
  private static let fields = [
    "id": 0, "each": 1, "label": 1, "when": 3, "unless": 3, "severity": 4, "because": 5, "source": 6, "learned": 7,
    "repair": 8, "not_evaluable": 8, "model_may_clear": 8,
  ]

  /// The items in their usual order; as they are when a comment would be torn from what it belongs to.
  static func arranged(_ collection: YAMLSyntax.Collection, _ syntax: YAMLSyntax, as place: Place) -> [YAMLSyntax.Item]
  {
    var items = collection.items
    guard place == .policy || place == .expectation, collection.isMapping, !syntax.hasAliases else { return items }
    func rank(_ index: Int) -> Int { place.rank(of: items[index].key.map { syntax.keyText($0) } ?? "") }
    let order = items.indices.sorted { (rank($0), $0) < (rank($1), $1) }
    guard order != Array(items.indices) else { return items }
    // What stands after the last entry may be about it, or about all.
    if !collection.tail.isEmpty, order.last != items.count - 1 { return items }

    var heading: [YAMLSyntax.Comment] = []
    if place == .policy, order.first != 0, let first = items.first, !first.leading.isEmpty {
      // The text's own heading is what a blank line parts from the first entry; without one nobody can tell.
      let gap = first.blankBefore ? first.leading.count : first.leading.lastIndex { $0.blankBefore } ?? 0
      if gap == 0 { return items }
      heading = Array(first.leading[..<gap])
      items[0].leading.removeFirst(gap)
      items[0].blankBefore = false
      if !items[0].leading.isEmpty { items[0].leading[0].blankBefore = false }
    }
    // A comment that stands free is a heading of several entries.
    if items.contains(where: { item in
      !item.leading.isEmpty && (item.blankBefore || item.leading.dropFirst().contains { $0.blankBefore })
    }) {
      return collection.items
    }
    var sorted = order.map { items[$0] }
    if !heading.isEmpty {
      if sorted[0].leading.isEmpty { sorted[0].blankBefore = true } else { sorted[0].leading[0].blankBefore = true }
      sorted[0].leading = heading + sorted[0].leading
    }
    return sorted
  }

  /// Whether two trees say the same: keys in order but for those of the policy and of its expectations, scalars with
  /// text, style and tag.
  static func sameMeaning(_ a: YAMLNode, _ b: YAMLNode) -> Bool {
    sameMeaning(a, b, a["policy"] == nil ? .other : .policy)
  }

  static func sameMeaning(_ a: YAMLNode, _ b: YAMLNode, _ place: Place) -> Bool {
    switch (a.content, b.content) {
    case (.scalar(let a), .scalar(let b)): return a.text == b.text && a.style == b.style && a.tag == b.tag
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { sameMeaning($0, $1, place.value(of: nil)) }
    case (.mapping(let a), .mapping(let b)):
      func same(_ a: [YAMLNode.Entry], _ b: [YAMLNode.Entry]) -> Bool {
        a.count == b.count
          && zip(a, b).allSatisfy { $0.key == $1.key && sameMeaning($0.value, $1.value, place.value(of: $0.key)) }
      }
      func arranged(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        entries.enumerated().sorted {
          (place.rank(of: $0.element.key), $0.offset) < (place.rank(of: $1.element.key), $1.offset)
        }
        .map(\.element)
      }
      return same(a, b) || same(arranged(a), b)
    default: return false
    }
  }
}

extension YAMLSyntax {
  /// A key as it is written, without anchor and tag.
  func keyText(_ key: Node) -> String { key.leaf.map { text($0.range) } ?? "" }
}

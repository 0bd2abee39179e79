/// The usual order of a mapping's keys.
package struct KeyOrder: Hashable, Sendable {
  private let ranks: [String: Int]
  private let others: Int

  /// - Parameters:
  ///   - ranks: the keys' places; keys of one rank stay in the author's order.
  ///   - others: the rank of every other key.
  package init(_ ranks: [String: Int], others: Int) {
    self.ranks = ranks
    self.others = others
  }

  /// Keys one after the other, and all others behind them.
  package init(_ keys: [String]) {
    self.init(Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }, others: keys.count)
  }

  func rank(of key: String) -> Int { ranks[key] ?? others }
}

extension YAMLStyle {
  /// The items in their usual order; as they are when a comment would be torn from what it belongs to.
  func arranged(_ collection: YAMLSyntax.Collection, _ syntax: YAMLSyntax) -> [YAMLSyntax.Item] {
    var items = collection.items
    guard let keys = order, collection.isMapping, !syntax.hasAliases else { return items }
    func rank(_ index: Int) -> Int { keys.rank(of: items[index].key.map { syntax.keyText($0) } ?? "") }
    let order = items.indices.sorted { (rank($0), $0) < (rank($1), $1) }
    guard order != Array(items.indices) else { return items }
    // What stands after the last entry may be about it, or about all.
    if !collection.tail.isEmpty, order.last != items.count - 1 { return items }

    var heading: [YAMLSyntax.Comment] = []
    if hasSections, order.first != 0, let first = items.first, !first.leading.isEmpty {
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
}

/// Collections in brackets and braces.
extension YAMLSyntaxBuilder {
  mutating func flow() throws(Unusual) -> YAMLSyntax.Collection {
    let isMapping = token.kind == .flowMappingStart
    var collection = YAMLSyntax.Collection(isMapping: isMapping, isFlow: true, column: token.start.column)
    take()
    collection.opening = beside()
    while token.kind != .flowMappingEnd, token.kind != .flowSequenceEnd {
      var item = newItem()
      if isMapping {
        try entry(&item, inFlow: true, column: item.start.column)
      } else if token.kind == .key {
        item.value = try pair()
      } else {
        try value(into: &item, owner: item.start.column, indentless: false, inFlow: true)
      }
      if let leaf = item.value.leaf, leaf.kind == .plain, leaf.range.count == 1,
        "-?:".unicodeScalars.contains(source[leaf.range.lowerBound])
      {
        // Inside brackets it is text, outside a sign.
        throw unusual("a sign as text")
      }
      if token.kind == .flowEntry {
        // A comment may stand before and after the comma; the next item takes the second.
        if item.trailing == nil { item.trailing = beside() }
        take()
        if item.trailing == nil { item.trailing = beside() }
      } else if token.kind != .flowMappingEnd, token.kind != .flowSequenceEnd {
        throw unusual("this order of signs")
      }
      collection.items.append(item)
    }
    collection.tail = pending()
    take()
    return collection
  }

  /// `[key: value]`: a mapping of one entry without braces.
  private mutating func pair() throws(Unusual) -> YAMLSyntax.Node {
    let start = token.start
    var item = newItem()
    try entry(&item, inFlow: true, column: start.column)
    let collection = YAMLSyntax.Collection(
      isMapping: true, isFlow: true, isPair: true, column: start.column, items: [item])
    return YAMLSyntax.Node(content: .collection(collection), start: start, end: lastEnd)
  }
}

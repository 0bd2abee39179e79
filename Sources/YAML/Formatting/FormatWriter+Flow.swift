/// Collections in brackets and braces, and keys.
extension FormatWriter {
  /// A value on one line; nil when comments or line breaks stand in it.
  func inline(_ node: YAMLSyntax.Node) -> String? {
    let properties = properties(node, thenSpace: true)
    switch node.content {
    case .leaf(let leaf):
      switch leaf.kind {
      case .block: return nil
      // A tag runs on to the next blank.
      case .empty: return node.properties.isEmpty ? "" : properties
      default:
        let lines = scalarLines(leaf)
        return lines.count == 1 ? properties + lines[0] : nil
      }
    case .collection(let collection):
      guard collection.isFlow, collection.opening == nil, collection.tail.isEmpty else { return nil }
      var texts: [String] = []
      for item in collection.items {
        guard item.leading.isEmpty, !item.hasGapComments, item.trailing == nil, let value = inline(item.value) else {
          return nil
        }
        guard let key = item.key else {
          texts.append(value)
          continue
        }
        // A colon right before a comma would be text.
        texts.append(item.markEnd == nil ? keyText(key) : keyWithColon(key) + " " + value)
      }
      let inside = texts.joined(separator: ", ")
      if collection.isPair { return properties + inside }
      return properties + (collection.isMapping ? "{\(inside)}" : "[\(inside)]")
    }
  }

  /// Whether a flow collection is a list of scalars, or of lists of scalars, which wraps like text.
  func isList(_ collection: YAMLSyntax.Collection) -> Bool {
    !collection.isMapping && collection.isFlow
      && collection.items.allSatisfy { item in
        guard !item.hasGapComments, inline(item.value) != nil else { return false }
        return item.value.collection.map { isList($0) } ?? true
      }
  }

  /// Over several lines: the author's, and more where one would be too long.
  mutating func filled(
    _ collection: YAMLSyntax.Collection, of item: YAMLSyntax.Item, lead: String, indent: Int, shift: Int
  ) {
    let continuation = Self.spaces(indent + 2)
    var current = lead + properties(item.value, thenSpace: true) + (collection.isMapping ? "{" : "[")
    var isStart = true
    if let opening = collection.opening {
      line(current, beside: opening, shift: shift)
      current = continuation
    }
    let closesBelow = !collection.tail.isEmpty || collection.items.last?.trailing != nil || collection.items.isEmpty
    for (index, element) in collection.items.enumerated() {
      let isLast = index == collection.items.count - 1
      let text = (inline(element.value) ?? "") + (isLast ? closesBelow ? "" : "]" : ",")
      let space = isStart ? "" : " "
      let isFresh = current == continuation
      if !isFresh, element.onNewLine || !element.leading.isEmpty || !fits(current + space + text) {
        line(current)
        current = continuation
        isStart = true
      }
      if !element.leading.isEmpty { comments(element.leading, indent: indent + 2) }
      if index > 0, element.blankBefore, element.onNewLine { blank() }
      current += (isStart ? "" : " ") + text
      isStart = false
      if let trailing = element.trailing {
        line(current, beside: trailing, shift: shift)
        current = continuation
        isStart = true
      }
    }
    if closesBelow {
      if current != continuation { line(current) }
      comments(collection.tail, indent: indent + 2)
      current = continuation + (collection.isMapping ? "}" : "]")
    }
    line(current, beside: item.trailing, shift: shift)
  }

  /// How many spaces more than one stand before each value, so that values stand below each other: where the author's
  /// do, and those in braces where the style asks for it.
  func pads(
    _ items: [YAMLSyntax.Item], of collection: YAMLSyntax.Collection, indent: Int, in style: YAMLStyle
  ) -> [Int] {
    var pads = [Int](repeating: 0, count: items.count)
    guard collection.isMapping else { return pads }
    let heads = items.map { head($0, indent: indent).unicodeScalars.count }
    let values = items.map { oneLineValue($0, indent: indent)?.unicodeScalars.count }
    let written = items.indices.filter { values[$0] != nil }
    func fits(_ index: Int, _ widest: Int) -> Bool { widest + 1 + (values[index] ?? 0) <= width }

    let columns = Set(written.map { items[$0].value.start.column })
    let widest = written.map { heads[$0] }.max() ?? 0
    let isAligned =
      !collection.isFlow && columns.count == 1 && Set(written.map { heads[$0] }).count > 1
      && written.allSatisfy { !items[$0].valueOnNewLine && fits($0, widest) }
    if isAligned {
      for index in written { pads[index] = widest - heads[index] }
    } else if style.alignsBraces {
      let inBraces = written.filter { items[$0].value.collection?.isMapping == true }
      let widest = inBraces.map { heads[$0] }.max() ?? 0
      for index in inBraces where fits(index, widest) { pads[index] = widest - heads[index] }
    }
    return pads
  }

  // MARK: Keys and properties

  func keyText(_ key: YAMLSyntax.Node) -> String { properties(key, thenSpace: true) + syntax.keyText(key) }

  func keyWithColon(_ key: YAMLSyntax.Node) -> String {
    // An alias may run on into a colon.
    keyText(key) + (key.leaf?.kind == .alias ? " :" : ":")
  }

  func properties(_ node: YAMLSyntax.Node, thenSpace: Bool = false) -> String {
    let text = node.properties.map { syntax.text($0) }.joined(separator: " ")
    return thenSpace && !text.isEmpty ? text + " " : text
  }
}

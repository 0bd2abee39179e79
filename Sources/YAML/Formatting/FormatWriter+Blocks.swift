/// Entries and items, each on lines of its own.
extension FormatWriter {
  /// How a collection is written.
  enum Form {
    case inline(String)
    /// In brackets over several lines.
    case filled
    case block
  }

  mutating func items(
    _ items: [YAMLSyntax.Item], of collection: YAMLSyntax.Collection, indent: Int, in style: YAMLStyle
  ) {
    let pads = pads(items, of: collection, indent: indent, in: style)
    var previousIsSection = false
    for (index, item) in items.enumerated() {
      let isSection = style.hasSections && isSection(item, indent: indent, in: style)
      if index > 0, style.isParted || isSection || previousIsSection { blank() }
      previousIsSection = isSection
      var leading = item.leading
      if index == 0, !leading.isEmpty { leading[0].blankBefore = false }
      comments(leading, indent: indent)
      if item.blankBefore, index > 0 || !leading.isEmpty { blank() }
      write(item, indent: indent, pad: pads[index], in: style.part(item.key.map { syntax.keyText($0) }))
    }
    comments(collection.tail, indent: indent)
  }

  /// Whether an entry takes several lines.
  private func isSection(_ item: YAMLSyntax.Item, indent: Int, in style: YAMLStyle) -> Bool {
    guard let collection = item.value.collection else { return false }
    let part = style.part(item.key.map { syntax.keyText($0) })
    if case .block = form(collection, of: item, head: head(item, indent: indent), indent: indent, in: part) {
      return true
    }
    return false
  }

  func head(_ item: YAMLSyntax.Item, indent: Int) -> String {
    Self.spaces(indent) + (item.key.map(keyWithColon) ?? "-")
  }

  private mutating func write(_ item: YAMLSyntax.Item, indent: Int, pad: Int, in style: YAMLStyle) {
    let head = head(item, indent: indent)
    let shift = indent - item.start.column
    switch item.value.content {
    case .leaf(let leaf):
      switch leaf.kind {
      case .empty:
        let properties = properties(item.value)
        var beside = [item.header, item.trailing].compactMap(\.self)
        let first = beside.isEmpty ? nil : beside.removeFirst()
        line(head + (properties.isEmpty ? "" : " " + properties), beside: first, shift: shift)
        comments(beside + item.before, indent: indent + 2)
      case .block(let parent):
        let lead = gapComments(item, head: head, indent: indent, shift: shift) ?? head + " "
        blockScalar(leaf, lead: lead + properties(item.value, thenSpace: true), oldParent: parent, indent: indent)
      default: scalar(leaf, item, head: head, indent: indent, pad: pad, shift: shift)
      }
    case .collection(let collection):
      switch form(collection, of: item, head: head, indent: indent, in: style) {
      case .inline(let text):
        let lead = gapComments(item, head: head, indent: indent, shift: shift) ?? head + " " + Self.spaces(pad)
        line(lead + text, beside: item.trailing, shift: shift)
      case .filled:
        let lead = gapComments(item, head: head, indent: indent, shift: shift) ?? head + " "
        filled(collection, of: item, lead: lead, indent: indent, shift: shift)
      case .block: block(collection, of: item, head: head, indent: indent, shift: shift, in: style)
      }
    }
  }

  /// Writes the comments between key or dash and value, when there are any, and gives what the value's line begins
  /// with.
  private mutating func gapComments(_ item: YAMLSyntax.Item, head: String, indent: Int, shift: Int) -> String? {
    guard item.hasGapComments else { return nil }
    line(head, beside: item.header, shift: shift)
    comments(item.before, indent: indent + 2)
    return Self.spaces(indent + 2)
  }

  private mutating func scalar(
    _ leaf: YAMLSyntax.Leaf, _ item: YAMLSyntax.Item, head: String, indent: Int, pad: Int, shift: Int
  ) {
    var texts = scalarLines(leaf)
    let properties = properties(item.value, thenSpace: true)
    texts[0] = properties + texts[0]
    var lead = head + " " + Self.spaces(pad)
    if let own = gapComments(item, head: head, indent: indent, shift: shift) {
      lead = own
    } else if item.valueOnNewLine, texts.count > 1 || !fits(lead + texts[0]) {
      line(head)
      lead = Self.spaces(indent + 2)
    }
    for (index, text) in texts.enumerated() {
      let whole = index == 0 ? lead + text : text.isEmpty ? "" : Self.spaces(indent + 2) + text
      if index == texts.count - 1 { line(whole, beside: item.trailing, shift: shift) } else { line(whole) }
    }
  }

  private mutating func block(
    _ collection: YAMLSyntax.Collection, of item: YAMLSyntax.Item, head: String, indent: Int, shift: Int,
    in style: YAMLStyle
  ) {
    var collection = collection
    collection.items[0].leading = item.before + collection.items[0].leading
    var items = style.arranged(collection, syntax)
    var beside = [item.header, collection.opening].compactMap(\.self)
    let properties = properties(item.value)
    let joins = item.key == nil && properties.isEmpty && beside.isEmpty && items[0].leading.isEmpty
    if let trailing = item.trailing {
      if joins, items[0].trailing == nil, isOneLine(items[0], indent: indent + 2) {
        items[0].trailing = trailing
      } else {
        beside.append(trailing)
      }
    }
    guard joins, beside.isEmpty else {
      let first = beside.isEmpty ? nil : beside.removeFirst()
      line(head + (properties.isEmpty ? "" : " " + properties), beside: first, shift: shift)
      items[0].leading = beside + items[0].leading
      return self.items(items, of: collection, indent: indent + 2, in: style)
    }
    // The first entry shares the line of the dash.
    let start = lines.count
    self.items(items, of: collection, indent: indent + 2, in: style)
    replaceLine(start, with: head + " " + lines[start].dropFirst(indent + 2))
  }

  func form(
    _ collection: YAMLSyntax.Collection, of item: YAMLSyntax.Item, head: String, indent: Int,
    in style: YAMLStyle
  ) -> Form {
    guard collection.isFlow, !collection.isPair else { return .block }
    let text = inline(item.value)
    if collection.items.isEmpty { return text.map(Form.inline) ?? .filled }
    if style.isBlock { return .block }
    let isList = isList(collection)
    // An author's line breaks in a list are kept.
    if isList, text == nil || collection.items.contains(where: \.onNewLine) { return .filled }
    let lead = item.hasGapComments ? Self.spaces(indent + 2) : head + " "
    if let text, fits(lead + text) { return .inline(text) }
    return isList ? .filled : .block
  }

  func fits(_ line: String) -> Bool { line.unicodeScalars.count <= width }

  /// Whether an entry is written on one line with its key, without comments that part them.
  func isOneLine(_ item: YAMLSyntax.Item, indent: Int) -> Bool { oneLineValue(item, indent: indent) != nil }

  /// The value as it is written behind its key, when both share a line.
  func oneLineValue(_ item: YAMLSyntax.Item, indent: Int) -> String? {
    guard !item.hasGapComments else { return nil }
    let head = head(item, indent: indent)
    switch item.value.content {
    case .leaf(let leaf):
      guard leaf.kind != .empty, let text = inline(item.value) else { return nil }
      return item.valueOnNewLine && !fits(head + " " + text) ? nil : text
    case .collection(let collection):
      guard case .inline(let text) = form(collection, of: item, head: head, indent: indent, in: .plain) else {
        return nil
      }
      return text
    }
  }
}

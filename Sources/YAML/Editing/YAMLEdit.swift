internal import Diagnostics

/// Edits that change one thing in an author's text and leave every other byte as it is.
///
/// Each edit is checked: what the text says afterwards is what it said before, but for the one change.
package struct YAMLEdit {
  /// The text with all edits so far.
  package private(set) var text: String
  /// What the text says.
  package private(set) var tree: YAMLNode
  private(set) var syntax: YAMLSyntax
  private let hasByteOrderMark: Bool

  /// A key of a mapping, or a place in a sequence: by index from 0, or by the `id` of its item.
  package enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case key(String)
    case index(Int)

    package init(stringLiteral key: String) { self = .key(key) }
    package init(integerLiteral index: Int) { self = .index(index) }
  }

  package enum Value: Hashable, Sendable {
    /// A scalar's text; it is put in quotes where it must be.
    case text(String)
    /// YAML as it is to be written; several lines only where a block can stand.
    case yaml(String)
  }

  package init(_ text: String) throws(YAMLEditError) {
    hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
    self.text = text
    (tree, syntax) = try Self.read(text)
  }

  // MARK: Edits

  /// Replaces a scalar; quotes stay where the author used them.
  package mutating func replace(_ path: [Step], with value: Value) throws(YAMLEditError) {
    let place = try place(path)
    let item = place.item
    guard let leaf = item.value.leaf else {
      throw YAMLEditError(
        code: .notScalar, message: "\(Self.written(path)) is \(place.node.described), not a single value")
    }
    if leaf.kind == .alias { throw Self.alias(path) }
    let written = try line(value, inFlow: place.isInFlow, like: leaf.kind)
    var range = leaf.range
    var insertion = written
    switch leaf.kind {
    case .empty:
      guard let mark = item.key == nil ? item.markEnd : item.markEnd ?? item.key?.end.index else {
        throw YAMLEditError(code: .noSuchPlace, message: "\(Self.written(path)) has no place for a value")
      }
      let index = item.value.properties.last?.upperBound ?? mark
      range = index..<index
      insertion = (item.markEnd == nil ? ": " : " ") + written
    case .block:
      let comment = YAMLSyntax.headerComment(ofBlock: range, in: syntax.source)
      range = range.lowerBound..<endOfBlockText(range)
      insertion += comment.map { "  " + $0 } ?? ""
    default: break
    }
    try apply([(range, insertion)]) { after, before in
      Self.isSame(after.without(place.indices), before.without(place.indices))
        && Self.says(after.at(place.indices), value)
    }
  }

  /// Adds an entry to a mapping, in the mapping's own style.
  ///
  /// - Parameter after: the key that the entry is to follow; by default the last.
  package mutating func insert(
    _ key: String, _ value: Value, into path: [Step], after: String? = nil
  ) throws(YAMLEditError) {
    let place = try place(path)
    guard let collection = place.item.value.collection, let entries = place.node.entries else {
      throw place.item.value.leaf?.kind == .alias
        ? Self.alias(path)
        : YAMLEditError(code: .notMapping, message: "\(Self.written(path)) is \(place.node.described), not a mapping")
    }
    if entries.contains(where: { $0.key == key }) {
      throw YAMLEditError(code: .keyExists, message: "\(Self.written(path)) has '\(key)' already; replace its value")
    }
    var index = entries.count - 1
    if let after {
      guard let found = entries.firstIndex(where: { $0.key == after }) else {
        throw YAMLEditError(code: .noSuchPlace, message: "\(Self.written(path)) has no '\(after)'")
      }
      index = found
    }
    let writtenKey = ScalarWriter.written(key, inFlow: true, like: .plain)
    let edits: [Edit]
    if collection.isFlow {
      let entry = try "\(writtenKey): \(line(value, inFlow: true, like: .plain))"
      edits = flowEdits(entry, after: index, in: collection, closing: place.item.value.end.index - 1)
    } else {
      let lines = try blockLines(writtenKey, value, column: collection.column)
      edits = [lineEdit(lines, after: endOfItem(collection.items[index]))]
    }
    try apply(edits) { after, before in
      let indices = place.indices + [index + 1]
      return Self.isSame(after.without(indices), before) && after.key(at: indices) == key
        && Self.says(after.at(indices), value)
    }
  }

  /// Adds an item at the end of a sequence.
  ///
  /// - Parameter yaml: the item without its dash, from the first column on, such as `id: x\npresence: required`.
  package mutating func append(_ yaml: String, to path: [Step]) throws(YAMLEditError) {
    let place = try place(path)
    guard let collection = place.item.value.collection, !collection.isMapping, !collection.isPair else {
      throw place.item.value.leaf?.kind == .alias
        ? Self.alias(path)
        : YAMLEditError(code: .notSequence, message: "\(Self.written(path)) is \(place.node.described), not a list")
    }
    let lines = Self.lines(of: yaml)
    let edits: [Edit]
    if collection.isFlow, !collection.items.isEmpty || lines.count == 1 {
      let entry = try line(.yaml(yaml), inFlow: true, like: .plain)
      edits = flowEdits(
        entry, after: collection.items.count - 1, in: collection, closing: place.item.value.end.index - 1)
    } else if collection.isFlow {
      let value = place.item.value
      guard !place.isInFlow, let mark = place.item.markEnd, !place.item.hasGapComments, collection.opening == nil,
        collection.tail.isEmpty, value.properties.isEmpty
      else {
        throw YAMLEditError(code: .badValue, message: "an item of several lines does not fit into brackets")
      }
      let item = Self.item(lines, column: place.item.start.column + 2, width: 1)
      edits = [(mark..<value.end.index, ""), lineEdit(item, after: value.end.index)]
    } else {
      guard let last = collection.items.last else { throw Self.alias(path) }
      let isOnDashLine = last.value.start.line == last.start.line
      let width = isOnDashLine ? max(1, last.value.start.column - last.start.column - 1) : 1
      var item = Self.item(lines, column: collection.column, width: width)
      let end = endOfItem(last)
      // A blank line at the start of a line would belong to the block scalar above.
      let isParted =
        syntax.source[end - 1] == "\n"
        ? false
        : collection.items.count > 1
          ? last.leading.first?.blankBefore ?? last.blankBefore : last.value.end.line > last.start.line + 1
      if isParted { item.insert("", at: 0) }
      edits = [lineEdit(item, after: end)]
    }
    try apply(edits) { after, before in
      let indices = place.indices + [before.at(place.indices)?.elements?.count ?? 0]
      return Self.isSame(after.without(indices), before) && Self.says(after.at(indices), .yaml(yaml))
    }
  }

  /// Adds lines of comment above the line on which something begins.
  package mutating func insertComment(_ comment: String, above path: [Step]) throws(YAMLEditError) {
    let place = try place(path)
    // Inside brackets the comment stands above the whole; before a first key, above its dash.
    let inBlocks = place.chain.prefix { !$0.isInFlow }
    let anchor = inBlocks.last?.item ?? syntax.root
    let line = anchor.key == nil && inBlocks.isEmpty ? anchor.value.start.line : anchor.start.line
    let outermost = inBlocks.first { $0.item.start.line == line }?.item
    let indent = String(repeating: " ", count: outermost?.start.column ?? 0)
    let written = Self.lines(of: comment).map { $0.isEmpty ? indent + "#" : indent + "# " + $0 }
    let start = YAMLSyntax.Lines(syntax.source).start(of: line)
    try apply([(start..<start, written.map { $0 + lineBreak }.joined())]) { after, before in Self.isSame(after, before)
    }
  }

  // MARK: Applying

  typealias Edit = (range: Range<Int>, text: String)

  /// Makes edits that do not overlap, if what the text then says is as it must be.
  mutating func apply(
    _ edits: [Edit], _ isRight: (_ after: YAMLNode, _ before: YAMLNode) -> Bool
  ) throws(YAMLEditError) {
    var source = syntax.source
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      source.replaceSubrange(edit.range, with: edit.text.unicodeScalars)
    }
    let changed = (hasByteOrderMark ? "\u{FEFF}" : "") + String(String.UnicodeScalarView(source))
    guard let read = try? Self.read(changed), isRight(read.0, tree) else {
      throw YAMLEditError(
        code: .changesMore,
        message: "this edit would change more than it should, so the text is left as it was; edit it by hand")
    }
    text = changed
    (tree, syntax) = read
  }

  private static func read(_ text: String) throws(YAMLEditError) -> (YAMLNode, YAMLSyntax) {
    var diagnostics = Diagnostics()
    let tree = YAMLNode.parse(text, file: "", diagnostics: &diagnostics)
    guard let tree, !diagnostics.hasErrors else {
      let first = diagnostics.sorted.first { $0.severity == .error }
      let place = first.map { "line \($0.range.line), column \($0.range.column): \($0.message)" } ?? "it cannot be read"
      throw YAMLEditError(code: .notYAML, message: "the text is not sound YAML: \(place)")
    }
    let plain = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    do throws(YAMLSyntaxBuilder.Unusual) { return (tree, try YAMLSyntaxBuilder.syntax(of: plain)) } catch {
      throw YAMLEditError(
        code: .unusual,
        message: "\(error.what) in line \(error.place.line + 1) cannot be edited; write it more simply")
    }
  }
}

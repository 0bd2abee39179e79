/// Builds the syntax of a text that is sound YAML.
struct YAMLSyntaxBuilder {
  /// Something so rare that it is not followed, such as a key over several lines.
  struct Unusual: Error {
    var what: String
    var place: YAMLPlace
  }

  let source: [Unicode.Scalar]
  let lines: YAMLSyntax.Lines
  private let tokens: [YAMLToken]
  private let comments: [YAMLSyntax.Comment]
  private var nextToken = 0
  private var nextComment = 0
  /// Where the last token of some width ended.
  private(set) var lastEnd: YAMLPlace
  private var blockColumns = [-1]
  private var hasAliases = false

  /// The syntax of a text without byte order mark that `YAMLNode.parse` accepts.
  static func syntax(of text: String) throws(Unusual) -> YAMLSyntax {
    guard let tokens = YAMLToken.all(in: text), let first = tokens.first else {
      throw Unusual(what: "text that is not YAML", place: YAMLPlace(index: 0, line: 0, column: 0))
    }
    var builder = YAMLSyntaxBuilder(Array(text.unicodeScalars), tokens, lastEnd: first.start)
    return try builder.document()
  }

  private init(_ source: [Unicode.Scalar], _ tokens: [YAMLToken], lastEnd: YAMLPlace) {
    self.source = source
    lines = YAMLSyntax.Lines(source)
    self.tokens = tokens
    comments = YAMLSyntax.comments(between: tokens, in: source, lines: lines)
    self.lastEnd = lastEnd
  }

  // MARK: Tokens and comments

  /// The last token is the stream's end and is never passed.
  var token: YAMLToken { tokens[min(nextToken, tokens.count - 1)] }

  mutating func take() {
    if token.range.isEmpty == false { lastEnd = token.end }
    nextToken += 1
  }

  /// The comments before the next token, as far as they are wanted.
  mutating func pending(where isWanted: (YAMLSyntax.Comment) -> Bool = { _ in true }) -> [YAMLSyntax.Comment] {
    let first = nextComment
    while nextComment < comments.count, comments[nextComment].start < token.start.index, isWanted(comments[nextComment])
    {
      nextComment += 1
    }
    return Array(comments[first..<nextComment])
  }

  /// The comment beside what was just taken.
  mutating func beside() -> YAMLSyntax.Comment? {
    let line = lastEnd.line
    guard nextComment < comments.count, !comments[nextComment].ownLine, comments[nextComment].line == line else {
      return nil
    }
    return pending { !$0.ownLine && $0.line == line }.first
  }

  func unusual(_ what: String) -> Unusual { Unusual(what: what, place: token.start) }

  // MARK: Document

  private mutating func document() throws(Unusual) -> YAMLSyntax {
    var prefix: [YAMLSyntax.Marker] = []
    while [.streamStart, .directive, .documentStart].contains(token.kind) {
      if token.kind == .streamStart { take() } else { prefix.append(marker()) }
    }
    var root = newItem()
    swap(&root.leading, &root.before)
    try value(into: &root, owner: -1, indentless: false, inFlow: false)
    guard case .collection(var collection) = root.value.content else { throw unusual("a text without keys") }
    // What stands at the end belongs to nothing that follows.
    collection.tail += pending()
    root.value.content = .collection(collection)
    var suffix: YAMLSyntax.Marker?
    if token.kind == .documentEnd { suffix = marker() }
    let end = pending()
    guard token.kind == .streamEnd else { throw unusual("a second document") }
    return YAMLSyntax(
      source: source, prefix: prefix, root: root, suffix: suffix, end: end, hasAliases: hasAliases)
  }

  private mutating func marker() -> YAMLSyntax.Marker {
    let leading = pending()
    var marker = YAMLSyntax.Marker(
      leading: leading, blankBefore: lines.isBlank(token.start.line - 1), range: token.range)
    take()
    marker.trailing = beside()
    return marker
  }

  // MARK: Nodes

  /// An item that starts at the next token, with the comments before it.
  mutating func newItem() -> YAMLSyntax.Item {
    let leading = pending()
    let start = token.start
    return YAMLSyntax.Item(
      leading: leading, blankBefore: lines.isBlank(start.line - 1), onNewLine: start.line > lastEnd.line, start: start,
      value: empty())
  }

  func empty() -> YAMLSyntax.Node {
    let index = lastEnd.index
    return YAMLSyntax.Node(content: .leaf(.init(kind: .empty, range: index..<index)), start: lastEnd, end: lastEnd)
  }

  /// Reads an item's value and the comments around it.
  ///
  /// - Parameters:
  ///   - column: that of the item; comments further in belong to it where it has no value.
  ///   - indentless: whether dashes may stand in that column.
  mutating func value(
    into item: inout YAMLSyntax.Item, owner column: Int, indentless: Bool, inFlow: Bool
  ) throws(Unusual) {
    if nextToken > 1 { item.header = beside() }
    var properties: [Range<Int>] = []
    var start: YAMLPlace?
    while startsNode(indentless) {
      item.before += pending()
      let token = token
      start = start ?? token.start
      if token.kind == .anchor || token.kind == .tag {
        properties.append(token.range)
        take()
        if let comment = beside() {
          if item.header == nil { item.header = comment } else { item.before.append(comment) }
        }
        continue
      }
      let content = try content(&item)
      item.value = YAMLSyntax.Node(
        properties: properties, content: content, start: start ?? token.start, end: lastEnd)
      return
    }
    item.value = empty()
    item.value.properties = properties
    if let start { item.value.start = start }
    if !inFlow { item.before += pending { $0.column > column } }
  }

  private func startsNode(_ indentless: Bool) -> Bool {
    switch token.kind {
    case .alias, .anchor, .tag, .plain, .singleQuoted, .doubleQuoted, .block, .flowMappingStart, .flowSequenceStart,
      .blockMappingStart, .blockSequenceStart:
      true
    case .blockEntry: indentless
    default: false
    }
  }

  private mutating func content(_ item: inout YAMLSyntax.Item) throws(Unusual) -> YAMLSyntax.Node.Content {
    let token = token
    func leaf(_ kind: YAMLSyntax.Leaf.Kind) -> YAMLSyntax.Node.Content { .leaf(.init(kind: kind, range: token.range)) }
    let content: YAMLSyntax.Node.Content
    switch token.kind {
    case .blockMappingStart, .blockSequenceStart, .blockEntry:
      let leading = item.before
      item.before = []
      return .collection(try block(leading: leading))
    case .block:
      take()
      return leaf(.block(parent: blockColumns.last ?? -1))
    case .flowMappingStart, .flowSequenceStart: content = .collection(try flow())
    case .alias:
      hasAliases = true
      content = leaf(.alias)
      take()
    case .singleQuoted, .doubleQuoted:
      content = leaf(token.kind == .singleQuoted ? .singleQuoted : .doubleQuoted)
      take()
    default:
      content = leaf(.plain)
      take()
    }
    item.trailing = beside()
    return content
  }

  private mutating func block(leading: [YAMLSyntax.Comment]) throws(Unusual) -> YAMLSyntax.Collection {
    let kind = token.kind
    let column = token.start.column
    var collection = YAMLSyntax.Collection(isMapping: kind == .blockMappingStart, isFlow: false, column: column)
    // libyaml does not count dashes in the column of their key as a level.
    if kind != .blockEntry {
      take()
      blockColumns.append(column)
    }
    defer { if kind != .blockEntry { blockColumns.removeLast() } }
    var first = leading
    while token.kind == .key || token.kind == .blockEntry {
      if kind == .blockEntry, token.kind == .key { break }
      var item = newItem()
      item.leading = first + item.leading
      first = []
      if token.kind == .blockEntry {
        take()
        item.markEnd = lastEnd.index
        try value(into: &item, owner: column, indentless: false, inFlow: false)
      } else {
        try entry(&item, inFlow: false, column: column)
      }
      collection.items.append(item)
    }
    if kind == .blockEntry {
      collection.tail = pending { $0.column > column }
    } else {
      collection.tail = pending { $0.column >= column }
      guard token.kind == .blockEnd else { throw unusual("this order of signs") }
      take()
    }
    return collection
  }

  /// Key, colon and value.
  mutating func entry(_ item: inout YAMLSyntax.Item, inFlow: Bool, column: Int) throws(Unusual) {
    if token.kind == .key { take() }
    item.leading += pending()
    var key = YAMLSyntax.Item(start: token.start, value: empty())
    try self.value(into: &key, owner: column, indentless: false, inFlow: true)
    guard let leaf = key.value.leaf, leaf.kind != .empty, key.value.start.line == key.value.end.line else {
      throw Unusual(what: "a key that is not text on one line", place: key.start)
    }
    item.key = key.value
    item.before = [key.header].compactMap(\.self) + key.before
    guard token.kind == .value else {
      item.trailing = key.trailing
      return
    }
    if let comment = key.trailing { item.before.append(comment) }
    item.before += pending()
    take()
    item.markEnd = lastEnd.index
    try value(into: &item, owner: column, indentless: !inFlow, inFlow: inFlow)
  }
}

extension YAMLPlace {
  init(index: Int, line: Int, column: Int) { (self.index, self.line, self.column) = (index, line, column) }
}

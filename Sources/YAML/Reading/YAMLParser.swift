internal import CYAML
package import Diagnostics
internal import Wording

extension YAMLNode {
  /// Parses a text of one YAML document. Problems are added to `diagnostics`; nil when there is no usable tree.
  package static func parse(_ text: String, file: String, diagnostics: inout Diagnostics) -> YAMLNode? {
    // A byte order mark would shift the first line against the others. libyaml wants an address even for nothing.
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    let bytes = Array((scalars.isEmpty ? "\n" : String(scalars)).utf8)
    guard YAMLCharacters.check(text, file: file, diagnostics: &diagnostics) else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var builder = YAMLTreeBuilder(bytes, lines: SourceLines(text), file: file)
      let node = builder.document()
      diagnostics.merge(builder.diagnostics)
      return node
    }
  }

  /// Parses the bytes of a file, which must be UTF-8.
  package static func parse(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) -> YAMLNode? {
    guard let text = SourceText.decode(bytes, file: file, diagnostics: &diagnostics) else { return nil }
    return parse(text, file: file, diagnostics: &diagnostics)
  }
}

/// Builds the tree from events, and stops at what would make the tree meaningless.
private struct YAMLTreeBuilder: ~Copyable {
  /// Deeper than any policy; keeps recursion bounded.
  private static let deepest = 64
  /// How many nodes aliases may add, against texts that unfold into millions.
  private static let mostExpanded = 10_000

  private struct Stop: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private let source: YAMLEventSource
  private let lines: SourceLines
  private let file: String
  private let check: YAMLEventCheck
  private var anchors: [String: (node: YAMLNode, size: Int, height: Int)] = [:]
  private var expanded = 0
  private var size = 0
  /// The deepest level reached since it was last looked at.
  private var reached = 0
  var diagnostics = Diagnostics()

  init(_ bytes: UnsafeBufferPointer<UInt8>, lines: SourceLines, file: String) {
    self.bytes = bytes
    source = YAMLEventSource(bytes)
    self.lines = lines
    self.file = file
    check = YAMLEventCheck(file: file)
  }

  mutating func document() -> YAMLNode? {
    do throws(Stop) {
      var event = try next()
      while case .other = event.kind { event = try next() }
      guard case .documentStart = event.kind else {
        diagnostics.error(.emptyFile, "the file says nothing", at: SourceRange(file: file, line: 1, column: 1))
        return nil
      }
      let root = try node(next(), depth: 0)
      event = try next()
      while case .other = event.kind { event = try next() }
      if case .documentStart = event.kind {
        diagnostics.error(
          .severalDocuments, "a second document starts here; one file holds one", at: range(of: event, length: 3),
          suggestion: "put it into a file of its own")
      }
      return root
    } catch { return nil }
  }

  private mutating func next() throws(Stop) -> YAMLEvent {
    if let event = source.next() { return event }
    syntaxError()
    throw Stop()
  }

  private mutating func node(_ event: YAMLEvent, depth: Int, isItem: Bool = false) throws(Stop) -> YAMLNode {
    let sizeBefore = size
    size += 1
    try goDown(to: depth, at: range(of: event))
    let reachedBefore = reached
    reached = depth
    defer { reached = max(reached, reachedBefore) }
    let node: YAMLNode
    switch event.kind {
    case .alias(let name): return try expand(name, depth: depth, at: range(of: event))
    case .sequenceStart:
      check.tag(of: event, allowing: "seq", &diagnostics)
      node = try sequence(event, depth: depth)
    case .mappingStart:
      check.tag(of: event, allowing: "map", &diagnostics)
      node = try mapping(event, depth: depth, isItem: isItem)
    case .scalar(let text, let style):
      check.tag(of: event, allowing: "str", &diagnostics)
      check.ends(of: text, style, event, &diagnostics)
      check.quotes(of: text, style, event, &diagnostics)
      check.comment(behind: event, style, in: lines, &diagnostics)
      node = scalar(text, style, event)
    default: throw Stop()
    }
    if let anchor = event.anchor { anchors[anchor] = (node, size - sizeBefore, reached - depth) }
    return node
  }

  private mutating func goDown(to depth: Int, at range: SourceRange) throws(Stop) {
    guard depth > Self.deepest else {
      reached = max(reached, depth)
      return
    }
    diagnostics.error(
      .tooDeep, "nested deeper than \(Self.deepest) levels", at: range, suggestion: "flatten it")
    throw Stop()
  }

  private func scalar(_ text: String, _ style: YAMLNode.Style, _ event: YAMLEvent) -> YAMLNode {
    var column: Int?
    let written = event.start.line == event.end.line ? Int(event.end.column) - Int(event.start.column) : -1
    // An anchor or a tag before it belongs to the event.
    if event.anchor == nil, event.tag == nil {
      let count = text.count
      // Columns count code points, sub-ranges characters; only where the two agree can one be had from the other.
      let simple = count == text.unicodeScalars.count
      if simple, style == .plain, written == count { column = Int(event.start.column) + 1 }
      if simple, style == .quoted, written == count + 2 { column = Int(event.start.column) + 2 }
    }
    return YAMLNode(
      content: .scalar(.init(text: text, style: style, tag: event.tag, textColumn: column)), range: range(of: event))
  }

  private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(Stop) -> YAMLNode {
    var elements: [YAMLNode] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind {
        return YAMLNode(content: .sequence(elements), range: range(from: start, to: event, first: nil))
      }
      elements.append(try node(event, depth: depth + 1, isItem: true))
    }
  }

  /// - Parameter isItem: whether it stands in a list.
  private mutating func mapping(_ start: YAMLEvent, depth: Int, isItem: Bool) throws(Stop) -> YAMLNode {
    var entries: [YAMLNode.Entry] = []
    var places: [String: SourceRange] = [:]
    /// Whether the keys belong to a further item, whose dash is missing.
    var isNextItem = false
    /// The entries whose value a decimal comma cut in two.
    var cut: Set<Int> = []
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        for index in cut.sorted() {
          diagnostics.error(
            .notANumber, "a comma parts entries here, and numbers have a point before decimals",
            at: entries[index].value.range, suggestion: "write \(entries[index].value.text ?? "")")
        }
        let range = range(from: start, to: event, first: entries.first?.keyRange)
        return YAMLNode(content: .mapping(entries), range: range)
      }
      let keyNode = try node(event, depth: depth + 1)
      let value = try node(next(), depth: depth + 1)
      guard let key = keyNode.text, !keyNode.isNull else {
        diagnostics.error(
          .keyNotText, "a key must be text, not \(keyNode.described)", at: keyNode.range,
          suggestion: "write name: value")
        continue
      }
      if key == "<<", case .scalar(let scalar) = keyNode.content, scalar.style == .plain {
        diagnostics.error(
          .mergeKey, "merge keys (<<) are not supported", at: keyNode.range,
          suggestion: "repeat the fields, or share single values with aliases")
        continue
      }
      if isNextItem { continue }
      if isItem, entries.count > 1, key == entries[0].key, keyNode.range.line > entries[0].keyRange.line {
        diagnostics.error(
          .duplicateKey, "'\(key)' was already given in line \(entries[0].keyRange.line), where an item begins",
          at: keyNode.range, suggestion: "write - \(key): \(value.text ?? "…")")
        isNextItem = true
        continue
      }
      if let last = entries.last?.value, let joined = last.joined(byDecimalComma: keyNode, value) {
        entries[entries.count - 1].value = joined
        cut.insert(entries.count - 1)
        continue
      }
      if let first = places[key] {
        diagnostics.error(
          .duplicateKey, "'\(key)' was already given in line \(first.line)", at: keyNode.range,
          suggestion: "keep one of the two")
        continue
      }
      places[key] = keyNode.range
      entries.append(.init(key: key, keyRange: keyNode.range, value: value))
    }
  }

  private mutating func expand(_ name: String, depth: Int, at range: SourceRange) throws(Stop) -> YAMLNode {
    guard let (found, count, height) = anchors[name] else {
      diagnostics.error(
        .unknownAnchor, "'*\(name)' refers to nothing above it", at: range,
        suggestion: Suggestion.didYouMean(name, among: anchors.keys.sorted()))
      return YAMLNode(content: .scalar(.init(text: "", style: .plain, tag: nil, textColumn: nil)), range: range)
    }
    try goDown(to: depth + height, at: range)
    size += count - 1
    expanded += count
    guard expanded <= Self.mostExpanded else {
      diagnostics.error(
        .tooManyAliases, "aliases unfold into more than \(Self.mostExpanded) values", at: range,
        suggestion: "write out what is needed")
      throw Stop()
    }
    var copy = found
    copy.range = range
    if case .scalar(var scalar) = copy.content {
      scalar.textColumn = nil
      copy.content = .scalar(scalar)
    }
    return copy
  }

  private func range(of event: YAMLEvent, length: Int? = nil) -> SourceRange {
    let column = Int(event.start.column) + 1
    let written: Int
    if event.start.line == event.end.line {
      written = Int(event.end.column) - Int(event.start.column)
    } else {
      written = (lines[Int(event.start.line) + 1] ?? "").unicodeScalars.count - column + 1
    }
    return SourceRange(file: file, line: Int(event.start.line) + 1, column: column, length: length ?? written)
  }

  private func range(from start: YAMLEvent, to end: YAMLEvent, first: SourceRange?) -> SourceRange {
    var range = range(of: start)
    if start.start.line == end.end.line, end.end.column > start.start.column {
      range.length = Int(end.end.column - start.start.column)
    } else if let first, (first.line, first.column) == (range.line, range.column) {
      range.length = first.length
    }
    return range
  }

  /// libyaml stops at the first syntax error.
  private mutating func syntaxError() {
    let problem = source.problem
    if let byte = problem.byte {
      diagnostics.error(
        .syntax, "a control character cannot stand in YAML", at: place(ofByte: byte), suggestion: "remove it")
      return
    }
    let told = YAMLProblem(problem, in: lines)
    let tabs = (1...max(1, lines.count)).filter { number in
      (lines[number] ?? "").prefix { $0 == " " || $0 == "\t" }.contains("\t")
        && (lines[number] ?? "").contains { !$0.isWhitespace }
    }
    if tabs.contains(told.line) || tabs.contains(Int(problem.mark.line) + 1) {
      for number in tabs {
        let before = (lines[number] ?? "").prefix { $0 == " " }.count
        diagnostics.error(
          .tabIndentation, "a tab cannot indent YAML",
          at: SourceRange(file: file, line: number, column: before + 1), suggestion: "indent with spaces")
      }
      return
    }
    diagnostics.error(
      .syntax, told.message, at: SourceRange(file: file, line: told.line, column: told.column),
      suggestion: told.suggestion)
  }

  private func place(ofByte byte: Int) -> SourceRange {
    let before = SourceLines(String(decoding: bytes.prefix(byte), as: UTF8.self))
    let column = (before[before.count] ?? "").unicodeScalars.count + 1
    return SourceRange(file: file, line: before.count, column: column)
  }
}

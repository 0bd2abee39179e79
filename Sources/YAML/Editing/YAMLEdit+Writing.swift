internal import Diagnostics

/// How new parts are written and where they go.
extension YAMLEdit {
  /// The author's line break.
  var lineBreak: String {
    guard let index = syntax.source.firstIndex(of: "\n") else { return "\n" }
    return index > 0 && syntax.source[index - 1] == "\r" ? "\r\n" : "\n"
  }

  static func lines(of text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// A value on one line.
  func line(_ value: Value, inFlow: Bool, like kind: YAMLSyntax.Leaf.Kind) throws(YAMLEditError) -> String {
    switch value {
    case .text(let text): return ScalarWriter.written(text, inFlow: inFlow, like: kind)
    case .yaml(let yaml):
      let lines = Self.lines(of: yaml)
      guard lines.count == 1, !lines[0].isEmpty else {
        throw YAMLEditError(code: .badValue, message: "a value inside a line must be written on one line")
      }
      return lines[0]
    }
  }

  /// `key: value`, or the key with the value's lines below it.
  func blockLines(_ key: String, _ value: Value, column: Int) throws(YAMLEditError) -> [String] {
    let indent = String(repeating: " ", count: column)
    if case .yaml(let yaml) = value {
      let lines = Self.lines(of: yaml)
      if lines.count > 1 || Self.isBlockMapping(yaml) {
        return ["\(indent)\(key):"] + lines.map { $0.isEmpty ? "" : "\(indent)  \($0)" }
      }
    }
    return ["\(indent)\(key): \(try line(value, inFlow: false, like: .plain))"]
  }

  /// Whether a line is an entry of a mapping without braces, which cannot follow a key on its line.
  private static func isBlockMapping(_ yaml: String) -> Bool {
    var diagnostics = Diagnostics()
    return !yaml.hasPrefix("{") && YAMLNode.parse(yaml, file: "", diagnostics: &diagnostics)?.entries != nil
  }

  /// An item's lines behind a dash that `width` spaces follow.
  static func item(_ lines: [String], column: Int, width: Int) -> [String] {
    let (dash, rest) = (String(repeating: " ", count: column), String(repeating: " ", count: column + 1 + width))
    return lines.enumerated().map { index, line in
      index == 0 ? dash + "-" + String(repeating: " ", count: width) + line : line.isEmpty ? "" : rest + line
    }
  }

  /// New lines below what ends at an index.
  func lineEdit(_ lines: [String], after end: Int) -> Edit {
    let source = syntax.source
    var index = end
    // A block scalar that keeps its blank lines ends where a line starts.
    let isLineStart = index > 0 && index <= source.count && source[index - 1] == "\n"
    if !isLineStart {
      while index < source.count, source[index] != "\n" { index += 1 }
      if index == source.count {
        return (index..<index, lines.map { lineBreak + $0 }.joined())
      }
      index += 1
    }
    return (index..<index, lines.map { $0 + lineBreak }.joined())
  }

  /// Adds an entry behind one of a flow collection, or as its first.
  func flowEdits(_ entry: String, after index: Int, in collection: YAMLSyntax.Collection, closing: Int) -> [Edit] {
    guard collection.items.indices.contains(index) else { return [(closing..<closing, entry)] }
    let item = collection.items[index]
    let isEmpty = item.value.leaf?.kind == .empty && item.value.properties.isEmpty
    let end = isEmpty ? item.markEnd ?? item.key?.end.index ?? closing : item.value.end.index
    let isLast = index == collection.items.count - 1
    let startsLine = item.onNewLine && isLast
    let indent = lineBreak + String(repeating: " ", count: item.start.column)
    if isLast, let comment = item.trailing {
      // The comment stays beside what it is about.
      let commentEnd = comment.start + comment.text.unicodeScalars.count
      let hasComma = syntax.source[end..<comment.start].contains(",")
      return (hasComma ? [] : [(end..<end, ",")]) + [(commentEnd..<commentEnd, indent + entry + (hasComma ? "," : ""))]
    }
    // A comma right behind a colon would be text.
    let comma = isEmpty && item.markEnd != nil ? " ," : ","
    return [(end..<end, comma + (startsLine ? indent : " ") + entry)]
  }

  /// Where an item of a block collection ends, with the comments that belong to it.
  func endOfItem(_ item: YAMLSyntax.Item) -> Int {
    var end = item.value.end.index
    if item.value.leaf?.kind == .empty {
      end = max(item.markEnd ?? item.start.index, item.value.properties.last?.upperBound ?? 0)
    }
    if case .leaf(let leaf) = item.value.content, case .block = leaf.kind {
      let keeps = syntax.source[leaf.range].prefix { $0 != "\n" && $0 != "\r" && $0 != "#" }.contains("+")
      return keeps ? leaf.range.upperBound : endOfBlockText(leaf.range)
    }
    if let collection = item.value.collection, !collection.isFlow {
      end = collection.items.last.map(endOfItem) ?? end
      if let comment = collection.tail.last { end = max(end, comment.start) }
    }
    if let comment = item.before.last { end = max(end, comment.start) }
    return end
  }

  /// Where a block scalar's last line of text ends.
  func endOfBlockText(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, [" ", "\t", "\n", "\r"].contains(syntax.source[end - 1]) { end -= 1 }
    return end
  }
}

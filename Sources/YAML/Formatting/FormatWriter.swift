/// Writes syntax in a style.
struct FormatWriter {
  let syntax: YAMLSyntax
  /// The longest line, in characters.
  let width: Int
  private(set) var lines: [String] = []
  /// Whether the last line belongs to a block scalar that keeps the blank lines after it, so that none may be added.
  private var keepsBlankLines = false
  /// Line and column of comments that stand below each other.
  private let sharedColumns: Set<[Int]>

  /// - Parameter style: the root's.
  static func write(_ syntax: YAMLSyntax, in style: YAMLStyle, width: Int) -> String {
    var writer = FormatWriter(syntax, width: width)
    writer.document(in: style)
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private init(_ syntax: YAMLSyntax, width: Int) {
    self.syntax = syntax
    self.width = width
    sharedColumns = syntax.sharedCommentColumns()
  }

  // MARK: Lines

  mutating func line(_ text: String) {
    lines.append(text)
    keepsBlankLines = false
  }

  /// At most one blank line, and none at the start.
  mutating func blank() {
    if let last = lines.last, !last.isEmpty, !keepsBlankLines { lines.append("") }
  }

  /// A line with the comment beside it.
  ///
  /// - Parameter shift: How far the line's indentation moves; comments that stand below each other move with it.
  mutating func line(_ text: String, beside comment: YAMLSyntax.Comment?, shift: Int = 0) {
    guard let comment else { return line(text) }
    var gap = 2
    if !comment.ownLine {
      let written = syntax.gap(before: comment)
      gap = max(2, written)
      if sharedColumns.contains([comment.line, comment.column]) {
        gap = max(2, comment.column + shift - text.unicodeScalars.count)
      }
    }
    line(text + Self.spaces(gap) + comment.text)
  }

  mutating func comments(_ comments: [YAMLSyntax.Comment], indent: Int) {
    for comment in comments {
      if comment.blankBefore { blank() }
      line(Self.spaces(indent) + comment.text)
    }
  }

  mutating func replaceLine(_ number: Int, with text: String) { lines[number] = text }

  /// Says that the line written last and the blank lines before it belong to a block scalar.
  mutating func keepBlankLines() { keepsBlankLines = true }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  // MARK: Document

  private mutating func document(in style: YAMLStyle) {
    for marker in syntax.prefix { self.marker(marker) }
    let root = syntax.root
    guard let collection = root.value.collection else { return }
    comments(root.before, indent: 0)
    if !root.value.properties.isEmpty, !collection.items.isEmpty { line(properties(root.value)) }
    if let header = root.header { line(header.text) }
    if collection.items.isEmpty, let text = inline(root.value) {
      line(text, beside: root.trailing)
    } else if collection.items.isEmpty {
      filled(collection, of: root, lead: "", indent: 0, shift: 0)
    } else {
      for comment in [collection.opening, root.trailing] { if let comment { line(comment.text) } }
      items(style.arranged(collection, syntax), of: collection, indent: 0, in: style)
    }
    if let suffix = syntax.suffix { marker(suffix) }
    comments(syntax.end, indent: 0)
  }

  private mutating func marker(_ marker: YAMLSyntax.Marker) {
    comments(marker.leading, indent: 0)
    if marker.blankBefore { blank() }
    line(syntax.text(marker.range), beside: marker.trailing)
  }
}

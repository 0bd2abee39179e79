package import Diagnostics

/// A piece of a YAML text with its place. Scalars stay text; who reads a field decides what it is.
package struct YAMLNode: Hashable, Sendable {
  package enum Style: Hashable, Sendable {
    /// Without quotes.
    case plain
    /// In single or double quotes.
    case quoted
    /// `|` or `>`.
    case block
  }

  package struct Scalar: Hashable, Sendable {
    package var text: String
    package var style: Style
    package var tag: String?
    /// The column of the text's first character when the text stands in the source letter by letter, on one line; else
    /// nil.
    var textColumn: Int?

    /// A text that stands nowhere in a source.
    package init(text: String, style: Style) {
      self.init(text: text, style: style, tag: nil, textColumn: nil)
    }

    init(text: String, style: Style, tag: String?, textColumn: Int?) {
      self.text = text
      self.style = style
      self.tag = tag
      self.textColumn = textColumn
    }
  }

  package struct Entry: Hashable, Sendable {
    package var key: String
    package var keyRange: SourceRange
    package var value: YAMLNode

    package init(key: String, keyRange: SourceRange, value: YAMLNode) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  package indirect enum Content: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    /// In the author's order, each key once.
    case mapping([Entry])
  }

  package var content: Content
  /// Scalars and flow collections: the whole text on its first line. Block collections: the first key or dash.
  package var range: SourceRange

  package init(content: Content, range: SourceRange) {
    self.content = content
    self.range = range
  }

  /// A text that stands in no file.
  package static func text(_ text: String, at range: SourceRange) -> YAMLNode {
    YAMLNode(content: .scalar(Scalar(text: text, style: .quoted)), range: range)
  }

  /// The text of a scalar, whatever its style.
  package var text: String? {
    if case .scalar(let scalar) = content { scalar.text } else { nil }
  }

  /// The items of a sequence.
  package var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }

  /// The entries of a mapping.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value of a key in a mapping.
  package subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

  /// Nothing, `~` or `null`, unquoted.
  package var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain, scalar.tag == nil else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
  }

  /// YAML 1.2 core: `true` and `false` unquoted; `yes`, `no`, `on` and `off` are text.
  package var boolean: Bool? {
    guard case .scalar(let scalar) = content, scalar.style == .plain, scalar.tag == nil else { return nil }
    return switch scalar.text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// `a list`, `a mapping`, `nothing`, or the text in quotes; for messages.
  package var described: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): isNull ? "nothing" : "'\(scalar.text)'"
    }
  }

  /// The place of some characters of a scalar's text; the whole scalar when its text does not stand in the source
  /// letter by letter.
  package func range(ofCharacters characters: Range<Int>) -> SourceRange {
    guard case .scalar(let scalar) = content, let column = scalar.textColumn else { return range }
    return SourceRange(
      file: range.file, line: range.line, column: column + characters.lowerBound, length: characters.count)
  }
}

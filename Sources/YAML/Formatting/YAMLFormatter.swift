package import Diagnostics

/// Writes a YAML text in one style, and keeps every comment with what it belongs to.
///
/// Two columns a level, block style at the top, `{a: 1, b: 2}` where it fits into the width, and what the text's style
/// asks for. What a text means never changes, but for the order of keys that the style has an order for; quotes,
/// numbers and block scalars stay as they were written. Formatting twice gives the same as once.
package struct YAMLFormatter: Sendable {
  /// The longest line, in characters.
  private let width: Int
  private let style: @Sendable (_ keys: [String]) -> YAMLStyle

  /// - Parameters:
  ///   - width: the longest line, in characters.
  ///   - style: the style of a text by its outermost keys, as they are written; of a list they are none.
  package init(width: Int, style: @escaping @Sendable (_ keys: [String]) -> YAMLStyle) {
    self.width = width
    self.style = style
  }

  /// - Parameters:
  ///   - text: any text of one YAML document.
  ///   - file: the name that diagnostics show.
  /// - Returns: The formatted text, nil when the text is not YAML; and what is to be said about it. Cost: linear in the
  ///   text.
  package func format(_ text: String, file: String) -> (text: String?, diagnostics: [Diagnostic]) {
    var diagnostics = Diagnostics()
    guard let before = YAMLNode.parse(text, file: file, diagnostics: &diagnostics), !diagnostics.hasErrors else {
      return (nil, diagnostics.sorted)
    }
    let plain = Self.normalised(text)
    do throws(YAMLSyntaxBuilder.Unusual) {
      let syntax = try YAMLSyntaxBuilder.syntax(of: plain)
      let style = style(syntax.root.value.collection?.items.compactMap { $0.key.map(syntax.keyText) } ?? [])
      let formatted = FormatWriter.write(syntax, in: style, width: width)
      if Self.isFaithful(formatted, to: plain, before: before, in: style) { return (formatted, diagnostics.sorted) }
      diagnostics.warning(
        .notFormatted, "formatting would have changed what this text says, so it is left as it was",
        at: SourceRange(file: file, line: 1, column: 1),
        suggestion: "please report this text as a fault of the formatter")
    } catch {
      diagnostics.note(
        .notFormatted, "\(error.what) cannot be formatted, so the text is left as it was",
        at: SourceRange(file: file, line: error.place.line + 1, column: error.place.column + 1),
        suggestion: "write it more simply")
    }
    return (text, diagnostics.sorted)
  }

  /// Without byte order mark, and with `\n` as the only line break.
  private static func normalised(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 0, scalar == "\u{FEFF}" { continue }
      if scalar == "\r" {
        scalars.append("\n")
      } else if !(scalar == "\n" && afterReturn) {
        scalars.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(scalars)
  }

  /// Whether a formatted text means what the author's text does and has the same comments.
  private static func isFaithful(
    _ formatted: String, to text: String, before: YAMLNode, in style: YAMLStyle
  ) -> Bool {
    var diagnostics = Diagnostics()
    guard let after = YAMLNode.parse(formatted, file: "", diagnostics: &diagnostics), !diagnostics.hasErrors else {
      return false
    }
    return before.says(whatIsSaidBy: after, in: style) && comments(of: formatted) == comments(of: text)
  }

  /// All comments of a sound YAML text, sorted.
  private static func comments(of text: String) -> [String]? {
    guard let tokens = YAMLToken.all(in: text) else { return nil }
    let source = Array(text.unicodeScalars)
    let between = YAMLSyntax.comments(between: tokens, in: source, lines: YAMLSyntax.Lines(source))
    let beside = tokens.filter { $0.kind == .block }
      .compactMap { YAMLSyntax.headerComment(ofBlock: $0.range, in: source) }
    return (between.map(\.text) + beside).sorted()
  }
}

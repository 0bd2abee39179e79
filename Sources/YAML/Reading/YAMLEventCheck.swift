internal import CYAML
internal import Diagnostics

/// What is sound YAML and yet does not mean what its author thinks.
struct YAMLEventCheck {
  let file: String

  /// Scalars are text until a field reads them, so that no tag but that of the plain kind (`!!str`, `!!seq`, `!!map`,
  /// `!`) means anything.
  func tag(of event: YAMLEvent, allowing kind: String, _ diagnostics: inout Diagnostics) {
    let core = "tag:yaml.org,2002:"
    guard let tag = event.tag, tag != "!", tag != core + kind else { return }
    let written = tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    diagnostics.error(
      .unknownTag, "the tag '\(written)' means nothing here", at: place(event.start),
      suggestion: "remove it; put text that begins with ! in quotes")
  }

  /// Reports what a person takes for a space at the ends of a text without quotes.
  func ends(of text: String, _ style: YAMLNode.Style, _ event: YAMLEvent, _ diagnostics: inout Diagnostics) {
    guard style == .plain, let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return }
    let isFirst = YAMLCharacters.isInvisible(first)
    guard isFirst || YAMLCharacters.isInvisible(last) else { return }
    var range = place(isFirst ? event.start : event.end)
    if !isFirst { range.column -= 1 }
    diagnostics.error(
      .invisibleSpace, "an invisible character that is no ordinary space stands here", at: range,
      suggestion: "replace it by an ordinary space, or remove it")
  }

  /// Reports quotes of word processors around a text: to YAML they are letters of it.
  func quotes(of text: String, _ style: YAMLNode.Style, _ event: YAMLEvent, _ diagnostics: inout Diagnostics) {
    let opening = ["\u{201C}", "\u{201E}", "\u{201D}", "\u{2018}", "\u{00AB}"]
    let closing = ["\u{201D}", "\u{201C}", "\u{2019}", "\u{00BB}"]
    guard style == .plain, text.count >= 2, opening.contains(where: text.hasPrefix),
      closing.contains(where: text.hasSuffix)
    else { return }
    diagnostics.error(
      .typographicQuotes, "these are no quotes to YAML, but letters of the text", at: place(event.start),
      suggestion: "write straight quotes, or none: \"\(text.dropFirst().dropLast())\"")
  }

  /// Reports a sign that begins a comment where a letter of the text was meant: `Thyroid #1`. A comment that is one has
  /// a space behind its sign.
  func comment(
    behind event: YAMLEvent, _ style: YAMLNode.Style, in lines: SourceLines, _ diagnostics: inout Diagnostics
  ) {
    guard style == .plain, let line = lines[Int(event.end.line) + 1] else { return }
    let behind = line.unicodeScalars.dropFirst(Int(event.end.column))
    let comment = behind.drop { $0 == " " }
    guard comment.count < behind.count, comment.first == "#",
      let letter = comment.dropFirst().first.map(Character.init), letter.isLetter || letter.isNumber
    else { return }
    var range = place(event.end)
    range.column += behind.count - comment.count
    diagnostics.warning(
      .commentInText, "the text ends here: # behind a space begins a comment", at: range,
      suggestion: "put the text in quotes, or write a space behind #")
  }

  private func place(_ mark: yaml_mark_t) -> SourceRange {
    SourceRange(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

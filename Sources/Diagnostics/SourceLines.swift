/// The lines of a text, broken where YAML breaks them.
package struct SourceLines: Sendable {
  private let lines: [Substring]

  package init(_ text: String) {
    // A byte order mark is no part of the first line.
    let start = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst().startIndex : text.startIndex
    lines = text[start...].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  package var count: Int { lines.count }

  /// A line without its break, by number from 1.
  package subscript(number: Int) -> String? { lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil }
}

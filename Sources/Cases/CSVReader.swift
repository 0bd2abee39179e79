package import Diagnostics

/// A table in a text file: a header and rows, each field with its place.
package struct CSVTable: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package let text: String
    package let range: SourceRange
  }

  package struct Row: Hashable, Sendable {
    package let fields: [Field]
    /// Where the row ends.
    package let end: SourceRange
    /// What is wrong with its quotes; the fields behind a mistake are missing.
    package let mistake: Diagnostic?
  }

  package let header: Row
  package let rows: [Row]
}

/// Reads tables as RFC 4180 describes them, separated by commas, semicolons or tabs, whichever the header has most of.
///
/// Lines end with a line feed, a carriage return or both; lines without text are passed over. A quoted field may hold
/// separators, line ends and doubled quotes. A row with a wrong quote ends with its line and keeps the mistake; the
/// rows behind it are read. Cost: one pass over the text.
package struct CSVReader {
  private let scalars: [Unicode.Scalar]
  private let file: String
  private var at = 0
  private var line = 1
  private var column = 1
  private var separator: Unicode.Scalar = ","

  /// The table; nil when the text has no header.
  package static func read(_ text: String, file: String) -> CSVTable? {
    var reader = CSVReader(text, file: file)
    return reader.table()
  }

  private init(_ text: String, file: String) {
    var scalars = Array(text.unicodeScalars)
    // A byte order mark is no part of the first field.
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
    self.file = file
  }

  private mutating func table() -> CSVTable? {
    passBlankLines()
    guard at < scalars.count else { return nil }
    separator = mostFrequentSeparator()
    let header = row()
    var rows: [CSVTable.Row] = []
    passBlankLines()
    while at < scalars.count {
      rows.append(row())
      passBlankLines()
    }
    return CSVTable(header: header, rows: rows)
  }

  /// The separator that the header's line holds most often outside quotes; a comma when it holds none.
  private func mostFrequentSeparator() -> Unicode.Scalar {
    let candidates: [Unicode.Scalar] = [",", ";", "\t"]
    var counts = [0, 0, 0]
    var isQuoted = false
    for scalar in scalars[at...] {
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted, isLineEnd(scalar) { break }
      if !isQuoted, let candidate = candidates.firstIndex(of: scalar) { counts[candidate] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private mutating func row() -> CSVTable.Row {
    var fields: [CSVTable.Field] = []
    while true {
      let start = (line: line, column: column)
      let text: String
      do throws(Mistake) {
        text = try peek == "\"" ? quoted() : plain()
      } catch {
        while let scalar = peek, !isLineEnd(scalar) { advance() }
        let end = here()
        passLineEnd()
        return CSVTable.Row(fields: fields, end: end, mistake: error.diagnostic)
      }
      let length = line == start.line ? column - start.column : 1
      fields.append(CSVTable.Field(text: text, range: here(start.line, start.column, length)))
      guard peek == separator else { break }
      advance()
    }
    let end = here()
    passLineEnd()
    return CSVTable.Row(fields: fields, end: end, mistake: nil)
  }

  private struct Mistake: Error { let diagnostic: Diagnostic }

  private mutating func plain() throws(Mistake) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek, scalar != separator, !isLineEnd(scalar) {
      if scalar == "\"" {
        throw mistake(
          "a quote stands inside a field that does not begin with one", at: here(),
          suggestion: "put the whole field in quotes, without blanks around them, and double the quotes inside")
      }
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  private mutating func quoted() throws(Mistake) -> String {
    var text = String.UnicodeScalarView()
    let opening = (at: at, line: line, column: column)
    advance()
    while let scalar = peek {
      advance()
      if scalar != "\"" {
        text.append(scalar)
      } else if peek == "\"" {
        text.append(scalar)
        advance()
      } else if let next = peek, next != separator, !isLineEnd(next) {
        throw mistake(
          "text follows the closing quote of a field", at: here(), suggestion: "double the quotes inside a quoted field"
        )
      } else {
        return String(text)
      }
    }
    // Nothing closes it: only this line is lost.
    (at, line, column) = opening
    throw mistake("the quote that opens here is never closed", at: here(), suggestion: "close it, or remove it")
  }

  private func mistake(_ message: String, at range: SourceRange, suggestion: String) -> Mistake {
    Mistake(diagnostic: Diagnostic(.badQuote, .error, message, at: range, suggestion: suggestion))
  }

  private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private func here() -> SourceRange { here(line, column, 1) }

  private func here(_ line: Int, _ column: Int, _ length: Int) -> SourceRange {
    SourceRange(file: file, line: line, column: column, length: length)
  }

  /// Goes one on. Lines are counted as diagnostics show them, where a carriage return with its line feed is one line
  /// end.
  private mutating func advance() {
    let scalar = scalars[at]
    at += 1
    if Character(scalar).isNewline, scalar != "\r" || peek != "\n" {
      (line, column) = (line + 1, 1)
    } else {
      column += 1
    }
  }

  private mutating func passLineEnd() {
    let isReturn = peek == "\r"
    if isReturn || peek == "\n" { advance() }
    if isReturn, peek == "\n" { advance() }
  }

  private mutating func passBlankLines() {
    while at < scalars.count {
      var end = at
      while end < scalars.count, !isLineEnd(scalars[end]), scalars[end] == " " || scalars[end] == "\t" { end += 1 }
      guard end == scalars.count || isLineEnd(scalars[end]) else { return }
      while at < end { advance() }
      if at < scalars.count { advance() }
    }
  }
}

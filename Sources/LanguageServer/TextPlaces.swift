internal import Diagnostics
internal import JSON

/// Places in an open text: the protocol counts lines and UTF-16 units from 0, diagnostics lines and characters (Unicode
/// scalars) from 1.
struct TextPlaces {
  let lines: [Substring]

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }

  func line(_ number: Int) -> Substring { lines.indices.contains(number) ? lines[number] : "" }

  /// A range of the protocol.
  func json(_ range: SourceRange) -> JSONValue {
    let number = range.line - 1
    let scalars = line(number).unicodeScalars
    func units(_ count: Int) -> Int { scalars.prefix(max(0, count)).reduce(0) { $0 + UTF16.width($1) } }
    let start = units(range.column - 1)
    return Self.json(line: number, from: start, to: max(start + 1, units(range.column - 1 + range.length)))
  }

  static func json(line: Int, from start: Int, to end: Int) -> JSONValue {
    [
      "start": ["line": .integer(line), "character": .integer(start)],
      "end": ["line": .integer(line), "character": .integer(end)],
    ]
  }

  /// The line up to a place, and the word around it, with the UTF-16 units where that begins and ends.
  func word(line number: Int, unit: Int) -> (before: String, word: String, range: Range<Int>)? {
    guard lines.indices.contains(number) else { return nil }
    let units = Array(line(number).utf16)
    let at = min(max(0, unit), units.count)
    func isLetter(_ unit: UInt16) -> Bool {
      Unicode.Scalar(unit).map {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || "_-.".unicodeScalars.contains($0)
      }
        ?? false
    }
    var (start, end) = (at, at)
    while start > 0, isLetter(units[start - 1]) { start -= 1 }
    while end < units.count, isLetter(units[end]) { end += 1 }
    return (
      String(decoding: units[..<at], as: UTF16.self), String(decoding: units[start..<end], as: UTF16.self), start..<end
    )
  }
}

/// The text of a label table in lines: UTF-8 or UTF-16, with a byte order mark or without.
struct LabelText {
  struct Line {
    /// From 1.
    let number: Int
    let text: Substring
  }

  /// In UTF-8, without a byte order mark.
  let bytes: [UInt8]
  /// Lines that hold something.
  let lines: [Line]

  /// Throws `.damaged` for bytes that are no text.
  init(_ bytes: [UInt8]) throws {
    let text = try Self.decoded(bytes)
    self.bytes = Array(text.utf8)
    var lines: [Line] = []
    var number = 0
    // Windows' line end is one character of its own.
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let trimmed = line.trimmed
      if !trimmed.isEmpty { lines.append(Line(number: number, text: trimmed)) }
    }
    self.lines = lines
  }

  /// The lines that are no comments.
  var contents: [Line] { lines.filter { $0.text.first != "#" } }

  /// The table of one entry on each line that is no comment. Throws `.damaged` for a line that is none, with its
  /// number.
  ///
  /// - Parameters:
  ///   - form: what messages call the table.
  ///   - lines: what each line holds, for messages.
  ///   - entry: reads a line; nil for one that is no entry.
  func table(
    _ form: String, lines: String, _ entry: (Substring) -> (value: Int, name: String)?
  ) throws -> LabelTable {
    var names = LabelNames(form: form)
    for line in contents {
      guard let (value, label) = entry(line.text) else {
        throw ReadError(code: .damaged, message: "line \(line.number) of \(form) is not \(lines).")
      }
      try names.add(value, label, at: "line \(line.number)")
    }
    return names.table
  }

  private static func decoded(_ bytes: [UInt8]) throws -> String {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return try utf8(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xff, 0xfe]) { return try utf16(bytes.dropFirst(2), isBigEndian: false) }
    if bytes.starts(with: [0xfe, 0xff]) { return try utf16(bytes.dropFirst(2), isBigEndian: true) }
    // Digits, blanks and brackets begin every table; in UTF-16 each of them has a byte of zero.
    if bytes.count >= 2, bytes[0] == 0, bytes[1] != 0 { return try utf16(bytes[...], isBigEndian: true) }
    if bytes.count >= 2, bytes[0] != 0, bytes[1] == 0 { return try utf16(bytes[...], isBigEndian: false) }
    return try utf8(bytes[...])
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw noText }
    return text
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) throws -> String {
    guard bytes.count.isMultiple(of: 2) else { throw noText }
    let first = bytes.startIndex
    let units = (0..<(bytes.count / 2)).map { unit -> UInt16 in
      let (a, b) = (UInt16(bytes[first + 2 * unit]), UInt16(bytes[first + 2 * unit + 1]))
      return isBigEndian ? a << 8 | b : b << 8 | a
    }
    guard let text = String(validating: units, as: UTF16.self), !units.contains(0) else { throw noText }
    return text
  }

  private static let noText = ReadError(
    code: .damaged, message: "the label table is no text in UTF-8 or UTF-16; save it as UTF-8.")
}

extension Substring {
  /// Without blanks at its ends.
  var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// Without blanks and one pair of quotes around it.
  var unquoted: String {
    let text = trimmed
    for quote in ["\"", "'"] as [Character] where text.count >= 2 && text.first == quote && text.last == quote {
      return String(text.dropFirst().dropLast().trimmed)
    }
    return String(text)
  }
}

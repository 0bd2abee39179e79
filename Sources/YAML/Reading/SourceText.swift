package import Diagnostics

/// Turns the bytes of a policy, prompt or recipe into text.
package enum SourceText {
  /// The bytes as UTF-8, or nil with a diagnostic at the first byte that is none.
  package static func decode(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) -> String? {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      diagnostics.error(
        .notUtf8, "this file is UTF-16", at: SourceRange(file: file, line: 1, column: 1),
        suggestion: "save the file as UTF-8")
      return nil
    }
    // The longest sound prefix tells where.
    var (low, high) = (0, bytes.count)
    while low < high {
      let middle = (low + high + 1) / 2
      let prefix = bytes[..<middle]
      // A prefix may end inside a character, so up to three bytes may be missing.
      let sound = (0...3).contains { String(validating: prefix.dropLast($0), as: UTF8.self) != nil }
      if sound { low = middle } else { high = middle - 1 }
    }
    var end = min(low, bytes.count)
    while end > 0, String(validating: bytes[..<end], as: UTF8.self) == nil { end -= 1 }
    let before = String(decoding: bytes[..<end], as: UTF8.self)
    let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    diagnostics.error(
      .notUtf8, "this byte is not UTF-8",
      at: SourceRange(
        file: file, line: max(1, lines.count), column: (lines.last?.unicodeScalars.count ?? 0) + 1),
      suggestion: "save the file as UTF-8; letters like this one come from Latin-1 or Windows-1252")
    return nil
  }
}

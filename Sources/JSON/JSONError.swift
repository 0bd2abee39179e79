/// Why a text is not JSON, or a value cannot be written as JSON.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The text is not JSON.
    case notJSON
    /// The value holds what JSON has no word for.
    case notWritable
  }

  /// A place in a text.
  package struct Location: Hashable, Sendable {
    /// Bytes before the fault.
    package let offset: Int
    /// 1-based.
    package let line: Int
    /// 1-based, in Unicode scalars.
    package let column: Int

    init(offset: Int, in bytes: [UInt8]) {
      let before = bytes.prefix(offset)
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      self.offset = offset
      line = 1 + before.count { $0 == UInt8(ascii: "\n") }
      column = 1 + before[lineStart...].count { $0 & 0b1100_0000 != 0b1000_0000 }
    }
  }

  package let code: Code
  /// What is wrong, without the place.
  package let message: String
  /// Where in the text; nil when a value could not be written.
  package let location: Location?

  package var description: String {
    guard let location else { return message }
    return "line \(location.line), column \(location.column): \(message)"
  }
}

/// A data element of a header: its number, how its value is written, and where.
struct DICOMElement: Hashable, Sendable {
  let tag: UInt32
  let representation: Representation
  /// Where the value lies in the bytes of the header; that of a sequence ends before its delimiter.
  let value: Range<Int>

  /// A value representation by its two letters (PS3.5, section 6.2).
  struct Representation: Hashable, Sendable {
    /// The first letter in the upper byte; 0 where the file gives none.
    let letters: UInt16

    static let none = Representation(letters: 0)
    static let sequence: Representation = "SQ"
    static let unknown: Representation = "UN"

    /// Whether both are capitals, as those of every representation are.
    var isPlausible: Bool { (0x41...0x5a).contains(letters >> 8) && (0x41...0x5a).contains(letters & 0xff) }

    /// Whether a length of two bytes follows the letters. The others have two bytes of nothing and a length of four
    /// (PS3.5, table 7.1-1), as everything has that is newer.
    var hasShortLength: Bool { Self.short.contains(letters) }

    private static let short: Set<UInt16> = Set(
      [
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
        "UI", "UL", "US",
      ].map { (one: Representation) in one.letters })
  }
}

extension DICOMElement.Representation: ExpressibleByStringLiteral {
  init(stringLiteral text: StaticString) {
    self.init(letters: text.withUTF8Buffer { $0.count == 2 ? UInt16($0[0]) << 8 | UInt16($0[1]) : 0 })
  }
}

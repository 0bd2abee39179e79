/// A concept by its code in a published scheme, written `SCHEME:VALUE`: `SCT:9846003` is SNOMED CT's right kidney.
///
/// A modifier follows a `+`: `SCT:64033007+24028007` is a kidney (64033007) that is the right one (24028007). A
/// modifier of another scheme keeps its own, as in `SCT:64033007+SRT:G-A100`. Schemes are spelt as DICOM designates
/// them (PS3.16, table 8-1), in capitals; values stay as they are written. Nothing is translated from one scheme to
/// another, and a precise code is not taken for a general one.
package struct CodedConcept: Hashable, Sendable {
  /// One code of one scheme.
  package struct Code: Hashable, Sendable {
    package let scheme: String
    package let value: String

    /// Nil for what cannot be a code: codes are short, of ASCII letters, digits, `-`, `_` and `.`.
    package init?(scheme: some StringProtocol, value: some StringProtocol) {
      let capitals = Self.trimmed(scheme).uppercased()
      self.scheme = Self.spellings[capitals.filter { $0.isLetter || $0.isNumber }] ?? capitals
      self.value = Self.trimmed(value)
      guard Self.isWord(self.scheme), Self.isWord(self.value) else { return nil }
    }

    /// Other spellings of a designator. `SNOMED` alone is left: it may be SNOMED CT or SNOMED RT.
    private static let spellings = ["SNOMEDCT": "SCT"]

    private static func isWord(_ text: String) -> Bool {
      (1...32).contains(text.utf8.count)
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
      String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }

  package let code: Code
  package let modifiers: [Code]

  package init(_ code: Code, modifiers: [Code] = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// Reads `SCHEME:VALUE`, with modifiers or without; nil for any other text.
  package init?(_ text: String) {
    var codes: [Code] = []
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let code: Code?
      if halves.count == 2 {
        code = Code(scheme: halves[0], value: halves[1])
      } else {
        code = codes.first.flatMap { Code(scheme: $0.scheme, value: part) }
      }
      guard let code else { return nil }
      codes.append(code)
    }
    guard let first = codes.first else { return nil }
    self.init(first, modifiers: Array(codes.dropFirst()))
  }

  /// `SCHEME:VALUE`, the same for every spelling of the same concept.
  package var text: String {
    modifiers.reduce("\(code.scheme):\(code.value)") { text, modifier in
      text + "+" + (modifier.scheme == code.scheme ? "" : modifier.scheme + ":") + modifier.value
    }
  }
}

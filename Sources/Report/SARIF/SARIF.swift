internal import JSON

/// What SARIF 2.1.0 (OASIS standard, 2020) asks of every log.
enum SARIF {
  static let schema = "https://json.schemastore.org/sarif-2.1.0.json"

  /// A path as a URI reference (RFC 3986): what is not allowed in one is percent-encoded, and an absolute path has a
  /// scheme.
  static func uri(_ path: String) -> String { (path.hasPrefix("/") ? "file://" : "") + encoded(path, keeping: "/-._~") }

  /// A name as one segment of a URI.
  static func segment(_ name: String) -> String { encoded(name, keeping: "-._~") }

  private static func encoded(_ text: String, keeping signs: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII,
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || signs.unicodeScalars.contains(scalar)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}

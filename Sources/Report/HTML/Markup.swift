/// A piece of HTML. Text that is put into it is escaped, unless it is HTML itself: forgetting to escape does not
/// compile.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
  private(set) var html: String

  init(stringLiteral value: String) { html = value }
  init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }
  private init(trusted html: String) { self.html = html }
  /// JSON without a `<`, which cannot end the script that it stands in.
  init(json: String) { html = json.contains("<") ? "" : json }

  static func + (a: Markup, b: Markup) -> Markup { Markup(trusted: a.html + b.html) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }
    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { html += piece.html } }
    mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
  }

  /// Safe in text and in quoted attributes. Control characters that HTML forbids become the replacement character.
  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): result += "\u{FFFD}"
      // Marks that turn the direction of text could make a reason read differently from what it says.
      case _ where (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value):
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Optional where Wrapped == String {
  /// The markup around a text that may be missing or empty.
  func markup(_ make: (String) -> Markup) -> Markup? {
    guard let self, !self.isEmpty else { return nil }
    return make(self)
  }
}

internal import Diagnostics

/// Writes a scalar with the quotes that it needs.
package enum ScalarWriter {
  /// A text for brackets and braces, in quotes where it must be.
  package static func inFlow(_ text: String) -> String { written(text, inFlow: true, like: .plain) }

  /// - Parameters:
  ///   - inFlow: Whether it stands in brackets or braces, where commas and brackets mean something.
  ///   - kind: The style to keep where it can be kept.
  static func written(_ text: String, inFlow: Bool, like kind: YAMLSyntax.Leaf.Kind) -> String {
    let isOneLine = text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x2028...0x2029).contains($0.value)
        && $0.value != 0xFEFF
    }
    switch kind {
    case .singleQuoted where isOneLine:
      var doubled = ""
      for character in text { doubled += character == "'" ? "''" : String(character) }
      return "'\(doubled)'"
    case .doubleQuoted: return doubleQuoted(text)
    default: return isOneLine && isPlain(text, inFlow: inFlow) ? text : doubleQuoted(text)
    }
  }

  /// Words that some readers of YAML take for a boolean or for nothing.
  private static let words: Set<String> = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// Whether a text is read back as it is without quotes.
  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard !words.contains(text.lowercased()) else { return false }
    // A key in a list too, so that nothing depends on what follows.
    let trial = inFlow ? "[{\(text): 1, a: \(text)}, \(text)]" : "a: \(text)\nb: 1"
    var diagnostics = Diagnostics()
    guard let node = YAMLNode.parse(trial, file: "", diagnostics: &diagnostics), diagnostics.sorted.isEmpty else {
      return false
    }
    func isSame(_ node: YAMLNode?) -> Bool {
      guard case .scalar(let scalar)? = node?.content else { return false }
      return scalar.text == text && scalar.style == .plain && scalar.tag == nil
    }
    if !inFlow { return node.entries?.count == 2 && isSame(node["a"]) }
    let elements = node.elements ?? []
    return elements.count == 2 && elements[0].entries?.count == 2 && elements[0].entries?.first?.key == text
      && isSame(elements[0]["a"]) && isSame(elements[1])
  }

  private static func doubleQuoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\t": written += "\\t"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
        || scalar.value == 0xFEFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written + "\""
  }
}

/// Text as it stands in YAML.
package enum YAMLText {
  /// In double quotes unless it is a plain word.
  package static func quoted(_ text: String) -> String {
    let isWord =
      text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    if isWord { return text }
    var written = ""
    for character in text {
      if character == "\"" || character == "\\" { written.append("\\") }
      written.append(character.isNewline ? " " : character)
    }
    return "\"\(written)\""
  }
}

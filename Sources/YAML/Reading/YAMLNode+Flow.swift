extension YAMLNode {
  /// The value on one line, in one way of writing: `{components: 1, largest_fraction: ">= 0.95"}`. Quotes stand where
  /// the text needs them.
  package var flow: String {
    switch content {
    case .scalar(let scalar): scalar.style == .plain && Self.isPlain(scalar.text) ? scalar.text : Self.quoted(scalar)
    case .sequence(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries): "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ scalar: Scalar) -> String {
    // Quotes that the author needed for something else than the text itself are left out: `"adults"`.
    if isPlain(scalar.text), !["true", "false", "null", "~"].contains(scalar.text.lowercased()),
      Double(scalar.text) == nil
    {
      return scalar.text
    }
    return "\""
      + scalar.text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.isNewline ? "\\n" : String($0) }.joined() + "\""
  }

  /// Whether a text can stand without quotes inside braces.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    if first.isWhitespace || last.isWhitespace || last == ":" { return false }
    if "-?:,[]{}#&*!|>'\"%@`=<".contains(first), !(first == "-" && text.dropFirst().first?.isNumber == true) {
      return false
    }
    return !text.contains { "[]{},".contains($0) || $0.isNewline } && !text.contains(": ") && !text.contains(" #")
  }
}

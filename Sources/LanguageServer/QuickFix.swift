internal import Diagnostics
internal import JSON

/// What diagnostics suggest, as edits: `did you mean 'x'?` and `write x` in place of what they mark.
enum QuickFix {
  static func answer(_ document: PolicyServer.Document, uri: String, lines: ClosedRange<Int>) -> JSONValue {
    let places = TextPlaces(document.text)
    return .array(
      document.diagnostics.compactMap { diagnostic in
        guard lines.contains(diagnostic.range.line - 1), let text = replacement(diagnostic, places) else { return nil }
        let edit: JSONValue = ["range": places.json(diagnostic.range), "newText": .string(text)]
        return [
          "title": .string("write \(text)"), "kind": "quickfix", "isPreferred": true,
          "diagnostics": .array([PolicyServer.json(diagnostic, places)]),
          "edit": ["changes": .object([.init(uri, .array([edit]))])],
        ]
      })
  }

  /// What is to stand in place of the marked text; nil where the suggestion is advice, or about more than that text.
  static func replacement(_ diagnostic: Diagnostic, _ places: TextPlaces) -> String? {
    guard let suggestion = diagnostic.suggestion else { return nil }
    if suggestion.hasPrefix("did you mean '"), suggestion.hasSuffix("'?") {
      return String(suggestion.dropFirst("did you mean '".count).dropLast(2))
    }
    guard suggestion.hasPrefix("write ") else { return nil }
    let text = String(suggestion.dropFirst("write ".count))
    // Only where the marked text is the whole of what is replaced.
    let whole: Set<DiagnosticRule> = [.notARange, .reversedRange]
    guard whole.contains(diagnostic.rule), !text.contains("…") else { return nil }
    let scalars = places.line(diagnostic.range.line - 1).unicodeScalars.dropFirst(diagnostic.range.column - 1)
    let marked = String(String.UnicodeScalarView(scalars.prefix(diagnostic.range.length)))
    // `write volume: 50..450 mL` repeats the key that stands before the mark.
    guard let colon = text.firstIndex(of: ":"), !marked.contains(":") || marked.hasPrefix("{") else { return text }
    return String(text[text.index(after: colon)...].drop { $0 == " " })
  }
}

package import PolicyLanguage
internal import Wording

/// The keys of a policy's sections, and the units.
package enum SectionReference {
  package static var fields: String {
    var text = """
      # Fields

      \(ReferencePages.mark)

      Every key that a policy can have. What a kind of expectation reads stands on [its page](kinds/README.md); what it all means in the [guide](README.md).

      ## A policy

      """
    var table = MarkdownTable("section", "required", "meaning")
    for section in PolicySection.allCases {
      table.add("`\(section.rawValue)`", section.isRequired ? "yes" : "", KeyWords.of(section))
    }
    text += "\n" + table.text
    for (title, fields, words) in sections {
      var table = MarkdownTable("key", "takes", "required", "meaning")
      for field in fields {
        let key = field.key ?? ""
        table.add("`\(key)`", takes(field), field.isRequired ? "yes" : "", words[key] ?? "")
      }
      if title == "An expectation" { table.add("`disable`", "`true`", "", KeyWords.disable) }
      text += "\n## \(title)\n\n" + table.text
    }
    return text
  }

  private static func takes(_ field: FieldDeclaration) -> String {
    guard field.type == .anything else { return field.type.words }
    switch field.key {
    case "source": return "text, or a mapping: [a source](#a-source)"
    case "bands": return "mapping of names to ranges"
    default: return "mapping"
    }
  }

  /// The sections with their keys, and what these mean.
  package static var sections: [(title: String, fields: [FieldDeclaration], words: [String: String])] {
    [
      ("The task", LanguageKeys.task, KeyWords.task),
      ("A context variable of words", LanguageKeys.contextWords, KeyWords.context),
      ("A context variable that is a number", LanguageKeys.contextNumber, KeyWords.context),
      ("A label", LanguageKeys.label, KeyWords.label),
      ("A structure", LanguageKeys.structure, KeyWords.structure),
      ("An expectation", LanguageKeys.expectation, KeyWords.expectation),
      ("A source", LanguageKeys.source, KeyWords.source), ("What was learned", LanguageKeys.learned, KeyWords.learned),
      ("A waiver", LanguageKeys.waiver, KeyWords.waiver),
      ("The decision", LanguageKeys.decision, KeyWords.decision),
    ]
  }

  /// Units, with their other spellings and what they convert to.
  package static var units: String {
    var table = MarkdownTable("of", "units", "also read", "a bare number")
    for dimension in Dimension.allCases {
      let units = dimension.units.filter { !$0.symbol.isEmpty }
      let factors = units.map { unit -> String in
        let one = Significant.text(unit.canonical(1), digits: 12)
        let base = units.first?.symbol ?? ""
        return unit.symbol == base || one == "1"
          ? "`\(unit.symbol)`" : "`\(unit.symbol)` (\(one) \(dimension == .fraction ? "" : base))".trimmed
      }
      table.add(
        dimension.described, factors.joined(separator: ", "),
        units.flatMap(\.spellings).map { "`\($0)`" }.joined(separator: ", "), dimension.allowsBare ? "yes" : "")
    }
    return """
      # Units

      \(ReferencePages.mark)

      A number stands with its unit, a space between them or none. What is measured in one unit is never compared with another kind of quantity: `volume: 3..5 mm` is an error. Sizes may
      be given in voxels, or pixels, where the spacing is unknown or does not matter.

      \(table.text)
      """
  }
}

extension String {
  /// Without a space before a closing parenthesis.
  fileprivate var trimmed: String { replacing(" )", with: ")") }
}

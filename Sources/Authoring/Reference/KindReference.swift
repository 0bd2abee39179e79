package import PolicyLanguage

/// The page of a kind of expectation.
package enum KindReference {
  package static func page(of kind: any ExpectationKind.Type) -> String {
    let page = kind.page
    return """
      # \(kind.name)

      \(ReferencePages.mark)

      ## What it checks

      \(kind.summary)

      \(usage(of: kind))

      ## Why

      \(page.why)

      ## Example

      ```yaml
      \(page.example.trimmingNewlines)
      ```

      ## Fields

      \(fields(of: kind).trimmingNewlines)

      ## How it is judged

      \(page.judged)\(rests(on: kind))

      ## When it fails

      \(page.remedy)

      """
  }

  /// How the kind stands in an expectation.
  private static func usage(of kind: any ExpectationKind.Type) -> String {
    var clauses: [String] = []
    if kind.needsSubjects {
      clauses.append("It is about the labels of `each`, one finding each, or the one of `label`.")
    } else if kind.takesSubjects {
      clauses.append("It may be about the labels of `each` or `label`, or name its own.")
    } else {
      clauses.append("It takes no `each` or `label`.")
    }
    clauses.append(
      kind.hasSlices
        ? "With `slices` it is judged slice by slice." : "It is about the whole; `slices` does not go with it.")
    clauses.append("What every expectation may say beside it: [fields](../fields.md#an-expectation).")
    return clauses.joined(separator: " ")
  }

  /// The ways to write it, from what its reader asks for.
  private static func fields(of kind: any ExpectationKind.Type) -> String {
    var text = ""
    for form in FieldReader.declarations(of: kind) {
      if let value = form.first(where: { $0.key == nil }) {
        text += "`\(kind.name): …` takes a \(value.type.words).\n\n"
        continue
      }
      text += "`\(kind.name): {…}` takes\n\n"
      var table = MarkdownTable("field", "takes", "required")
      for field in form { table.add("`\(field.key ?? "")`", field.type.words, field.isRequired ? "yes" : "") }
      text += table.text + "\n"
    }
    let siblings = FieldReader.siblings(of: kind)
    if !siblings.isEmpty {
      text += "Beside it in the expectation\n\n"
      var table = MarkdownTable("key", "takes", "required")
      for field in siblings { table.add("`\(field.key ?? "")`", field.type.words, field.isRequired ? "yes" : "") }
      text += table.text + "\n"
    }
    if FieldReader.declarations(of: kind).contains(where: { $0.contains { $0.key != nil } }) {
      text += "Limits may differ between parts of the population: `by` ([strata](../README.md#strata)).\n"
    }
    return text
  }

  private static func rests(on kind: any ExpectationKind.Type) -> String {
    guard !kind.restsOn.isEmpty else { return "" }
    let names = kind.restsOn.map { "`\($0)`" }
    return "\n\nMeasured as \(names.joined(separator: ", ")): see [measures](../../measures.md)."
  }

  /// The list of all kinds.
  package static func index(of kinds: [any ExpectationKind.Type]) -> String {
    var table = MarkdownTable("kind", "says")
    for kind in kinds { table.add("[`\(kind.name)`](\(kind.name).md)", kind.summary) }
    return """
      # Kinds of expectation

      \(ReferencePages.mark)

      \(table.text)
      The examples on these pages stand in a policy that begins like this:

      ```yaml
      \(ExamplePolicy.head.trimmingNewlines)
      ```

      """
  }
}

extension String {
  var trimmingNewlines: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}

package import PolicyLanguage

/// The pages of the language reference that are made from the sources.
package enum ReferencePages {
  static let mark = "Written by `make docs` from the sources; edit those instead."

  /// Path below the reference's folder, and text, of every page.
  package static func all(_ vocabulary: PolicyVocabulary) -> [(path: String, text: String)] {
    [
      ("diagnostics.md", DiagnosticReference.page), ("fields.md", SectionReference.fields),
      ("units.md", SectionReference.units), ("codes.md", CodeReference.page), ("unknowns.md", UnknownReference.page),
      ("kinds/README.md", KindReference.index(of: vocabulary.kinds)),
    ] + vocabulary.kinds.map { ("kinds/\($0.name).md", KindReference.page(of: $0)) }
  }
}

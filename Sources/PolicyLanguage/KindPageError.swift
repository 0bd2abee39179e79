/// Why a text is no page of a kind.
package struct KindPageError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// There is no page.
    case missing
    /// A section is missing, or stands in another's place.
    case missingSection
    case unknownSection
    /// What a section says has not the form that it must have.
    case section
  }

  package let code: Code
  /// One sentence.
  package let message: String
  /// The kind whose page it is.
  package let location: String

  package init(code: Code, message: String, location: String) {
    self.code = code
    self.message = message
    self.location = location
  }
}

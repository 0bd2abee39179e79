/// Why a text was not edited.
package struct YAMLEditError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The text is not one sound YAML document.
    case notYAML
    /// The text is written in a way that is not followed, such as keys over several lines.
    case unusual
    case noSuchPlace
    case notScalar, notMapping, notSequence
    case keyExists
    /// The place is a copy of what stands elsewhere.
    case alias
    /// The new value is not YAML, or does not fit on the line it must stand on.
    case badValue
    /// The edit would have changed something else too, such as another use of an anchor.
    case changesMore
  }

  package let code: Code
  /// What happened and what to do, in one sentence.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}

/// Why a schema cannot be used.
package struct JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// A keyword's value has not the form that it must have.
    case form
    /// A keyword that is not understood here.
    case keyword
    /// A reference to what does not exist, or back to itself.
    case reference
  }

  package let code: Code
  package let message: String
  /// Where in the schema, as a URI fragment: `#/properties/verdict`.
  package let location: String

  package var description: String { "\(location): \(message)" }
}

/// A case that was asked for something that its policy does not know.
package struct BadRequest: Error {
  /// One sentence for a person.
  package let message: String
}

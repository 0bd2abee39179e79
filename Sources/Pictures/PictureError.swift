/// Why a picture could not be made.
package struct PictureError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case notEncoded
  }

  package let code: Code
  /// One sentence.
  package let message: String
}

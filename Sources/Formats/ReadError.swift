/// Why a file could not be read. The message names the place inside the file and what to do; the caller names the file.
package struct ReadError: Error, Hashable, Sendable {
  package struct Code: Hashable, Sendable {
    package let name: String

    /// There is no such file or folder.
    package static let notFound = Code(name: "not-found")
    /// The file exists and cannot be opened.
    package static let unreadable = Code(name: "unreadable")
    /// No known format.
    package static let notRecognised = Code(name: "not-recognised")
    /// A known format with contents that contradict themselves.
    package static let damaged = Code(name: "damaged")
    /// The file ends before its data do.
    package static let truncated = Code(name: "truncated")
    /// Sound, and no label mask: a picture, probabilities, several volumes.
    package static let notAMask = Code(name: "not-a-mask")
    /// What the file asks for exceeds the memory that reading may take.
    package static let tooLarge = Code(name: "too-large")
    /// Sound, and of a variant that is not read.
    package static let unsupported = Code(name: "unsupported")
  }

  package let code: Code
  /// One sentence or two: what is wrong, at which place, what to do.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension ReadError: CustomStringConvertible {
  package var description: String { message }
}

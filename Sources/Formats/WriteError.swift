/// Why a file could not be written. The caller names the file.
package struct WriteError: Error, Hashable, Sendable {
  package struct Code: Hashable, Sendable {
    package let name: String

    /// The file system refused: permissions, a missing folder, a full disk.
    package static let refused = Code(name: "refused")
    /// The segmentation has no form in this format.
    package static let unsupported = Code(name: "unsupported")
  }

  package let code: Code
  /// One sentence: what is wrong, and what to do.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

/// A server's key. Prints as "[key]" however it comes to be printed.
struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  let value: String

  var description: String { "[key]" }
  var customMirror: Mirror { Mirror(self, children: []) }

  /// Nil for an empty text; white space around the key, as files and shells leave it, is dropped.
  init?(_ text: String?) throws(ModelError) {
    let value = text?.trimmingSpace ?? ""
    guard !value.isEmpty else { return nil }
    guard value.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      throw ModelError(
        code: .configuration, message: "The model server's key holds characters that no key has; set it again.")
    }
    self.value = value
  }
}

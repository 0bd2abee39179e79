/// A place in a text that a person wrote: a policy, a prompt, a recipe. Lines and columns count from 1, columns in
/// characters.
package struct SourceRange: Hashable, Sendable, Codable {
  /// The file as the user named it, or `<built-in>/NAME` for shipped content.
  package var file: String
  /// The first line, from 1.
  package var line: Int
  /// The first column, from 1.
  package var column: Int
  /// The number of characters that a caret line underlines, at least 1.
  package var length: Int

  /// A range on one line.
  package init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
  }
}

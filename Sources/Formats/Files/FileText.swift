/// The bytes of a small text file: a policy, a prompt, a recipe.
package enum FileText {
  /// Throws a `ReadError` when the file is missing, is none (a named pipe, a device), cannot be opened, or is larger
  /// than a limit, by default 16 MB.
  package static func bytes(_ path: String, limit: Int = 1 << 24) throws -> [UInt8] {
    try InputFile(path: path).rest(limit: limit)
  }
}

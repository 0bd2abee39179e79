internal import Files
internal import JSON

/// A file of results that a scheduler asks for: a header with the digests of what they follow from, then a record on
/// each line, in the cases' order. It appears under its name when it is whole, so that a shard is done or not; one that
/// is done with the same digests is not done again.
package struct Shard: Sendable {
  static let schema = "segwarden.shard/1"
  /// What a shard's file ends in.
  package static let endings = [".jsonl", ".jsonl.zst"]

  private let path: String
  private let file: WholeFile

  /// Whether results go to a shard, not to a folder, by the name of what they go to.
  package static func isShard(_ path: String) -> Bool { endings.contains(where: path.lowercased().hasSuffix) }

  /// Opens the file under a name of its own. Throws a `RunError` when it cannot be written.
  package init(_ path: String, identity: ShardIdentity) throws(RunError) {
    self.path = path
    guard let header = try? Self.header(identity) else {
      throw RunError(code: .notWritten, message: "\(path): the shard's first line cannot be written as JSON.")
    }
    do throws(FileError) {
      file = try WholeFile(path)
      try file.add(header)
    } catch {
      throw RunError(path, error)
    }
  }

  private static func header(_ identity: ShardIdentity) throws -> String {
    let members = try JSONValue(encoding: identity).members ?? []
    return try JSONValue.object([.init("schema", .string(schema))] + members).text()
  }

  /// Adds a record's line.
  package func add(_ line: String) throws(RunError) {
    do throws(FileError) {
      try file.add(line)
    } catch {
      throw RunError(path, error)
    }
  }

  package func finish() throws(RunError) {
    do throws(FileError) {
      try file.finish()
    } catch {
      throw RunError(path, error)
    }
  }

  /// Takes away what was written of a shard that does not come to its end.
  package func discard() { file.discard() }
}

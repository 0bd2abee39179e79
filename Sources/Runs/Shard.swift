internal import Files
internal import JSON
package import Results

/// A file of results that a scheduler asks for: a header with the digests of what they follow from, then a record on
/// each line, in the cases' order. It appears under its name when it is whole, so that a shard is done or not; one that
/// is done with the same digests is not done again.
package struct Shard: Sendable {
  static let schema = "segwarden.shard/1"
  /// What a shard's file ends in.
  package static let endings = [".jsonl", ".jsonl.zst"]

  private let path: String
  private let file: WholeFile
  private let header: String

  /// Whether results go to a shard, not to a folder, by the name of what they go to.
  package static func isShard(_ path: String) -> Bool { endings.contains(where: path.lowercased().hasSuffix) }

  private static func header(_ identity: RunIdentity, manifest: String) -> String? {
    guard let run = try? JSONValue(encoding: identity) else { return nil }
    return try? JSONValue.object([
      .init("schema", .string(schema)), .init("manifest_sha256", .string(manifest)), .init("run", run),
    ]).text()
  }

  /// Opens the file under a name of its own. Throws a `RunError` when it cannot be written.
  ///
  /// - Parameter manifest: SHA-256 of the list of cases, as it was read: their names, places and what was said of them.
  package init(_ path: String, identity: RunIdentity, manifest: String) throws(RunError) {
    self.path = path
    header = Self.header(identity, manifest: manifest) ?? ""
    do throws(FileError) {
      file = try WholeFile(path)
      try file.add(header)
    } catch {
      throw RunError(path, error)
    }
  }

  /// The results of a shard that is done with the same digests; nil where there is none. What cannot be read, or is
  /// another run's, is none.
  package static func done(_ path: String, identity: RunIdentity, manifest: String) -> [CaseResult]? {
    guard let lines = (try? WholeFile.lines(of: path)) ?? nil, let first = lines.first,
      header(identity, manifest: manifest) == first
    else { return nil }
    let results = lines.dropFirst().map { try? JSONValue(parsing: $0).decoded(as: CaseResult.self) }
    return results.contains { $0 == nil } ? nil : results.compactMap(\.self)
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

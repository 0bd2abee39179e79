internal import Cases
internal import Files
internal import FoundationEssentials
internal import JSON
internal import SegWarden

/// `segwarden shards`: splits a list of cases into tables of a fixed number of rows, for schedulers that run many
/// programs. The same list gives the same tables, whoever makes them; those that are there and say the same are left
/// alone, so that what was done by them stays done.
package struct ShardsRun {
  private let manifest: String
  private let folder: String
  private let size: Int
  private let policy: String?
  /// Whether nobody looks at the cases' files.
  private let trustsNames: Bool

  /// - Parameters:
  ///   - folder: where the tables go to; it is made where it is not there.
  ///   - policy: what tells a folder with one file per structure from a folder of exports, and what facts may be said.
  package init(manifest: String, folder: String, size: Int, policy: String?, trustsNames: Bool) {
    (self.manifest, self.folder, self.size, self.policy) = (manifest, folder, size, policy)
    self.trustsNames = trustsNames
  }

  /// Prints a line for each table: its path, how many cases it has, and a digest of how their files look from outside
  /// (`-` where nobody looks), by which a scheduler knows whether results are still theirs. Throws a `ProgramError`.
  package func run() throws -> ExitStatus {
    let policies = try policy.map { [try PolicyLibrary().policy($0).checked()] } ?? []
    let list = try CaseSource.list(at: manifest, for: policies)
    for text in list.notes + [list.mistakes].compactMap(\.self) { Console.note(text) }
    // Names are told apart over the whole list: in a table by itself a case would be called otherwise.
    let distinct = DistinctNames.given(to: list.cases)
    if let note = distinct.note { Console.warn(note) }
    let cases = distinct.cases
    let starts = Array(stride(from: 0, to: cases.count, by: size))
    try makeFolder()
    try refuseOthers(than: starts.count)
    for (number, start) in starts.enumerated() {
      let some = cases[start..<min(start + size, cases.count)]
      let rows = try some.map(row)
      let path = "\(folder)/\(Self.name(number))"
      if (try? WholeFile.lines(of: path)) != rows { try write(rows, to: path) }
      let looks = trustsNames ? "-" : InputSignature.of(some.compactMap(\.export))
      Console.print("\(path)\t\(rows.count)\t\(looks)")
    }
    return .success
  }

  private static let prefix = "shard-"
  private static let ending = ".jsonl"

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ending
  }

  private func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ProgramError(
        .inputOutput, "\(folder): the folder cannot be made; check that what lies above it may be written to.")
    }
  }

  /// Tables of another list, or of another size, would be run along with these.
  private func refuseOthers(than count: Int) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let own = Set((0..<count).map(Self.name))
    let others = names.filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(Self.ending) && !own.contains($0) }.sorted()
    guard let first = others.first else { return }
    throw ProgramError(
      .usage,
      "\(folder): \(first) is there already and belongs to a list with more tables than \(count); "
        + "take the folder's tables away, or name another folder.")
  }

  private func write(_ rows: [String], to path: String) throws {
    do throws(FileError) {
      let file = try WholeFile(path)
      for row in rows { try file.add(row) }
      try file.finish()
    } catch {
      throw ProgramError(.inputOutput, "\(path): the table cannot be written (\(error.message)).")
    }
  }

  /// A case as a row of a manifest. A row with mistakes stays one that cannot be checked: it is the case's error there.
  private func row(_ listed: ListedCase) throws -> String {
    var members: [JSONValue.Member] = [.init("case", .string(listed.name))]
    if let export = listed.export {
      members.append(.init("export", .string(absolute(export.path))))
      if let image = export.image { members.append(.init("image", .string(absolute(image)))) }
      if let labels = export.labels { members.append(.init("labels", .string(absolute(labels)))) }
      if let structures = export.structures {
        members.append(.init("structures", .array(structures.map(JSONValue.string))))
      }
      if !export.context.isEmpty {
        let facts = export.context.sorted { $0.key < $1.key }
        members.append(.init("context", .object(facts.map { .init($0.key, .string($0.value)) })))
      }
    } else {
      members.append(.init("export", .string("")))
    }
    do {
      return try JSONValue.object(members).text()
    } catch {
      throw ProgramError(.badInput, "the case “\(listed.name)” cannot be written as JSON.")
    }
  }

  /// A path that means the same wherever the table lies.
  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") || path.contains("://") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}

internal import Digest
internal import Files
internal import FoundationEssentials
internal import JSON
internal import Results
internal import Store

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file of results, a record a line (JSON Lines), perhaps with a line at its head that says what they belong to.
struct ResultLines {
  let path: String
  /// The run that the results are of.
  private let run: StoredRun

  /// Looks at every line. Throws a `ProgramError` where there is no such file, and for a line that is no result.
  init(path: String) throws {
    self.path = path
    var hash = SHA256()
    var digests: [String: String] = [:]
    var policies: Set<Provenance.PolicyReference> = []
    var (programs, starts): (Set<String>, [String]) = ([], [])
    try Self.read(path) { line, number in
      hash.update(line.utf8)
      guard let result = CaseResult(line: line) else {
        // The head is no case.
        if number == 1, let head = try? JSONValue(parsing: Array(line.utf8)), head.members != nil, head["case"] == nil {
          digests = Self.digests(of: head)
          return
        }
        throw ProgramError(
          .badInput,
          "\(path): line \(number) is no record of the version that this program reads (\(Record.schemaName)); check the file, or check the masks again."
        )
      }
      guard let provenance = result.record?.provenance else { return }
      policies.insert(provenance.policy)
      programs.insert(provenance.program)
      starts.append(provenance.started)
    }
    let stem = (path.split(separator: "/").last ?? "").prefix { $0 != "." }
    run = StoredRun(
      uid: "lines-\(hash.hexadecimal().prefix(32))", name: String(stem), command: "check",
      started: starts.min() ?? Date().formatted(.iso8601), program: programs.sorted().joined(separator: ", "),
      policy: policies.count == 1 ? policies.first : nil, digests: digests)
  }

  /// Adds the results, in the order of the lines.
  func add(to merge: inout StoreMerge) throws {
    var order = 0
    try forEach { result in
      try merge.add(result, order: order, of: run)
      order += 1
    }
  }

  /// The results, in the order of the lines.
  func forEach(_ body: (CaseResult) throws -> Void) throws {
    try Self.read(path) { line, _ in if let result = CaseResult(line: line) { try body(result) } }
  }

  /// Whether a file is a database of SQLite, and no text. Throws where there is no such file.
  static func isDatabase(_ path: String) throws -> Bool {
    guard let file = fopen(path, "r") else {
      throw ProgramError(.noInput, "\(path): there is no such file, or it cannot be read; check the path.")
    }
    defer { fclose(file) }
    let signature = Array("SQLite format 3\0".utf8)
    var start = Array(repeating: UInt8(0), count: signature.count)
    return fread(&start, 1, start.count, file) == start.count && start == signature
  }

  /// The lines of a file that hold more than blanks, with their numbers. Memory: one line, and of a compressed file all
  /// of them.
  private static func read(_ path: String, each: (String, Int) throws -> Void) throws {
    if WholeFile.isCompressed(path) {
      for (index, line) in try unpacked(path).enumerated() { try each(line, index + 1) }
      return
    }
    guard let file = fopen(path, "r") else {
      throw ProgramError(.noInput, "\(path): there is no such file, or it cannot be read; check the path.")
    }
    defer { fclose(file) }
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    var number = 0
    while true {
      let count = getline(&buffer, &capacity, file)
      guard count >= 0, let buffer else { break }
      number += 1
      let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
      let line = String(
        decoding: bytes.last == 10 ? UnsafeRawBufferPointer(rebasing: bytes.dropLast()) : bytes, as: UTF8.self)
      if !line.allSatisfy(\.isWhitespace) { try each(line, number) }
    }
    guard ferror(file) == 0 else {
      throw ProgramError(.noInput, "\(path): reading stopped after line \(number); check the disk.")
    }
  }

  private static func unpacked(_ path: String) throws -> [String] {
    do throws(FileError) {
      if let lines = try WholeFile.lines(of: path) { return lines }
    } catch {
      throw ProgramError(.badInput, "\(path): \(error.message); make the file again.")
    }
    throw ProgramError(.noInput, "\(path): there is no such file, or it cannot be read; check the path.")
  }

  /// SHA-256 of what the run rests on, as the head names them.
  private static func digests(of head: JSONValue) -> [String: String] {
    let found = ((head.members ?? []) + (head["run"]?.members ?? [])).compactMap { member -> (String, String)? in
      guard let text = member.value.string, text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else { return nil }
      return (member.name, text)
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }
}

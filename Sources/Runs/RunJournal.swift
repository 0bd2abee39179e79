internal import JSON
internal import Results

/// What a run's journal tells, line by line: with what the run was made, the cases that are done, and those that are
/// no longer part of it.
struct RunJournal {
  static let schema = "segwarden.run/1"

  /// With what the run was made last; nil before the first line.
  private(set) var identity: RunIdentity?
  /// The cases that are done, by their names.
  private(set) var entries: [String: JournalEntry] = [:]

  init() {}

  /// Reads a journal. Throws the number of the first line that is none.
  init(_ text: String) throws(DamagedLine) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    for (index, line) in lines.enumerated() {
      guard let value = try? JSONValue(parsing: Array(line)), add(value) else {
        throw DamagedLine(number: index + 1)
      }
    }
  }

  struct DamagedLine: Error, Hashable {
    let number: Int
  }

  private mutating func add(_ line: JSONValue) -> Bool {
    if let header = line["run"] {
      guard line["schema"]?.string == Self.schema else { return false }
      identity = try? header.decoded(as: RunIdentity.self)
      return identity != nil
    }
    if let dropped = line["dropped"]?.string {
      entries[dropped] = nil
      return true
    }
    guard let entry = try? line.decoded(as: JournalEntry.self) else { return false }
    entries[entry.summary.caseName] = entry
    return true
  }

  static func header(_ identity: RunIdentity) throws -> String {
    try JSONValue.object([.init("schema", .string(schema)), .init("run", JSONValue(encoding: identity))]).text()
  }

  static func line(_ entry: JournalEntry) throws -> String { try JSONValue(encoding: entry).text() }

  static func dropped(_ name: String) throws -> String {
    try JSONValue.object([.init("dropped", .string(name))]).text()
  }
}

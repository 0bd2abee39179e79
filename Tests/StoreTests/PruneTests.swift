import Foundation
import Reasoning
import Results
import Store
import TestSupport
import Testing

/// What was deleted is gone from the file.
@Suite struct PruneTests {
  /// Two runs with a case each, and a case of both; every text is unlike any other.
  private static func filled(_ path: String) throws -> (old: RunID, new: RunID) {
    let store = try Store(path)
    let old = try store.begin(Sample.run("Pterodactylus-run", started: "2025-01-01T00:00:00Z"))
    let new = try store.begin(Sample.run("Archaeopteryx-run", started: "2026-01-01T00:00:00Z"))
    for (run, kind) in [(old, "Pterodactylus"), (new, "Archaeopteryx")] {
      for order in 0..<20 {
        let name = order == 7 ? "Compsognathus" : "\(kind)-\(order)"
        let words = order == 7 ? "Compsognathus longipes was small." : "\(kind) of number \(order) flew over here."
        var record = try Sample.record(name, .reject, export: "\(order)", words: words)
        // What cannot be packed: the middle of the packed record is like no other.
        record.notes = (0..<1000).map { _ in "\(UInt64.random(in: 0 ... .max))" }
        let id = try store.add(
          result: CaseResult(record),
          path: "/masks/\(name).nii.gz", run: run, order: order, answers: "{\"\(name)\": 1}")
        try store.rate(id, Rating(verdict: .reject, comment: "\(name) seen by me", rater: "\(kind)-rater"))
      }
      try store.end(run: run, status: .finished)
    }
    return (old, new)
  }

  /// The middle of each packed record, which no search for words would find.
  private static func packed(_ path: String, where condition: String) throws -> [[UInt8]] {
    let raw = try RawDatabase(path)
    return try raw.rows("SELECT case_id FROM cases WHERE \(condition)").map { id in
      let record = try raw.blob("SELECT record FROM cases WHERE case_id = \(id)")
      return Array(record.dropFirst(record.count / 2).prefix(64))
    }
  }

  @Test(arguments: [false, true])
  func `an old run is gone from the file, and the other is whole`(isOpen: Bool) throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let (old, new) = try Self.filled(path)
    // A record that lies across two pages has some bytes of SQLite's own in between.
    let gone = try Self.packed(path, where: "run_id = \(old.number)").filter { StoreFile.holds($0, in: path) }
    #expect(gone.count > 10 && gone.allSatisfy { $0.count == 64 })
    #expect(StoreFile.holds("Pterodactylus", in: path) && StoreFile.holds("Archaeopteryx", in: path))
    let store = try Store(path)
    // A reader that has the store open, and reads nothing at the moment, is not in the way.
    let reader = isOpen ? try Store(path, access: .reading) : nil
    _ = try reader?.runs()
    let pruning = try store.pruning(before: "2025-06-01T00:00:00Z", run: nil, caseName: nil)
    #expect(pruning.runs.map(\.run.name) == ["Pterodactylus-run"] && pruning.cases.isEmpty)
    try store.delete(pruning)
    try store.scrub()
    #expect(!StoreFile.holds("Pterodactylus", in: path))
    #expect(gone.allSatisfy { !StoreFile.holds($0, in: path) })
    #expect(StoreFile.holds("Archaeopteryx", in: path))
    let cases = try store.cases(of: new)
    #expect(cases.count == 20)
    for found in cases { #expect(try store.result(of: found.id).record?.findings.count == 4) }
    #expect(try store.ratings(of: new).count == 20)
    #expect(try store.runs().map(\.id) == [new])
    #expect(try RawDatabase(path).rows("PRAGMA integrity_check") == ["ok"])
    withExtendedLifetime(reader) {}
  }

  @Test func `a case is gone from all runs, or from one`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let (old, new) = try Self.filled(path)
    let store = try Store(path)
    let one = try store.pruning(before: nil, run: old, caseName: "Compsognathus")
    #expect(one.runs.isEmpty && one.cases.map(\.run) == [old])
    let both = try store.pruning(before: nil, run: nil, caseName: "Compsognathus")
    #expect(both.cases.map(\.run) == [old, new])
    try store.delete(both)
    try store.scrub()
    #expect(!StoreFile.holds("Compsognathus", in: path))
    #expect(try store.cases(of: old).count == 19 && store.cases(of: new).count == 19)
    #expect(StoreFile.holds("Pterodactylus", in: path) && StoreFile.holds("Archaeopteryx", in: path))
  }

  @Test func `a rehearsal deletes nothing, and nothing to delete is no error`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    _ = try Self.filled(path)
    let store = try Store(path, access: .reading)
    #expect(try store.pruning(before: "2030-01-01T00:00:00Z", run: nil, caseName: nil).runs.count == 2)
    #expect(try store.pruning(before: "2020-01-01T00:00:00Z", run: nil, caseName: nil).isEmpty)
    #expect(try store.runs().count == 2)
  }

  @Test func `who reads meanwhile keeps the bytes, and the user is told`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    _ = try Self.filled(path)
    let store = try Store(path, patience: 0.2)
    let raw = try RawDatabase(path)
    try raw.run("BEGIN")
    #expect(try raw.rows("SELECT count(*) FROM cases") == ["40"])
    try store.delete(store.pruning(before: "2025-06-01T00:00:00Z", run: nil, caseName: nil))
    let error = #expect(throws: StoreError.self) { try store.scrub() }
    #expect(error?.code == .locked)
    #expect(error?.message.contains("is deleted") == true)
    try raw.run("COMMIT")
    #expect(try store.runs().count == 1)
    try store.scrub()
    #expect(!StoreFile.holds("Pterodactylus", in: path))
  }
}

import CSQLite
import Foundation
import Reasoning
import Results
import TestSupport
import Testing

@testable import Store

@Suite struct StoreErrorTests {
  private static func code(_ body: () throws -> Void) -> StoreError.Code? {
    do {
      try body()
      return nil
    } catch let error as StoreError {
      // What happened, where, and what to do.
      #expect(error.message.contains("/") && error.message.contains(where: { ";,".contains($0) }), "\(error.message)")
      return error.code
    } catch {
      return nil
    }
  }

  private static func filled(_ path: String, cases: Int = 20) throws {
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    for order in 0..<cases {
      try store.add(
        result: try Sample.result("case-\(order)", .reject, export: "\(order)"), path: nil, run: run, order: order,
        answers: nil)
    }
    try store.end(run: run, status: .finished)
  }

  @Test func `a reader makes no store`() throws {
    let scratch = try Scratch()
    #expect(Self.code { _ = try Store(scratch.file("none.sqlite"), access: .reading) } == .notFound)
    #expect(try scratch.names().isEmpty)
  }

  @Test func `a folder that is not there is not made`() throws {
    let scratch = try Scratch()
    #expect(Self.code { _ = try Store(scratch.file("none/new.sqlite")) } == .notFound)
  }

  @Test(arguments: [Store.Access.writing, .reading])
  func `a file of something else is said to be, and left as it is`(access: Store.Access) throws {
    let scratch = try Scratch()
    let text = String(repeating: "case,export\n17,case-17.nii.gz\n", count: 100)
    let path = try scratch.write(text, to: "cases.csv")
    #expect(Self.code { _ = try Store(path, access: access) } == .notAStore)
    #expect(try scratch.text("cases.csv") == text)
    #expect(try scratch.names() == ["cases.csv"])
  }

  @Test(arguments: [Store.Access.writing, .reading])
  func `a database of another program is left as it is`(access: Store.Access) throws {
    let scratch = try Scratch()
    let path = scratch.file("other.sqlite")
    do { try RawDatabase(path).run("CREATE TABLE runs (x); INSERT INTO runs VALUES (1)") }
    let before = try scratch.bytes("other.sqlite")
    #expect(Self.code { _ = try Store(path, access: access) } == .notAStore)
    #expect(try scratch.bytes("other.sqlite") == before)
  }

  @Test func `a folder, and an empty file for a reader, are no stores`() throws {
    let scratch = try Scratch()
    #expect(Self.code { _ = try Store(scratch.path) } == .notAStore)
    let empty = try scratch.write("", to: "empty.sqlite")
    #expect(Self.code { _ = try Store(empty, access: .reading) } == .notAStore)
  }

  @Test(arguments: [Store.Access.writing, .reading])
  func `a store of a newer version is refused with both versions`(access: Store.Access) throws {
    let scratch = try Scratch()
    let path = scratch.file("new.sqlite")
    _ = try Store(path, schema: StoreSchema.current.adding("CREATE TABLE extra (x INTEGER) STRICT"))
    let error = #expect(throws: StoreError.self) { try Store(path, access: access) }
    #expect(error?.code == .newer)
    #expect(
      error?.message.contains("version \(StoreSchema.current.version + 1)") == true
        && error?.message.contains("up to \(StoreSchema.current.version)") == true)
  }

  @Test func `damage is said, wherever it lies`() throws {
    let scratch = try Scratch()
    let path = scratch.file("good.sqlite")
    try Self.filled(path)
    let whole = try scratch.bytes("good.sqlite")
    #expect(whole.count > 20 * 4096)
    var told = 0
    for page in 1..<(whole.count / 4096) {
      var bytes = whole
      for at in (page * 4096)..<(page * 4096 + 4096) { bytes[at] = UInt8(truncatingIfNeeded: at &* 31) }
      let copy = try scratch.write(bytes, to: "bad-\(page).sqlite")
      let code = Self.code {
        let store = try Store(copy, access: .reading)
        for run in try store.runs() {
          let cases = try store.cases(of: run.id)
          if cases.count != 20 { told += 1 }
          for found in cases {
            _ = try store.result(of: found.id)
            for table in StoredTable.allCases { _ = try store.rows(of: table, case: found.id) }
          }
        }
      }
      #expect(code == nil || code == .damaged, "page \(page)")
      if code == .damaged { told += 1 }
    }
    // Pages of indexes that reading does not need may be damaged unseen.
    #expect(told > whole.count / 4096 / 2)
  }

  @Test func `a store that is cut off is damaged`() throws {
    let scratch = try Scratch()
    let path = scratch.file("good.sqlite")
    try Self.filled(path)
    let copy = try scratch.write(Array(try scratch.bytes("good.sqlite").prefix(3 * 4096)), to: "cut.sqlite")
    let code = Self.code {
      let store = try Store(copy, access: .reading)
      for run in try store.runs() { for found in try store.cases(of: run.id) { _ = try store.result(of: found.id) } }
    }
    #expect(code == .damaged)
  }

  @Test func `who waits for a store that is locked is told after that time`() throws {
    let scratch = try Scratch()
    let path = scratch.file("busy.sqlite")
    let store = try Store(path, patience: 0.3)
    let raw = try RawDatabase(path)
    try raw.run("BEGIN IMMEDIATE")
    let began = ContinuousClock.now
    #expect(Self.code { _ = try store.begin(Sample.run()) } == .locked)
    #expect(ContinuousClock.now - began >= .seconds(0.25))
    try raw.run("COMMIT")
    _ = try store.begin(Sample.run())
  }

  @Test func `where there is no space the case is not stored, and what was stored is whole`() throws {
    let scratch = try Scratch()
    let path = scratch.file("full.sqlite")
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    try store.add(result: try Sample.result("first"), path: nil, run: run, order: 0, answers: nil)
    let pages = try store.using { (database) throws(StoreError) in
      let count = try database.value("PRAGMA page_count").integer ?? 0
      // SQLite's own limit gives the error of a full disk.
      sqlite3_exec(database.handle, "PRAGMA max_page_count = \(count + 2)", nil, nil, nil)
      return count
    }
    #expect(pages > 0)
    var record = try Sample.record("second")
    record.notes = (0..<5000).map { _ in "\(UInt64.random(in: 0 ... .max))" }
    #expect(
      Self.code { try store.add(result: CaseResult(record), path: nil, run: run, order: 1, answers: nil) } == .full)
    #expect(try store.cases(of: run).map(\.name) == ["first"])
    let raw = try RawDatabase(path)
    #expect(try raw.rows("PRAGMA integrity_check") == ["ok"])
    #expect(try raw.rows("SELECT count(*) FROM findings") == ["4"])
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is read-only for root"))
  func `a folder that may not be written to is said to be, and its store can be read`() throws {
    let scratch = try Scratch()
    let folder = scratch.file("kept")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.filled("\(folder)/results.sqlite")
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder) }
    #expect(Self.code { _ = try Store("\(folder)/new.sqlite") } == .readOnly)
    let store = try Store("\(folder)/results.sqlite", access: .reading)
    #expect(try store.cases(of: store.run("night").id).count == 20)
    let code = Self.code { _ = try Store("\(folder)/results.sqlite").begin(Sample.run()) }
    #expect(code == .readOnly || code == .unreachable)
  }

  @Test(.enabled(if: geteuid() != 0, "root reads everything"))
  func `a file that may not be read is said to be`() throws {
    let scratch = try Scratch()
    let path = scratch.file("secret.sqlite")
    try Self.filled(path)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(Self.code { _ = try Store(path, access: .reading) } == .unreachable)
  }

  @Test func `runs and cases that are not there are said to be`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("new.sqlite"))
    #expect(Self.code { _ = try store.run("latest") } == .noSuchRun)
    let run = try store.begin(Sample.run())
    #expect(Self.code { _ = try store.run("'; DROP TABLE runs; --") } == .noSuchRun)
    try store.delete(.init(runs: [try store.run("latest")], cases: []))
    #expect(
      Self.code { try store.add(result: Sample.failure("a"), path: nil, run: run, order: 0, answers: nil) }
        == .noSuchRun)
    #expect(Self.code { try store.end(run: run, status: .finished) } == .noSuchRun)
  }
}

import Foundation
import Store
import TestSupport
import Testing

@Suite struct SchemaTests {
  @Test func `a new store says what it is, and has the tables that are documented`() throws {
    let scratch = try Scratch()
    _ = try Store(scratch.file("new.sqlite"))
    let raw = try RawDatabase(scratch.file("new.sqlite"))
    // “SGWD” in ASCII.
    #expect(try raw.rows("PRAGMA application_id") == ["\(0x53 << 24 | 0x47 << 16 | 0x57 << 8 | 0x44)"])
    #expect(try raw.rows("PRAGMA user_version") == ["\(StoreSchema.current.version)"])
    #expect(try raw.rows("PRAGMA journal_mode") == ["wal"])
    let tables = try raw.rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    #expect(tables == ["cases", "decisions", "findings", "measures", "ratings", "reasons", "runs", "stages"])
  }

  @Test func `every column is documented`() throws {
    let scratch = try Scratch()
    _ = try Store(scratch.file("new.sqlite"))
    let raw = try RawDatabase(scratch.file("new.sqlite"))
    let page = try Checkout.text("Documentation/store.md")
    for table in try raw.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
      let start = try #require(page.range(of: "### `\(table)`"), "\(table) has no chapter")
      let chapter = page[start.upperBound...]
      let end = chapter.range(of: "\n### ")?.lowerBound ?? chapter.range(of: "\n## ")?.lowerBound ?? chapter.endIndex
      for column in try raw.rows("SELECT name FROM pragma_table_info('\(table)')") {
        #expect(chapter[..<end].contains("`\(column)`"), "\(table).\(column) is not documented")
      }
    }
  }

  @Test func `the file and what lies beside it are readable by their owner alone`() throws {
    let scratch = try Scratch()
    let path = scratch.file("new.sqlite")
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    try store.add(result: try Sample.result("a"), path: nil, run: run, order: 0, answers: nil)
    for ending in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + ending)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(ending)")
    }
  }

  @Test func `an older store is brought up to date by a writer, and keeps what it holds`() throws {
    let scratch = try Scratch()
    let path = scratch.file("old.sqlite")
    let newer = StoreSchema.current.adding("ALTER TABLE cases ADD COLUMN weight REAL")
    do {
      let store = try Store(path)
      let run = try store.begin(Sample.run())
      try store.add(result: try Sample.result("a"), path: "/masks/a.nii.gz", run: run, order: 0, answers: nil)
    }
    #expect(throws: StoreError.self) { try Store(path, access: .reading, schema: newer) }
    let store = try Store(path, schema: newer)
    #expect(try store.cases(of: store.run("latest").id).map(\.name) == ["a"])
    let raw = try RawDatabase(path)
    #expect(try raw.rows("PRAGMA user_version") == ["\(newer.version)"])
    #expect(try raw.rows("SELECT weight FROM cases") == ["-"])
  }

  @Test func `a step that fails leaves the store as it was`() throws {
    let scratch = try Scratch()
    let path = scratch.file("old.sqlite")
    _ = try Store(path)
    let broken = StoreSchema.current.adding("CREATE TABLE extra (x INTEGER) STRICT; SELECT nothing FROM nowhere")
    #expect(throws: StoreError.self) { try Store(path, schema: broken) }
    let raw = try RawDatabase(path)
    #expect(try raw.rows("PRAGMA user_version") == ["\(StoreSchema.current.version)"])
    #expect(try raw.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == ["0"])
    _ = try Store(path)
  }

  @Test func `several programs may make one store at the same time`() async throws {
    let scratch = try Scratch()
    let path = scratch.file("new.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let store = try Store(path)
          _ = try store.begin(Sample.run("run-\(number)"))
        }
      }
      try await group.waitForAll()
    }
    #expect(try Store(path, access: .reading).runs().count == 8)
  }
}

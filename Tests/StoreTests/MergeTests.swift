import Foundation
import Reasoning
import Results
import Store
import TestSupport
import Testing

@Suite struct MergeTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A store with one run of these cases, at these places.
  private func shard(_ file: String, _ run: StoredRun, _ results: [(CaseResult, Int)]) throws -> Store {
    let store = try Store(scratch.file(file))
    let id = try store.begin(run)
    for (result, order) in results {
      try store.add(result: result, path: "/masks/\(result.caseName)", run: id, order: order, answers: "{}")
    }
    try store.end(run: id, status: .finished, at: "2026-01-02T04:00:00Z")
    return store
  }

  private func results(_ range: Range<Int>) throws -> [(CaseResult, Int)] {
    try range.map { order in
      (try Sample.result("case-\(order)", order % 3 == 0 ? .reject : .accept, export: "\(order)"), order)
    }
  }

  /// Everything that cases are, but for their numbers.
  private func contents(_ path: String) throws -> [String] {
    let raw = try RawDatabase(path)
    let cases = """
      SELECT position, name, path, decision, score, export_sha256, policy, passed, failed, record_sha256, hex(record),
        hex(answers) FROM cases ORDER BY position
      """
    return try raw.rows(cases)
      + ["findings", "reasons", "measures", "stages", "decisions"].flatMap { table in
        try raw.rows(
          "SELECT position, t.* FROM \(table) t JOIN cases USING (case_id) ORDER BY position, t.rowid_or_key".replacing(
            "t.rowid_or_key", with: table == "measures" ? "label" : table == "decisions" ? "source" : "number")
        ).map { row in
          // The second value is the case's number.
          let values = row.split(separator: "|", omittingEmptySubsequences: false)
          return "\(table)|\(values[0])|\(values.dropFirst(2).joined(separator: "|"))"
        }
      }
  }

  @Test(arguments: [true, false])
  func `shards become what one run would have been`(isNumberedAsOne: Bool) throws {
    _ = try shard("whole.sqlite", Sample.run(), try results(0..<20))
    let second = try results(10..<20).map { ($0, isNumberedAsOne ? $1 : $1 - 10) }
    let shards = [
      try shard("1.sqlite", Sample.run("shard-1"), try results(0..<10)),
      try shard("2.sqlite", Sample.run("shard-2"), second),
    ]
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target, asRun: "night")
    for shard in shards { try merge.add(shard) }
    #expect(merge.runsAdded == 1 && merge.casesAdded == 20 && merge.repeated.isEmpty && merge.namesakes.isEmpty)
    #expect(try contents(scratch.file("all.sqlite")) == contents(scratch.file("whole.sqlite")))
    #expect(try target.runs().map(\.run.name) == ["night"])
  }

  @Test func `merging again changes nothing`() throws {
    let source = try shard("1.sqlite", Sample.run(), try results(0..<10))
    let target = try Store(scratch.file("all.sqlite"))
    var first = StoreMerge(into: target)
    try first.add(source)
    let once = try contents(scratch.file("all.sqlite"))
    var second = StoreMerge(into: target)
    try second.add(source)
    #expect(second.runsAdded == 0 && second.casesAdded == 0)
    #expect(second.repeated.count == 10 && second.repeated.allSatisfy { !$0.differs })
    #expect(try contents(scratch.file("all.sqlite")) == once)
    #expect(try target.runs().map(\.uid) == source.runs().map(\.uid))
  }

  @Test func `a merge that was stopped goes on`() throws {
    let source = try shard("1.sqlite", Sample.run(uid: "same"), try results(0..<10))
    _ = try shard("all.sqlite", Sample.run(uid: "same"), try results(0..<4))
    var merge = StoreMerge(into: try Store(scratch.file("all.sqlite")))
    try merge.add(source)
    #expect(merge.casesAdded == 6 && merge.repeated.count == 4)
    #expect(try contents(scratch.file("all.sqlite")) == contents(scratch.file("1.sqlite")))
  }

  @Test func `runs of different stores stay apart where nobody says that they are one`() throws {
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target)
    try merge.add(try shard("1.sqlite", Sample.run("a"), try results(0..<3)))
    try merge.add(try shard("2.sqlite", Sample.run("a"), try results(0..<3)))
    #expect(merge.runsAdded == 2 && merge.casesAdded == 6 && merge.repeated.isEmpty)
  }

  @Test(arguments: [true, false])
  func `of two results of one case the later one stays, and it is said`(isLaterFirst: Bool) throws {
    let early = CaseResult(try Sample.record("a", .accept, started: "2026-01-01T00:00:00Z"))
    let late = CaseResult(try Sample.record("a", .reject, started: "2026-01-02T00:00:00Z"))
    let shards = [
      try shard("early.sqlite", Sample.run(), [(early, 0)]), try shard("late.sqlite", Sample.run(), [(late, 0)]),
    ]
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target, asRun: "night")
    for shard in isLaterFirst ? shards.reversed() : shards { try merge.add(shard) }
    #expect(merge.repeated.map(\.differs) == [true])
    #expect(try target.cases(of: target.run("night").id).map(\.verdict) == ["reject"])
  }

  @Test(arguments: [true, false])
  func `a record outweighs a failure of the same case`(isFailureFirst: Bool) throws {
    let shards = [
      try shard("failed.sqlite", Sample.run(), [(Sample.failure("a"), 0)]),
      try shard("checked.sqlite", Sample.run(), [(try Sample.result("a"), 0)]),
    ]
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target, asRun: "night")
    for shard in isFailureFirst ? shards : shards.reversed() { try merge.add(shard) }
    #expect(try target.cases(of: target.run("night").id).map(\.verdict) == ["accept"])
  }

  @Test func `different exports of one name are both kept, and it is said`() throws {
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target, asRun: "night")
    for number in 1...2 {
      let result = try Sample.result("segmentations", export: "\(number)")
      try merge.add(try shard("\(number).sqlite", Sample.run(), [(result, 0)]))
    }
    #expect(merge.namesakes.map(\.caseName) == ["segmentations"])
    #expect(try target.cases(of: target.run("night").id).map(\.order) == [0, 1])
  }

  @Test func `ratings come with their cases, and of one person's two the later stays`() throws {
    let one = try shard("1.sqlite", Sample.run(uid: "same"), try results(0..<2))
    let two = try shard("2.sqlite", Sample.run(uid: "same"), try results(0..<2))
    let (first, second) = (try one.cases(of: one.run("night").id), try two.cases(of: two.run("night").id))
    try one.rate(first[0].id, Rating(verdict: .accept, rater: "ab", time: "2026-01-05T00:00:00Z"))
    try two.rate(second[0].id, Rating(verdict: .reject, rater: "ab", time: "2026-01-04T00:00:00Z"))
    try two.rate(second[1].id, Rating(verdict: .later, rater: "cd"))
    let target = try Store(scratch.file("all.sqlite"))
    var merge = StoreMerge(into: target)
    try merge.add(one)
    try merge.add(two)
    let ratings = try target.ratings(of: target.run("night").id)
    #expect(ratings.map(\.caseName) == ["case-0", "case-1"])
    #expect(ratings.map(\.rating.verdict) == [.accept, .later])
    #expect(merge.ratingsAdded == 2)
  }

  @Test func `runs of different policies do not become one`() throws {
    let other = Provenance.PolicyReference(id: "kidneys", version: "2.0.0", sha256: String(repeating: "b", count: 64))
    var merge = StoreMerge(into: try Store(scratch.file("all.sqlite")), asRun: "night")
    try merge.add(try shard("1.sqlite", Sample.run(), try results(0..<2)))
    let second = try shard("2.sqlite", Sample.run(policy: other), try results(2..<4))
    let error = #expect(throws: StoreError.self) { try merge.add(second) }
    #expect(error?.code == .mismatch)
  }

  @Test func `lines of a file become a run, once`() throws {
    let target = try Store(scratch.file("all.sqlite"))
    for pass in 0..<2 {
      var merge = StoreMerge(into: target)
      for (result, order) in try results(0..<5) + [(Sample.failure("f"), 5)] {
        try merge.add(result, order: order, of: Sample.run("lines", uid: "digest"))
      }
      #expect(merge.casesAdded == (pass == 0 ? 6 : 0))
    }
    #expect(try target.run("lines").cases == 6)
  }
}

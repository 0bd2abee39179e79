import Anatomy
import Evaluation
import Foundation
import JSON
import PolicyLanguage
import Reasoning
import Results
import Store
import TestSupport
import Testing

@Suite struct StoringTests {
  @Test func `a record is read back as it was, byte for byte`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let run = try store.begin(Sample.run())
    var record = try Sample.record("Ünïcode “case” \u{1F9E0}", .reject)
    record.notes = ["a\u{0}b", "line\nend", String(repeating: "x", count: 200_000)]
    let id = try store.add(
      result: CaseResult(record), path: "/masks/ü.nii.gz", run: run, order: 3, answers: "{\"answers\": 1}\n")
    #expect(try store.recordText(of: id) == Sample.line(CaseResult(record)))
    #expect(try store.result(of: id) == CaseResult(record))
    #expect(try store.answers(of: id) == "{\"answers\": 1}\n")
  }

  @Test func `a run is read back as it was, with counts and how it ended`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let given = Sample.run("night", uid: "0123456789")
    let run = try store.begin(given)
    #expect(try store.run("night").status == .running)
    for (order, decision) in [Decision.accept, .review, .review, .reject].enumerated() {
      try store.add(result: try Sample.result("c\(order)", decision), path: nil, run: run, order: order, answers: nil)
    }
    try store.add(result: Sample.failure("c4"), path: nil, run: run, order: 4, answers: nil)
    try store.end(run: run, status: .finished, at: "2026-01-02T05:00:00Z")
    let entry = try store.run("latest")
    #expect(entry.run == given)
    #expect(entry.ended == "2026-01-02T05:00:00Z" && entry.status == .finished)
    #expect(entry.accepted == 1 && entry.reviewed == 2 && entry.rejected == 1 && entry.unchecked == 1)
    try store.resume(run)
    #expect(try store.run("012345").status == .running)
  }

  @Test func `the columns say what the record says`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    try store.add(result: try Sample.result("a", .reject), path: "/masks/a.nii", run: run, order: 0, answers: nil)
    let raw = try RawDatabase(path)
    #expect(
      try raw.rows("SELECT name, path, decision, score, passed, failed, skipped, not_evaluable FROM cases")
        == ["a|/masks/a.nii|reject|0.1|1|1|1|1"])
    #expect(
      try raw.rows(
        "SELECT finding, code, labels, outcome, weighs, measured, unit, margin FROM findings ORDER BY number")
        == [
          "F1|volume.possible_below|[\"kidney_left\"]|fail|1|12.5|mL|-0.5",
          "F2|connectivity.components_above|[\"kidney_right\",\"liver\"]|pass|0|12.5|mL|-0.5",
          "F3|holes.count_unknown|[\"liver\"]|not_evaluable|0|12.5|mL|-0.5",
          "F4|position.distance_below|[\"kidney_left\",\"kidney_right\"]|skipped|0|12.5|mL|-0.5",
        ])
    #expect(try raw.rows("SELECT reason, fault, label, evidence FROM reasons") == ["R1|truncated|kidney_left|[\"F1\"]"])
    #expect(
      try raw.rows("SELECT label, state, voxels, volume_ml, centroid_r_mm, centroid_s_mm, cut_by FROM measures")
        == ["kidney_left|present|1200|12.5|-40.0|20.0|[\"left\"]", "liver|not-in-export|-|-|-|-|[]"])
    #expect(try raw.rows("SELECT count(*), min(cached) FROM stages") == ["4|0"])
    #expect(
      try raw.rows("SELECT source, decision, because FROM decisions ORDER BY source")
        == ["final|reject|rules alone", "rules|reject|-"])
    // What the documentation promises to Python: gzip of JSON.
    let packed = try raw.blob("SELECT record FROM cases")
    #expect(Array(packed.prefix(2)) == [0x1f, 0x8b])
  }

  @Test func `a case that failed has no decision, and says why`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let run = try store.begin(Sample.run())
    let id = try store.add(result: Sample.failure("b"), path: "/b", run: run, order: 0, answers: nil)
    let found = try store.cases(of: run)[0]
    #expect(found.decision == nil && found.verdict == "error" && found.failure?.code == "truncated")
    #expect(try store.result(of: id) == Sample.failure("b"))
  }

  private static let filters: [(CaseFilter, [String])] = [
    (CaseFilter(), ["a", "b", "c", "d", "e"]),
    (CaseFilter(verdict: "reject"), ["b", "c"]),
    (CaseFilter(verdict: "error"), ["e"]),
    (CaseFilter(fault: "sides-swapped"), ["c"]),
    (CaseFilter(code: "volume.possible_below"), ["b", "c", "d"]),
    // Passed in all of them.
    (CaseFilter(code: "connectivity.components_above"), []),
    // Not evaluable, and counts in one of them.
    (CaseFilter(code: "holes.count_unknown"), ["d"]),
    (CaseFilter(label: "spleen"), ["c"]),
    // A name is no pattern, and no SQL.
    (CaseFilter(label: "sple%"), []),
    (CaseFilter(label: "' OR '1' = '1"), []),
    (CaseFilter(code: "volume.possible_below", label: "kidney_left"), ["b", "d"]),
    (CaseFilter(verdict: "reject", label: "kidney_left"), ["b"]),
    (CaseFilter(name: "b"), ["b"]),
  ]

  @Test(arguments: filters)
  func `a filter finds the cases that are meant`(filter: CaseFilter, names: [String]) throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let run = try store.begin(Sample.run())
    let other = try store.begin(Sample.run("other"))
    var d = try Sample.record("d", .review)
    d.findings[2].notEvaluable = .review
    let results = [
      try Sample.result("a"), try Sample.result("b", .reject),
      CaseResult(try Sample.record("c", .reject, fault: .sidesSwapped, label: "spleen")), CaseResult(d),
      Sample.failure("e"),
    ]
    // Not in the order of the input: they end as they end.
    for order in [2, 4, 0, 1, 3] {
      try store.add(result: results[order], path: nil, run: run, order: order, answers: nil)
      try store.add(result: results[order], path: nil, run: other, order: order, answers: nil)
    }
    #expect(try store.cases(of: run, filter).map(\.name) == names)
  }

  @Test func `a case that is checked again takes the old one's place, and its ratings stay`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let store = try Store(path)
    let run = try store.begin(Sample.run())
    let old = try store.add(
      result: CaseResult(try Sample.record("a", .reject, words: "Quetzalcoatlus northropi")), path: "/old", run: run,
      order: 0, answers: nil)
    try store.rate(old, Rating(verdict: .reject, rater: "ab"))
    #expect(StoreFile.holds("Quetzalcoatlus", in: path))
    let new = try store.add(result: try Sample.result("a"), path: "/new", run: run, order: 0, answers: nil)
    #expect(new == old)
    #expect(try store.cases(of: run).map(\.path) == ["/new"])
    let ratings = try store.ratings(of: run)
    #expect(ratings.map(\.isOfEarlierResult) == [true])
    let raw = try RawDatabase(path)
    #expect(try raw.rows("SELECT count(*) FROM findings") == ["4"])
    #expect(try raw.rows("SELECT count(*) FROM reasons") == ["0"])
    #expect(try raw.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func `a rating is kept once, and a later one by the same person replaces it`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let run = try store.begin(Sample.run())
    let id = try store.add(result: try Sample.result("a"), path: nil, run: run, order: 0, answers: nil)
    let first = Rating(verdict: .later, comment: "look again; with a \"quote\"", rater: "ab")
    #expect(try store.rate(id, first) == .new)
    #expect(try store.rate(id, first) == .same)
    #expect(try store.rate(id, Rating(verdict: .accept, rater: "cd", time: "2026-01-03T00:00:00Z")) == .new)
    #expect(try store.rate(id, Rating(verdict: .reject, rater: "ab")) == .replaced)
    let ratings = try store.ratings(of: run)
    #expect(ratings.map(\.rating.verdict) == [.reject, .accept])
    #expect(ratings.map(\.rating.rater) == ["ab", "cd"])
    #expect(ratings.map(\.caseVerdict) == ["accept", "accept"])
  }

  @Test func `a run is meant by its number, its name, latest, or the beginning of its uid`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let first = try store.begin(Sample.run("night", uid: "aaaaaa1"))
    let second = try store.begin(Sample.run("night", uid: "aaaaaa2"))
    let third = try store.begin(Sample.run("latest one"))
    #expect(try store.run("1").id == first)
    #expect(try store.run("night").id == second)
    #expect(try store.run("latest").id == third)
    #expect(try store.run("aaaaaa1").id == first)
    // Two begin so.
    #expect(throws: StoreError.self) { try store.run("aaaaaa") }
  }
}

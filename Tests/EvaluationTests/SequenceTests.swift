import Evaluation
import PolicyLanguage
import Testing
import Volume

/// A spine of five links, 4 mm thick and 8 mm apart along the patient's long axis.
@Suite struct SequenceTests {
  private static let names = ["v1", "v2", "v3", "v4", "v5"]
  private static let labels = "{v1: , v2: , v3: , v4: , v5: , liver: }"

  /// Links at these first slices; a link without one is not in the export.
  private static func spine(_ slices: [String: Int], on grid: Grid = Export.grid) -> Export {
    let pieces = names.enumerated().compactMap { at, name in
      slices[name].map { Piece(name: name, value: at + 1, boxes: [Box(15..<25, 15..<25, $0..<($0 + 2))]) }
    }
    return Export(pieces, on: grid)
  }

  private static let sound = ["v1": 0, "v2": 4, "v3": 8, "v4": 12, "v5": 16]

  private func judged(
    _ fields: String, _ export: Export, rest: String = "", context: [String: String] = [:]
  ) async throws -> [Finding] {
    try await judge(
      "sequence: {labels: [v1, v2, v3, v4, v5]\(fields.isEmpty ? "" : ", ")\(fields)}", export, labels: Self.labels,
      rest: rest, context: context)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var fields: String
    var slices: [String: Int]
    var outcomes: [Finding.Outcome]
    var aspects: [String]
    /// Of the last finding.
    var labels: [String]
    var value: Double
    var margin: Double?
    var says = ""
    var testDescription: String { "\(fields) \(slices.sorted { $0.key < $1.key })" }
  }

  @Test(arguments: [
    Case(
      fields: "along: superior", slices: sound, outcomes: [.pass], aspects: ["order_within"],
      labels: names, value: 0),
    Case(fields: "", slices: sound, outcomes: [.pass], aspects: ["order_within"], labels: names, value: 0),
    Case(
      fields: "along: inferior", slices: sound, outcomes: [.fail], aspects: ["order_reversed"], labels: names, value: 4,
      margin: -4, says: "With the order of their names turned round this would pass."),
    Case(
      fields: "along: superior", slices: ["v1": 0, "v2": 8, "v3": 4, "v4": 12, "v5": 16], outcomes: [.fail],
      aspects: ["order_swapped"], labels: ["v2", "v3"], value: 1, margin: -1,
      says: "With the names of v2 and v3 exchanged they would stand in order."),
    // The second lies above all others: no exchange of neighbours mends that.
    Case(
      fields: "along: superior", slices: ["v1": 0, "v2": 16, "v3": 4, "v4": 8, "v5": 12], outcomes: [.fail],
      aspects: ["order_broken"], labels: ["v3", "v2"], value: 1, margin: -1,
      says: "With v3 superior to v2 this step would be in order."),
    Case(
      fields: "missing: 0", slices: sound, outcomes: [.pass, .pass], aspects: ["order_within", "missing_within"],
      labels: names,
      value: 0, margin: 0),
    // Room for the third, and nothing in it.
    Case(
      fields: "missing: 0", slices: ["v1": 0, "v2": 4, "v4": 12, "v5": 16], outcomes: [.pass, .fail],
      aspects: ["order_within", "missing_above"], labels: ["v3", "v2", "v4"], value: 1, margin: -1,
      says: "With v3 segmented this would pass."),
    // No room for it: the numbers jump.
    Case(
      fields: "missing: 0", slices: ["v1": 0, "v2": 4, "v4": 8, "v5": 12], outcomes: [.pass, .fail],
      aspects: ["order_within", "missing_renumbered"], labels: ["v3", "v2", "v4"], value: 1, margin: -1,
      says: "With the links numbered without a gap this would pass."),
    // Ends are not missed: the scan may end there.
    Case(
      fields: "missing: 0", slices: ["v2": 4, "v3": 8, "v4": 12], outcomes: [.pass, .pass],
      aspects: ["order_within", "missing_within"], labels: ["v2", "v3", "v4"], value: 0, margin: 0),
    Case(
      fields: "spacing: 0.6..1.4", slices: sound, outcomes: [.pass, .pass],
      aspects: ["order_within", "spacing_within"],
      labels: ["v1", "v2"], value: 1, margin: 0.5),
    // 12 mm among steps of 8 mm.
    Case(
      fields: "spacing: 0.6..1.4", slices: ["v1": 0, "v2": 4, "v3": 8, "v4": 14, "v5": 18],
      outcomes: [.pass, .fail], aspects: ["order_within", "spacing_above"], labels: ["v3", "v4"], value: 1.5,
      margin: -0.1 / 0.8, says: "With a step of 0.6..1.4 times those around it this would pass."),
    // 4 mm among steps of 8 mm.
    Case(
      fields: "spacing: 0.6..1.4", slices: ["v1": 0, "v2": 4, "v3": 8, "v4": 10, "v5": 14],
      outcomes: [.pass, .fail], aspects: ["order_within", "spacing_below"], labels: ["v3", "v4"], value: 0.5,
      margin: -0.1 / 0.8, says: "With a step of 0.6..1.4 times"),
    Case(
      fields: "missing: 0, variants: {four_links: v3}", slices: ["v1": 0, "v2": 4, "v4": 8, "v5": 12],
      outcomes: [.pass, .pass], aspects: ["order_within", "missing_within"], labels: ["v1", "v2", "v4", "v5"], value: 0,
      margin: 0),
    Case(
      fields: "spacing: 0.6..1.4, variants: {four_links: v3}", slices: ["v1": 0, "v2": 4, "v4": 8, "v5": 12],
      outcomes: [.pass, .pass], aspects: ["order_within", "spacing_within"], labels: ["v1", "v2"], value: 1),
  ])
  func `a sequence is judged link by link`(example: Case) async throws {
    let found = try await judged(example.fields, Self.spine(example.slices))
    #expect(found.map(\.outcome) == example.outcomes)
    #expect(found.map(\.aspect) == example.aspects)
    let last = try #require(found.last)
    #expect(last.labels == example.labels)
    #expect(abs(try #require(last.measured).value - example.value) < 1e-9)
    if let margin = example.margin { #expect(abs(try #require(last.margin) - margin) < 1e-9) }
    #expect((last.counterfactual ?? "").contains(example.says))
    for finding in found {
      #expect(finding.message.hasSuffix(".") && !finding.message.contains("  "))
      #expect((finding.location == nil) == (finding.outcome == .pass))
    }
  }

  @Test func `the place is that of the links concerned`() async throws {
    let found = try await judged("along: superior", Self.spine(["v1": 0, "v2": 8, "v3": 4, "v4": 12, "v5": 16]))
    #expect(found.first?.location?.voxel == [[15, 15, 4], [24, 24, 9]])
  }

  @Test func `without an orientation there is an order, and no direction`() async throws {
    let export = Self.spine(Self.sound, on: Export.unplaced)
    #expect(try await judged("", export).map(\.outcome) == [.pass])
    let along = try await judged("along: superior, missing: 0, spacing: 0.5..2", export)
    #expect(along.map(\.outcome) == [.notEvaluable, .pass, .notEvaluable])
    #expect(along.first?.cause?.contains("its directions are unknown") == true)
    let unmeasured = try await judged("missing: 0", Self.spine(["v1": 0, "v3": 8], on: Export.unmeasured))
    #expect(unmeasured.map(\.outcome) == [.notEvaluable, .fail])
    #expect(unmeasured.first?.cause?.contains("no spacing") == true)
  }

  @Test func `a spine numbered one off skips the number before what is sure, and overruns at the other end`()
    async throws
  {
    // Five links above a sacrum, named v0 to v4 instead of v1 to v5.
    var pieces = (0..<5).map { at in
      Piece(name: "v\(at)", value: at + 1, boxes: [Box(15..<25, 15..<25, (16 - 3 * at)..<(18 - 3 * at))])
    }
    pieces.append(Piece(name: "sacrum", value: 9, boxes: [Box(15..<25, 15..<25, 1..<3)]))
    let policy = try policy(
      """
      - {id: order, sequence: {labels: all, along: inferior, missing: 0}}
      - {id: there, label: v5, presence: required}
      - {id: file, file: {unknown_labels: forbidden}}
      """, labels: "{v1: , v2: , v3: , v4: , v5: , sacrum: }")
    let found = await evaluate(policy, Export(pieces))
    #expect(
      found.filter { $0.outcome == .fail }.map(\.aspect) == [
        "missing_renumbered", "missing", "unknown_labels_unexpected",
      ])
    #expect(
      found.first { $0.aspect == "missing_renumbered" }?.message
        == "v5 is skipped: v4 and sacrum lie next to one another.")
  }

  @Test func `too few links say nothing`() async throws {
    let found = try await judged("missing: 0", Self.spine(["v2": 4]))
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.aspect) == ["unknown"])
    #expect(found.first?.causes.allSatisfy { $0.kind == .absent } == true)
    let three = try await judged("spacing: 0.5..2", Self.spine(["v1": 0, "v2": 4, "v3": 8]))
    #expect(three.map(\.outcome) == [.pass, .notEvaluable])
    #expect(three.last?.cause == "fewer than four links are in the export")
  }

  @Test func `where the context knows of a variant it decides`() async throws {
    let rest = "context: {spine: {values: [usual, five_links]}}"
    let fields = "missing: 0, variants: {five_links: v3}"
    let without = Self.spine(["v1": 0, "v2": 4, "v4": 12, "v5": 16])
    // Nobody says: it may be absent. Who has the variant misses it, who has not does not.
    #expect(try await judged(fields, without, rest: rest).map(\.outcome) == [.pass, .pass])
    let declared = try await judged(fields, without, rest: rest, context: ["spine": "five_links"])
    #expect(declared.map(\.outcome) == [.pass, .fail])
    #expect(
      try await judged(fields, without, rest: rest, context: ["spine": "usual"]).map(\.outcome) == [.pass, .pass])
    let against = try await judged(fields, Self.spine(Self.sound), rest: rest, context: ["spine": "usual"])
    #expect(against.map(\.outcome) == [.pass, .pass, .warn])
    #expect(against.last?.aspect == "variants_unexpected" && against.last?.labels == ["v3"])
    #expect(against.last?.message == "v3 is in the export, and the case's context does not say five_links.")
    #expect(
      try await judged(fields, Self.spine(Self.sound), rest: rest, context: ["spine": "five_links"]).map(\.outcome)
        == [.pass, .pass])
  }
}

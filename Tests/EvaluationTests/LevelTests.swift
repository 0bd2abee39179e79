import Diagnostics
import Evaluation
import PolicyLanguage
import Testing
import Volume

/// A column from T8 to L4, whose vertebrae are 24 mm thick and 32 mm apart, with organs before it and ribs beside it;
/// slices of 4 mm, the first one at the feet.
@Suite struct LevelTests {
  static let grid = Grid(size: VoxelIndex(30, 30, 100), affine: Affine(spacing: SIMD3(4, 4, 4)))
  static let levels = ["T8", "T9", "T10", "T11", "T12", "L1", "L2", "L3", "L4"]

  /// The slices of the n-th vertebra, counted from T8.
  static func slices(_ n: Int) -> Range<Int> { (84 - 8 * n)..<(90 - 8 * n) }

  /// The vertebrae under the names of levels so many places further towards the feet, without those that the policy has
  /// no name for.
  static func column(namedLower shift: Int = 0, _ levels: [String] = levels) -> [Piece] {
    levels.indices.compactMap { n in
      let named = n + shift
      guard levels.indices.contains(named) else { return nil }
      return Piece(name: "vertebra_\(levels[named])", value: 1 + named, boxes: [Box(10..<20, 5..<12, slices(n))])
    }
  }

  /// A block beside the n-th vertebra, as thick as that.
  static func organ(_ name: String, _ value: Int, at n: Int) -> Piece {
    Piece(name: name, value: value, boxes: [Box(10..<20, 20..<26, slices(n))])
  }

  /// A rod that touches the n-th vertebra, or lies some voxels away.
  static func rib(_ number: Int, at n: Int, apart gap: Int = 0) -> Piece {
    Piece(name: "rib_\(number)", value: 50 + number, boxes: [Box((20 + gap)..<28, 6..<8, (86 - 8 * n)..<(88 - 8 * n))])
  }

  static let organs = [organ("liver", 20, at: 3), organ("pancreas", 21, at: 5), organ("kidney", 22, at: 6)]
  static let ribs = [rib(9, at: 1), rib(10, at: 2), rib(11, at: 3), rib(12, at: 4)]

  static let labels =
    "{\(levels.map { "vertebra_\($0): " }.joined(separator: ", ")), liver: {level: T10..T12}, pancreas: {level: L1}, kidney: {level: L1..L3}, bladder: {level: S3..}, rib_9: {level: T9}, rib_10: {level: T10}, rib_11: {level: T11}, rib_12: {level: T12}}"
  static let rest =
    "column: [\(levels.map { "vertebra_\($0)" }.joined(separator: ", "))]\ngroups: {ribs: [rib_9, rib_10, rib_11, rib_12]}"

  private func judged(_ fields: String, _ pieces: [Piece], on grid: Grid = grid) async throws -> [Finding] {
    try await judge("level: {\(fields)}", Export(pieces, on: grid), labels: Self.labels, rest: Self.rest)
  }

  private static let organFields = "labels: [liver, pancreas, kidney], shift: 0.6, at_least: 2"
  private static let ribFields = "labels: ribs, landmark: nearest, share: 75 %"

  @Test(arguments: [-3, -2, -1, 0, 1, 2, 3])
  func `organs tell by how many levels a column's names are off`(shift: Int) async throws {
    let found = try await judged(Self.organFields, Self.column(namedLower: shift) + Self.organs)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.aspect == (shift == 0 ? "shift_within" : "shift_above"))
    #expect(finding.expected == "<= 0.6 levels")
    #expect(finding.outcome == (shift == 0 ? .pass : .fail))
    // Beyond the ends of the column the published heights of levels count, which differ a little from these.
    #expect(abs((finding.measured?.value ?? -1) - Double(abs(shift))) < 0.3 && finding.measured?.unit == "levels")
    #expect(finding.labels.contains("vertebra_L1") && finding.labels.contains("kidney"))
    guard shift != 0 else { return }
    #expect(finding.message.contains(shift > 0 ? "lower than the names" : "higher than the names"))
    #expect(
      finding.counterfactual
        == "With the names of the vertebrae moved \(abs(shift)) level\(abs(shift) == 1 ? "" : "s") \(shift > 0 ? "upwards" : "downwards") this would pass."
    )
    #expect(finding.repair == "relabel" && finding.location != nil && (finding.margin ?? 0) < 0)
  }

  @Test(arguments: [-2, -1, 0, 1, 2])
  func `ribs tell by how many levels a column's names are off`(shift: Int) async throws {
    let found = try await judged(Self.ribFields, Self.column(namedLower: shift) + Self.ribs)
    let finding = try #require(found.first)
    #expect(found.count == 1)
    #expect(finding.aspect == (shift == 0 ? "share_within" : "share_below"))
    #expect(finding.expected == ">= 75 %")
    #expect(finding.outcome == (shift == 0 ? .pass : .fail))
    #expect(finding.measured?.value == (shift == 0 ? 100 : 0))
    if shift != 0 { #expect(finding.message.hasPrefix("0 of ") && finding.message.contains(" lies at vertebra_")) }
  }

  @Test func `ribs belong to the nearest vertebra, however far they end from it`() async throws {
    // 32 mm of space beside their own vertebrae.
    let far = (0..<4).map { Self.rib(9 + $0, at: 1 + $0, apart: 6) }
    #expect(try await judged(Self.ribFields, Self.column() + far).map(\.outcome) == [.pass])
    // Each a level too low, and nearer to that vertebra than to its own.
    let shifted = (0..<4).map { Self.rib(9 + $0, at: 2 + $0, apart: 2) }
    let found = try await judged(Self.ribFields, Self.column() + shifted)
    #expect(found.map(\.outcome) == [.fail])
    #expect(found.first?.message.contains("rib_9 lies at vertebra_T10, and usually at T9") == true)
  }

  @Test func `a rib whose vertebra is out of view does not count unless it touches another`() async throws {
    // Only lumbar vertebrae in view; the twelfth rib hangs down beside them, 28 mm away.
    let lumbar = Self.column().suffix(4)
    let found = try await judged(Self.ribFields, lumbar + [Self.rib(12, at: 5, apart: 7)])
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.notEvaluable) == [.review])
    let touching = try await judged(Self.ribFields, lumbar + [Self.rib(12, at: 5)])
    #expect(touching.map(\.outcome) == [.fail])
  }

  @Test func `one rib of four may be off, two may not`() async throws {
    let one = [Self.rib(9, at: 1), Self.rib(10, at: 2), Self.rib(11, at: 3), Self.rib(12, at: 5)]
    #expect(try await judged(Self.ribFields, Self.column() + one).map(\.outcome) == [.pass])
    let two = [Self.rib(9, at: 1), Self.rib(10, at: 2), Self.rib(11, at: 4), Self.rib(12, at: 3)]
    let found = try await judged(Self.ribFields, Self.column() + two)
    #expect(found.map(\.outcome) == [.fail] && found.first?.measured?.value == 50)
  }

  @Test func `one organ out of its place does not speak for the column`() async throws {
    let organs = Self.organs.dropLast() + [Self.organ("kidney", 22, at: 8)]
    let found = try await judged(Self.organFields, Self.column() + organs)
    #expect(found.map(\.outcome) == [.pass])
    let share = try await judged("labels: [liver, pancreas, kidney], share: 90 %", Self.column() + organs)
    #expect(share.map(\.outcome) == [.fail] && share.first?.labels.last == "kidney")
  }

  @Test func `a column that runs from the feet to the head is told`() async throws {
    let names = Self.levels.reversed().map { "vertebra_\($0)" }
    let upside = zip(Self.column(), names).map { piece, name in
      Piece(name: name, value: piece.value, boxes: piece.boxes)
    }
    for fields in [Self.organFields, Self.ribFields] {
      let found = try await judged(fields, upside + Self.organs)
      #expect(found.map(\.outcome) == [.fail] && found.map(\.aspect) == ["column_reversed"])
      #expect(found.first?.message.hasSuffix("the vertebrae run from the feet to the head.") == true)
    }
  }

  @Test func `a column out of order tells nothing, and that is for review`() async throws {
    var column = Self.column()
    (column[2].boxes, column[5].boxes) = (column[5].boxes, column[2].boxes)
    let found = try await judged(Self.organFields, column + Self.organs)
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.notEvaluable) == [.review])
    #expect(found.first?.causes.map(\.kind) == [.undefined])
  }

  @Test func `structures that are cut above or below do not count, and sideways cuts do not matter`() async throws {
    // The liver reaches the last slice; the kidney the side of the picture.
    let cut = [
      Piece(name: "liver", value: 20, boxes: [Box(10..<20, 20..<26, 60..<100)]),
      Piece(name: "kidney", value: 22, boxes: [Box(0..<6, 20..<26, Self.slices(6))]),
    ]
    let found = try await judged("labels: [liver, pancreas, kidney], shift: 0.6, at_least: 2", Self.column() + cut)
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.notEvaluable) == [.review])
    #expect(found.first?.causes.map(\.words) == ["only kidney tells, and at least 2 must"])
    #expect(
      try await judged("labels: [liver, pancreas, kidney], shift: 0.6", Self.column() + cut).map(\.outcome) == [.pass])
  }

  @Test func `without vertebrae or directions nothing can be told`() async throws {
    let none = try await judged(Self.organFields, Self.organs)
    #expect(none.map(\.outcome) == [.notEvaluable] && none.map(\.notEvaluable) == [.review])
    let unplaced = Grid(size: Self.grid.size, spacing: SIMD3(4, 4, 4))
    let undirected = try await judged(Self.organFields, Self.column() + Self.organs, on: unplaced)
    #expect(undirected.map(\.outcome) == [.notEvaluable])
    #expect(undirected.first?.causes.map(\.kind) == [.noOrientation])
  }

  @Test(arguments: [
    ("labels: [bladder], shift: 1", "no-level"), ("labels: [kidney], landmark: nearest, share: 1", "no-level"),
    ("labels: [vertebra_L1], shift: 1", "same-label"), ("labels: [kidney], shift: 1, at_least: 2", "out-of-range"),
    ("labels: [kidney]", "missing-limits"), ("shift: 1", "missing-key"),
  ])
  func `mistakes are told`(fields: String, rule: String) {
    let text = """
      segwarden: 1
      policy: p
      version: 1.0.0
      labels: \(Self.labels)
      \(Self.rest)
      expectations:
      - {id: x, level: {\(fields)}}
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.rule.rawValue) == [rule])
  }
}

import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// What shows that the place of a structure lies in the field of view, or outside it.
@Suite struct ViewOfLabelTests {
  private enum Where: String { case inside, outside, cut, unknown }

  private static let levels = LevelTests.levels
  private static let labels =
    "{\(levels.map { "vertebra_\($0): " }.joined(separator: ", ")), organ: {level: LEVEL}, liver: {level: T10..T12}, kidney: {level: L1..L3}, spleen: {level: T10..L1}}"

  private func place(_ level: String, _ pieces: [Piece], on grid: Grid = LevelTests.grid) async throws -> ViewOfLabel {
    let policy = try policy(
      "- {id: x, label: organ, presence: required}", labels: Self.labels.replacing("LEVEL", with: level),
      rest: LevelTests.rest.split(separator: "\n")[0] + "")
    let judged = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Export(pieces, on: grid).segmentation), imageGrid: nil, context: [:])
    return judged.facts.view(of: "organ")
  }

  private func kind(_ place: ViewOfLabel) -> Where {
    switch place {
    case .inside: .inside
    case .outside: .outside
    case .cut: .cut
    case .unknown: .unknown
    }
  }

  /// The field of view reaches from about T6 to about S1: 400 mm around nine vertebrae 32 mm apart.
  @Test(arguments: [
    ("T10..L1", "inside"), ("L1..L3", "inside"), ("T9", "inside"), ("T9..L4", "inside"), ("T8..T10", "inside"),
    ("T3..T5", "cut"), ("S1..", "cut"), ("..T6", "cut"),
    // Most of the place is in view, and an end of the field of view cuts it: nothing settles whether it must be seen.
    ("T6..T7", "unknown"), ("L5..S2", "unknown"),
    ("..T9", "inside"), ("L4..", "inside"), ("T3..T11", "inside"), ("L2..S3", "inside"),
    ("C5..T1", "outside"), ("..C1", "outside"), ("S5..", "outside"), ("C1..T2", "outside"),
  ])
  func `vertebrae tell which places are in view`(level: String, expected: String) async throws {
    #expect(kind(try await place(level, LevelTests.column())).rawValue == expected)
  }

  @Test func `the evidence says where it would lie and what the field of view shows`() async throws {
    guard case .outside(let above) = try await place("C5..T1", LevelTests.column()) else {
      Issue.record("C5..T1 lies outside")
      return
    }
    #expect(above.hasPrefix("it usually lies at C5 to T1, ") && above.contains(" levels above the field of view; "))
    #expect(above.contains("by vertebra_T8 to vertebra_L4 the field of view reaches from "))
    guard case .inside(let inside?) = try await place("L1..L3", LevelTests.column()) else {
      Issue.record("L1..L3 lies inside")
      return
    }
    #expect(inside.hasPrefix("it usually lies at L1 to L3, and by vertebra_T8 to vertebra_L4 "))
  }

  /// The same anatomy in fields of view that end elsewhere: what is claimed must agree with the whole.
  @Test(arguments: [0, 8, 16, 24, 32, 40], [100, 92, 84, 76, 68])
  func `a place said to be outside a smaller field of view holds none of its slices`(from: Int, to: Int) async throws {
    let grid = Grid(
      size: VoxelIndex(30, 30, to - from),
      affine: Affine(spacing: SIMD3(4, 4, 4), origin: SIMD3(0, 0, 4 * Double(from))))
    let pieces = LevelTests.column().compactMap { piece -> Piece? in
      var piece = piece
      piece.boxes = piece.boxes.compactMap { box in
        let k = box.k.clamped(to: from..<to)
        return k.isEmpty ? nil : Box(box.i, box.j, (k.lowerBound - from)..<(k.upperBound - from))
      }
      return piece.boxes.isEmpty ? nil : piece
    }
    for (n, level) in Self.levels.enumerated() {
      let slices = LevelTests.slices(n)
      switch kind(try await place(level, pieces, on: grid)) {
      case .inside: #expect(slices.lowerBound >= from && slices.upperBound <= to, "\(level)")
      case .outside: #expect(slices.upperBound <= from || slices.lowerBound >= to, "\(level)")
      case .cut, .unknown: break
      }
    }
  }

  @Test func `one vertebra tells only what is near it, or very far`() async throws {
    let alone = [LevelTests.column()[4]]
    #expect(kind(try await place("T12", alone)) == .inside)
    #expect(kind(try await place("..C1", alone)) == .outside)
    #expect(kind(try await place("T4..T6", alone)) == .cut)
  }

  @Test func `vertebrae that are cut tell where what is left of them lies`() async throws {
    let lowest = [Piece(name: "vertebra_L1", value: 6, boxes: [Box(10..<20, 5..<12, 0..<6)])]
    #expect(kind(try await place("T7..T9", lowest)) == .inside)
    #expect(kind(try await place("L1..L3", lowest)) == .cut)
    #expect(kind(try await place("S1..", lowest)) == .outside)
  }

  @Test func `other structures of known level stand in for vertebrae, more widely`() async throws {
    let organs = LevelTests.organs
    #expect(kind(try await place("T12..L1", organs)) == .inside)
    #expect(kind(try await place("..C1", organs)) == .outside)
    #expect(kind(try await place("T7..T8", organs)) == .cut)
    guard case .outside(let evidence) = try await place("..C1", organs) else {
      Issue.record("the head lies outside")
      return
    }
    #expect(evidence.contains("by liver and kidney "))
  }

  @Test func `vertebrae that are taller than any, out of order or upside down tell nothing by themselves`() async throws
  {
    var column = LevelTests.column()
    (column[2].boxes, column[5].boxes) = (column[5].boxes, column[2].boxes)
    #expect(kind(try await place("L1", column)) == .unknown)
    let whole = [Piece(name: "vertebra_L1", value: 6, boxes: [Box(10..<20, 5..<12, 0..<100)])]
    #expect(kind(try await place("L1", whole)) == .unknown)
    #expect(kind(try await place("L1", [])) == .unknown)
    let unplaced = Grid(size: LevelTests.grid.size, spacing: SIMD3(4, 4, 4))
    #expect(kind(try await place("L1", LevelTests.column(), on: unplaced)) == .unknown)
  }

  @Test func `a required structure is missing where its level lies in view, and only there`() async throws {
    func judged(_ level: String) async throws -> Finding? {
      try await judge(
        "label: organ, presence: required", Export(LevelTests.column(), on: LevelTests.grid),
        labels: Self.labels.replacing("LEVEL", with: level), rest: LevelTests.rest.split(separator: "\n")[0] + ""
      ).first
    }
    let missing = try #require(try await judged("L1..L3"))
    #expect(missing.outcome == .fail && missing.aspect == "missing" && missing.location != nil)
    #expect(missing.message.hasPrefix("organ is not in the export, although it usually lies at L1 to L3, and by "))
    for (level, cause) in [("..C1", UnknownCause.Kind.outOfView), ("T3..T5", .cutOff)] {
      let unknown = try #require(try await judged(level))
      #expect(unknown.outcome == .notEvaluable && unknown.causes.map(\.kind) == [cause])
    }
  }
}

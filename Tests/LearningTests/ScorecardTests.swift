import Learning
import Testing

@Suite struct `Points of a card` {
  private func card() throws -> Scorecard {
    try Scorecard(
      features: [
        .init(
          name: "volume", direction: .bothEndsBad,
          steps: [.init(low: 900, high: 2_400, points: 1), .init(low: 600, high: 3_000, points: 4)]),
        .init(name: "edge support", direction: .lowIsBad, steps: [.init(low: 0.6, points: 2)]),
        .init(
          name: "parts", direction: .highIsBad,
          steps: [.init(high: 1, points: 1), .init(high: 3, points: 2), .init(high: 9, points: 5)]),
      ], reviewAt: 3, rejectAt: 6)
  }

  @Test func `every point comes with its value and the limit it passed`() throws {
    let points = try card().points(for: ["volume": 2_500, "edge support": 0.31, "parts": 4, "other": 1])
    #expect(points.total == 5 && points.perFeature.map(\.points) == [1, 2, 2])
    #expect(points.perFeature.map(\.feature) == ["volume", "edge support", "parts"])
    #expect(points.perFeature[0].step == .init(low: 900, high: 2_400, points: 1))
    #expect(points.perFeature[2].value == 4 && points.perFeature[2].step?.high == 3)
  }

  @Test(arguments: [[900, 0], [2_400, 0], [899, 1], [2_401, 1], [600, 1], [599, 4], [3_001, 4], [1_500, 0]])
  func `a limit itself earns nothing`(row: [Double]) throws {
    #expect(try card().points(for: ["volume": row[0]]).total == Int(row[1]))
  }

  @Test func `missing values earn nothing and stay visible as missing`() throws {
    let points = try card().points(for: ["volume": .nan, "parts": .infinity])
    #expect(points.total == 0 && points.perFeature.allSatisfy { $0.value == nil && $0.step == nil })
    #expect(try card().mostPoints == 11)
  }

  @Test func `an empty card gives no points`() throws {
    #expect(try Scorecard(features: []).points(for: ["volume": 1]).total == 0)
  }

  private typealias Step = Scorecard.Step

  @Test func `cards that are not monotone, sparse or consistent are refused`() {
    func mistake(_ direction: Scorecard.Direction, _ steps: [Scorecard.Step]) -> String? {
      do {
        _ = try Scorecard(features: [.init(name: "x", direction: direction, steps: steps)])
        return nil
      } catch { return error.message }
    }
    #expect(mistake(.lowIsBad, []) == "A feature has 1 to 3 steps, not 0.")
    #expect(mistake(.lowIsBad, (1...4).map { .init(low: -Double($0), points: $0) }) != nil)
    #expect(mistake(.lowIsBad, [.init(high: 1, points: 1)]) != nil)
    #expect(mistake(.bothEndsBad, [.init(low: 1, points: 1)]) != nil)
    #expect(mistake(.bothEndsBad, [.init(low: 2, high: 1, points: 1)]) != nil)
    #expect(mistake(.highIsBad, [.init(high: 1, points: 0)]) != nil)
    #expect(mistake(.highIsBad, [.init(high: .infinity, points: 1)]) != nil)
    #expect(mistake(.highIsBad, [.init(high: 1, points: 2), .init(high: 2, points: 2)]) != nil)
    #expect(mistake(.highIsBad, [.init(high: 2, points: 1), .init(high: 1, points: 2)]) != nil)
    #expect(mistake(.lowIsBad, [.init(low: 1, points: 1), .init(low: 1, points: 2)]) != nil)
    #expect(mistake(.bothEndsBad, [.init(low: 0, high: 5, points: 1), .init(low: 1, high: 9, points: 2)]) != nil)
    #expect(mistake(.bothEndsBad, [.init(low: 0, high: 5, points: 1), .init(low: 0, high: 9, points: 2)]) == nil)
  }

  @Test func `features listed twice and cut-offs in disorder are refused`() {
    let feature = Scorecard.Feature(name: "x", direction: .lowIsBad, steps: [.init(low: 1, points: 1)])
    #expect(throws: ScorecardError.self) { try Scorecard(features: [feature, feature]) }
    #expect(throws: ScorecardError.self) { try Scorecard(features: [feature], reviewAt: 0) }
    #expect(throws: ScorecardError.self) { try Scorecard(features: [feature], reviewAt: 3, rejectAt: 2) }
    #expect(throws: Never.self) { try Scorecard(features: [feature], reviewAt: 2, rejectAt: 2) }
  }
}

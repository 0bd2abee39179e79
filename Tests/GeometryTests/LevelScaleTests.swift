import Anatomy
import Geometry
import Testing

@Suite struct `Places along the body` {
  private typealias Link = LevelScale.Link

  /// The centres of levels in a body whose column is `stretch` times the published one, C1's upper edge at 100 mm.
  private static func body(_ places: [Int], stretch: Double = 1) -> [LevelScale.Link] {
    let heights = ColumnHeights.ofLevels
    return places.map { place in
      let above = heights[..<place].reduce(0, +) + heights[place] / 2
      return Link(place: Double(place), position: 100 + stretch * above)
    }
  }

  @Test(arguments: [0.6, 1, 1.15], [[11, 12, 13, 14], [18, 20, 23], [9, 22], [7, 8, 9, 16, 17, 18]])
  func `a column of published proportions is found from any part of it`(stretch: Double, places: [Int]) throws {
    let scale = try #require(LevelScale(vertebrae: Self.body(places, stretch: stretch).reversed()))
    #expect(abs(scale.stretch - stretch) < 1e-9)
    for (place, link) in Self.body(Array(0..<29), stretch: stretch).enumerated() {
      let found = scale.position(of: Double(place))
      #expect(abs(found.position - link.position) < 1e-6)
      #expect(abs(scale.place(at: link.position) - Double(place)) < 1e-6)
      let isBetween = place >= places[0] && place <= places[places.count - 1]
      #expect((found.slack == 0) == isBetween)
    }
  }

  @Test func `between vertebrae what is measured counts, not what is published`() throws {
    // A collapsed L1: its neighbours stand 40 mm apart.
    let links = [Link(place: 18, position: 0), Link(place: 20, position: 40)]
    let scale = try #require(LevelScale(vertebrae: links))
    #expect(scale.position(of: 18).position == 0 && scale.position(of: 20).position == 40)
    let middle = scale.position(of: 19)
    #expect(middle.position > 18 && middle.position < 22 && middle.slack == 0)
  }

  @Test func `a place is more uncertain the farther it lies, and with fewer vertebrae`() throws {
    let scales = try [[19], [19, 20], [17, 18, 19, 20]].map { try #require(LevelScale(vertebrae: Self.body($0))) }
    for scale in scales {
      let slacks = (20..<29).map { scale.position(of: Double($0)).slack }
      #expect(zip(slacks, slacks.dropFirst()).allSatisfy { $0 < $1 })
    }
    let far = scales.map { $0.position(of: 27).slack }
    #expect(far[0] > far[1] && far[1] > far[2] && far[2] > 0)
  }

  @Test func `vertebrae that do not follow one another towards the feet make no scale`() {
    #expect(LevelScale(vertebrae: []) == nil)
    #expect(LevelScale(vertebrae: [Link(place: 18, position: 40), Link(place: 19, position: 10)]) == nil)
    #expect(LevelScale(vertebrae: [Link(place: 18, position: 40), Link(place: 19, position: 40)]) == nil)
    #expect(
      LevelScale(vertebrae: [
        Link(place: 17, position: 0), Link(place: 18, position: 60), Link(place: 19, position: 50),
      ]) == nil)
  }

  @Test func `other structures put a column of published length where most of them say`() throws {
    // Three organs at their levels, one displaced by 200 mm.
    var organs = Self.body([12, 17, 20, 21])
    organs[3] = Link(place: 21, position: organs[3].position + 200)
    let scale = try #require(LevelScale(structures: organs))
    for (place, link) in Self.body(Array(0..<29)).enumerated() {
      let found = scale.position(of: Double(place))
      #expect(abs(found.position - link.position) <= found.slack)
      #expect(found.slack >= 45)
    }
    #expect(LevelScale(structures: []) == nil)
    let single = try #require(LevelScale(structures: Self.body([17])))
    #expect(single.position(of: 17).slack > scale.position(of: scale.links[0].place).slack)
  }

  @Test func `an open end lies infinitely far`() throws {
    let scale = try #require(LevelScale(vertebrae: Self.body([18, 19])))
    for place in [-Double.infinity, .infinity] {
      let found = scale.position(of: place)
      #expect(found.position == place && found.slack == 0)
    }
  }

  @Test func `heights are those of the body at hand`() throws {
    let scale = try #require(LevelScale(vertebrae: Self.body([18, 19, 20], stretch: 0.5)))
    #expect(abs(scale.height(at: 21) - ColumnHeights.ofLevels[21] / 2) < 1e-9)
    #expect(LevelScale.publishedHeight(at: 21) == ColumnHeights.ofLevels[21])
  }
}

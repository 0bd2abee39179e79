import Anatomy
import Testing

@Suite struct `Levels of the vertebral column` {
  @Test func `seven cervical, twelve thoracic, five lumbar and five sacral levels follow one another`() {
    let regions = [("C", 7), ("T", 12), ("L", 5), ("S", 5)]
    let names = regions.flatMap { region in (1...region.1).map { "\(region.0)\($0)" } }
    #expect(SpinalLevel.all.map(\.name) == names)
    #expect(SpinalLevel.all == SpinalLevel.all.sorted())
    for name in names { #expect(SpinalLevel(name)?.name == name) }
  }

  @Test(
    arguments: [
      ("T10", "T10"), ("th10", "T10"), ("l1", "L1"), ("C8", nil), ("T13", nil), ("L6", nil), ("S0", nil), ("T", nil),
      ("10", nil), ("", nil), ("T 1", nil),
    ] as [(String, String?)])
  func `codes are read in the field's spellings`(code: String, name: String?) {
    #expect(SpinalLevel(code)?.name == name)
  }

  @Test(
    arguments: [
      ("vertebrae_T10", "T10"), ("T10", "T10"), ("vertebra th10", "T10"), ("Vertebra-L1 (body)", "L1"),
      ("disc_L4_L5", nil), ("vertebrae", nil), ("rib_left_7", nil), ("vertebra_19", nil), ("sacrum", nil),
    ] as [(String, String?)])
  func `a name tells its level where it holds one code`(text: String, name: String?) {
    #expect(SpinalLevel(inName: text)?.name == name)
  }

  @Test(arguments: [(-3.0, "C1"), (0.4, "C1"), (0.6, "C2"), (16, "T10"), (28.4, "S5"), (99, "S5")])
  func `the level nearest to a place`(place: Double, name: String) {
    #expect(SpinalLevel(nearest: place).name == name)
  }

  @Test(
    arguments: [
      ("T10..L1", "T10..L1", 15.5, 19.5, 17.5), ("T7", "T7", 12.5, 13.5, 13),
      (" T7 .. T8 ", "T7..T8", 12.5, 14.5, 13.5),
      ("T7..T7", "T7", 12.5, 13.5, 13), ("S3..", "S3..", 25.5, .infinity, nil), ("..C1", "..C1", -.infinity, 0.5, nil),
    ] as [(String, String, Double, Double, Double?)])
  func `a range runs from the upper edge of its first level to the lower edge of its last`(
    text: String, written: String, upper: Double, lower: Double, middle: Double?
  ) throws {
    let range = try LevelRange(reading: text)
    #expect(range.text == written && range.middle == middle)
    #expect(range.places == upper...lower)
  }

  @Test(arguments: [
    ("", LevelRangeError(.notALevel, in: "")), ("..", LevelRangeError(.notALevel, in: "..")),
    ("T13", LevelRangeError(.notALevel, in: "T13")),
    ("T10..X", LevelRangeError(.notALevel, in: "X")), ("L1..T10", LevelRangeError(.reversed, in: "L1..T10")),
    ("T10-L1", LevelRangeError(.notALevel, in: "T10-L1")),
  ])
  func `what is no range is refused`(text: String, problem: LevelRangeError) {
    #expect(throws: problem) { try LevelRange(reading: text) }
  }
}

@Suite struct `Heights of the vertebral column` {
  @Test func `there is one per level, larger towards the lumbar spine`() {
    let heights = ColumnHeights.ofLevels
    #expect(heights.count == SpinalLevel.all.count)
    let mobile = heights[7..<23]
    #expect(zip(mobile, mobile.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func `depths add up, grow, and are turned back into places`() {
    // The middle of T12 lies half of it and half of L1 above the middle of L1.
    let step = ColumnHeights.depth(of: 19) - ColumnHeights.depth(of: 18)
    #expect(abs(step - (ColumnHeights.ofLevels[18] + ColumnHeights.ofLevels[19]) / 2) < 1e-9)
    #expect(abs(ColumnHeights.depth(of: -0.5)) < 1e-9)
    #expect(abs(ColumnHeights.depth(of: 28.5) - ColumnHeights.ofLevels.reduce(0, +)) < 1e-9)
    var last = -Double.infinity
    for place in stride(from: -4.0, through: 33, by: 0.125) {
      let depth = ColumnHeights.depth(of: place)
      #expect(depth > last)
      #expect(abs(ColumnHeights.place(at: depth) - place) < 1e-9)
      last = depth
    }
  }
}

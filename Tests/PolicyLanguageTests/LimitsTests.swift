import PolicyLanguage
import Testing
import Wording
import YAML

@Suite struct LimitsTests {
  /// Reads limits written as a YAML text in quotes; columns of diagnostics are then those of the text plus one.
  static func limits(_ text: String, _ dimension: Dimension) -> (Limits?, [String]) {
    let (limits, diagnostics) = Fields.read("'\(text)'") { $0.limits(.value, dimension) }
    return (limits ?? nil, diagnostics)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var dimension: Dimension
    var lower: Double?
    var upper: Double?
    var inclusive = true
    var testDescription: String { "\(text) as \(dimension)" }
  }

  @Test(arguments: [
    Case(text: "100..230 mL", dimension: .volume, lower: 100_000, upper: 230_000),
    Case(text: "100 .. 230 mL", dimension: .volume, lower: 100_000, upper: 230_000),
    Case(text: "500 mL..2 L", dimension: .volume, lower: 500_000, upper: 2_000_000),
    Case(text: "0.5..1.5 cm³", dimension: .volume, lower: 500, upper: 1500),
    Case(text: "5 cc", dimension: .volume, lower: 5000, upper: 5000),
    Case(text: "12 mm3", dimension: .volume, lower: 12, upper: 12),
    Case(text: ">= 40 mm", dimension: .length, lower: 40, upper: nil),
    Case(text: "<=4cm", dimension: .length, lower: nil, upper: 40),
    Case(text: "> 0.2 m", dimension: .length, lower: 200, upper: nil, inclusive: false),
    Case(text: "< 3 mm", dimension: .length, lower: nil, upper: 3, inclusive: false),
    Case(text: "= 3 mm", dimension: .length, lower: 3, upper: 3),
    Case(text: ">= 1 cm2", dimension: .area, lower: 100, upper: nil),
    Case(text: "1..2 mm²", dimension: .area, lower: 1, upper: 2),
    Case(text: "20..30 px", dimension: .voxels, lower: 20, upper: 30),
    Case(text: "<= 1 %", dimension: .fraction, lower: nil, upper: 0.01),
    Case(text: ">= 0.98", dimension: .fraction, lower: 0.98, upper: nil),
    Case(text: "5..10%", dimension: .fraction, lower: 0.05, upper: 0.1),
    Case(text: "1..3", dimension: .count, lower: 1, upper: 3),
    Case(text: "2 slices", dimension: .slices, lower: 2, upper: 2),
    Case(text: "-10..10 deg", dimension: .angle, lower: -10, upper: 10),
    Case(text: "-1000..-200 HU", dimension: .intensity, lower: -1000, upper: -200),
    Case(text: "-1000..-200", dimension: .intensity, lower: -1000, upper: -200),
    Case(text: "1e3..2.5e3 mm3", dimension: .volume, lower: 1000, upper: 2500),
  ])
  func `limits are read in the canonical unit and keep the author's words`(_ it: Case) throws {
    let (read, diagnostics) = Self.limits(it.text, it.dimension)
    #expect(diagnostics == [])
    let limits = try #require(read)
    #expect(limits.lower?.value == it.lower)
    #expect(limits.upper?.value == it.upper)
    #expect((limits.lower ?? limits.upper)?.inclusive == it.inclusive)
    #expect(limits.text == it.text)
    #expect(limits.dimension == it.dimension)
  }

  @Test(arguments: [
    ("3..5 mm", Dimension.volume, "7 unit-mismatch"),
    ("3..5", .volume, "5 missing-unit"),
    ("3 mm..5 mL", .volume, "4 unit-mismatch"),
    ("3..5 mls", .volume, "7 unknown-unit"),
    ("230..100 mL", .volume, "2 reversed-range"),
    ("2 L..100 mL", .volume, "2 reversed-range"),
    ("-3..5 mL", .volume, "2 negative"),
    (">= -1 %", .fraction, "5 negative"),
    ("nan", .count, "2 not-a-number"),
    ("NaN..3 mm", .length, "2 not-a-number"),
    ("inf", .count, "2 not-a-number"),
    ("1e999", .count, "2 not-a-number"),
    ("0x10", .count, "3 unknown-unit"),
    ("1,5 mm", .length, "2 not-a-number"),
    ("3 mm wide", .length, "7 unexpected"),
    (">= ", .length, "5 not-a-number"),
    ("3..", .length, "5 not-a-number"),
    ("5 %", .count, "4 unit-mismatch"),
    ("5 HU", .fraction, "4 unit-mismatch"),
  ])
  func `what is no limit is told at its place`(text: String, dimension: Dimension, expected: String) {
    let (limits, diagnostics) = Self.limits(text, dimension)
    #expect(limits == nil)
    #expect(diagnostics == [expected])
  }

  @Test(arguments: [
    ("100..200 mm", 150.0, 0.5), ("100..200 mm", 100, 0), ("100..200 mm", 90, -0.1), ("100..200 mm", 300, -1),
    (">= 40 mm", 60, 0.5), (">= 40 mm", 30, -0.25), ("<= 40 mm", 30, 0.25), ("<= 0 mm", 3, -3), ("<= 0 mm", 0, 0),
    ("2 mm", 6, -2), ("2 mm", 2, 0), ("0 mm", 3, -3),
  ])
  func `the margin is a signed share`(text: String, value: Double, margin: Double) throws {
    let limits = try #require(Self.limits(text, .length).0)
    #expect(abs(limits.margin(value) - margin) < 1e-12)
  }

  @Test func `bounds include their value unless they say otherwise`() throws {
    let closed = try #require(Self.limits("1..3 mm", .length).0)
    #expect(closed.contains(1) && closed.contains(3) && !closed.contains(0.999) && !closed.contains(3.001))
    #expect(closed.isBelow(0.5) && !closed.isBelow(1) && closed.isAbove(4) && !closed.isAbove(3))
    let open = try #require(Self.limits("< 3 mm", .length).0)
    #expect(open.contains(2.999) && !open.contains(3) && open.isAbove(3))
    #expect(!closed.contains(.nan) && !open.contains(.nan))
  }

  @Test(arguments: [
    ("100..230 mL", Dimension.volume, 144_300.0, "144.3 mL"), ("1..2 L", .volume, 144_300, "0.1443 L"),
    ("<= 5 %", .fraction, 0.07, "7 %"), ("<= 0.05", .fraction, 0.07, "0.07"), ("1", .count, 3, "3"),
    ("1..2 cm", .length, 123.456, "12.35 cm"), ("1..2 mm", .length, 0.000123456, "0.0001235 mm"),
    ("1..2 mm", .length, 1_234_567, "1234567 mm"), (">= 1 mm", .length, 999.95, "1000 mm"),
    ("-3..3 HU", .intensity, -12.5, "-12.5 HU"),
  ])
  func `a value is shown in the author's unit`(text: String, dimension: Dimension, value: Double, shown: String) throws
  {
    #expect(try #require(Self.limits(text, dimension).0).describe(value) == shown)
  }

  @Test func `a value in the author's unit has no dust`() throws {
    let percent = try #require(Self.limits("<= 5 %", .fraction).0)
    #expect(percent.format(0.07) == (7, "%"))
    let millilitres = try #require(Self.limits("<= 5 mL", .volume).0)
    #expect(millilitres.format(144_300) == (144.3, "mL"))
  }

  @Test func `a significant size is given as volume, voxels or share`() throws {
    func size(_ text: String) throws -> SignificantSize {
      let (read, diagnostics) = Fields.read("size: \(text)") { $0.significantSize("size") }
      #expect(diagnostics == [])
      return try #require(read ?? nil)
    }
    #expect(try size("0.1 mL").voxels(voxelSize: 2, total: 1000) == 50)
    #expect(try size("0.1 mL").voxels(voxelSize: nil, total: 1000) == nil)
    #expect(try size("20 voxels").voxels(voxelSize: nil, total: 1000) == 20)
    #expect(try size("2 %").voxels(voxelSize: nil, total: 1000) == 20)
    #expect(try size("smallest_island").quantity.value == 100)
  }
}

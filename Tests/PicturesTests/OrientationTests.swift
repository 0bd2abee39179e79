import Foundation
import Pictures
import Testing
import Volume

@Suite struct OrientationTests {
  /// A ball in the left, front, upper part of the field of view.
  private static let place = SIMD3<Double>(-14, 12, 10)

  /// Every order of axes, with every combination of directions but for their order: twelve of 48.
  static let orientations: [String] = ["RAS", "RSA", "ARS", "ASR", "SRA", "SAR"].enumerated().flatMap { number, order in
    [number, 7 - number].map { flips in
      String(
        order.enumerated().map { at, letter in
          flips >> at & 1 == 0 ? letter : ["R": "L", "A": "P", "S": "I"][letter] ?? letter
        })
    }
  }

  @Test(arguments: orientations)
  func `letters stand on the sides where the body parts are, however axes are stored`(orientation: String) throws {
    let grid = Grid.stored(orientation, size: SIMD3(30, 28, 26), spacing: SIMD3(2, 2, 2))
    let ball = Shape.ball(Self.place, radius: 7).shown("ball", on: grid)
    let slices = KeySlices(grid: grid, structures: [ball])
    let through = PatientPoint(Self.place.x, Self.place.y, Self.place.z)
    try Self.expectLettersAround(ball, in: slices.overview(through: through), panels: 3, below: 20)
    try Self.expectLettersAround(ball, in: #require(try slices.projections()), panels: 2, below: 0)
  }

  /// In each panel the ball lies nearer to the letter of its side than to the opposite one.
  private static func expectLettersAround(_ ball: ShownStructure, in picture: Picture, panels: Int, below strip: Int)
    throws
  {
    let decoded = try DecodedPicture(picture)
    let letters = decoded.letters(rows: strip..<decoded.height)
    var seen = 0
    for (near, far) in [("L", "R"), ("A", "P"), ("S", "I")] {
      for a in letters where a.letter == Character(near) {
        // The opposite letter of the same panel is straight across.
        guard
          let b = letters.filter({ $0.letter == Character(far) && (abs($0.x - a.x) < 4 || abs($0.y - a.y) < 4) })
            .min(by: { hypot($0.x - a.x, $0.y - a.y) < hypot($1.x - a.x, $1.y - a.y) })
        else {
          Issue.record("\(near) has no \(far) across")
          continue
        }
        let middle = ((a.x + b.x) / 2, (a.y + b.y) / 2)
        let half = hypot(a.x - b.x, a.y - b.y) / 2
        let outline = decoded.places(of: ball.style.colour, columns: 0..<decoded.width)
          .filter { abs(Double($0.x) - middle.0) < half + 20 && abs(Double($0.y) - middle.1) < half + 20 }
        let x = Double(outline.map(\.x).reduce(0, +)) / Double(max(1, outline.count)) - middle.0
        let y = Double(outline.map(\.y).reduce(0, +)) / Double(max(1, outline.count)) - middle.1
        #expect(x * (a.x - middle.0) + y * (a.y - middle.1) > 0, "\(near) in \(picture.name)")
        seen += 1
      }
    }
    // Two directions a panel.
    #expect(seen == 2 * panels)
  }

  @Test(arguments: [0.0, 10, 30, 60, 80])
  func `edges of slices that lie aslant carry both directions, the nearer one first`(degrees: Double) throws {
    let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    // Turned about the long axis: i grows to the right and, by the sine, to the front.
    let columns = [SIMD3(c, s, 0), SIMD3(-s, c, 0), SIMD3<Double>(0, 0, 3)]
    let affine = Affine(columns: columns, origin: -(columns[0] + columns[1]) * 20 - columns[2] * 5)
    let grid = Grid(size: VoxelIndex(41, 41, 11), affine: affine)
    let ball = Shape.ball(.zero, radius: 12).shown("ball", on: grid)
    let picture = try #require(try KeySlices(grid: grid, structures: [ball]).slices(of: "ball", name: "ball"))
    let decoded = try DecodedPicture(picture)
    let panel = 0..<(decoded.width / 3)
    let height = 20..<(decoded.height / 2)
    let letters = decoded.letters(columns: panel, rows: height)
    let middle = letters.filter { abs($0.y - Double(20 + panel.count / 2)) < 14 }.sorted { $0.x < $1.x }
    let left = String(middle.filter { $0.x < Double(panel.count) / 2 }.map(\.letter))
    let right = String(middle.filter { $0.x > Double(panel.count) / 2 }.map(\.letter))
    // The picture's left is along i where i is nearer to right–left, else along j, which then grows to the left.
    let expected =
      switch degrees {
      case ..<17: (left: "R", right: "L")
      case ..<45: (left: "RA", right: "LP")
      case ..<73: (left: "RP", right: "LA")
      default: (left: "R", right: "L")
      }
    #expect(left == expected.left && right == expected.right)
    #expect(picture.caption.contains("axial slice"))
  }

  @Test func `slices that cross the patient's planes are called oblique`() throws {
    let (c, s) = (cos(0.5), sin(0.5))
    let columns = [SIMD3<Double>(1, 0, 0), SIMD3(0, c, s), SIMD3(0, -s, c) * 4]
    let grid = Grid(
      size: VoxelIndex(40, 40, 10),
      affine: Affine(columns: columns, origin: -(columns[0] + columns[1]) * 20 - columns[2] * 5))
    let ball = Shape.ball(.zero, radius: 10).shown("ball", on: grid)
    let picture = try #require(try KeySlices(grid: grid, structures: [ball]).slices(of: "ball", name: "ball"))
    #expect(picture.caption.contains("1 oblique axial slice k = "))
  }
}

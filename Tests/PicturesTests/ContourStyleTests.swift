import Foundation
import Pictures
import Testing
import Volume

@Suite struct ContourStyleTests {
  /// Colours as people see them: linear RGB to linear RGB. For the colour blind the matrices of Machado, Oliveira and
  /// Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009,
  /// severity 1.
  private static let eyes: [(name: String, matrix: [[Double]])] = [
    ("usual", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    (
      "deuteranopia",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    (
      "tritanopia",
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
  ]

  /// CIELAB (D65) of an sRGB colour as an eye sees it, by IEC 61966-2-1 and CIE 15.
  private static func lab(_ colour: SIMD3<UInt8>, _ eye: [[Double]]) -> SIMD3<Double> {
    let linear = (0..<3).map { channel -> Double in
      let share = Double(colour[channel]) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    func times(_ matrix: [[Double]], _ v: [Double]) -> [Double] {
      matrix.map { row in row[0] * v[0] + row[1] * v[1] + row[2] * v[2] }
    }
    let seen = times(eye, linear).map { min(1, max(0, $0)) }
    let xyz = times(
      [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]], seen)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
      let t = value / white
      return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    return SIMD3(116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))
  }

  private static func difference(_ a: SIMD3<UInt8>, _ b: SIMD3<UInt8>, _ eye: [[Double]]) -> Double {
    let d = lab(a, eye) - lab(b, eye)
    return (d * d).sum().squareRoot()
  }

  private static let colours = (0..<7).map { ContourStyle(at: $0).colour }

  @Test(arguments: 0..<4)
  func `people with any colour vision tell all colours apart, and from black and white`(eye: Int) {
    let (name, matrix) = Self.eyes[eye]
    for (at, a) in Self.colours.enumerated() {
      // Just noticeable is a difference of 2.3.
      for b in Self.colours[(at + 1)...] { #expect(Self.difference(a, b, matrix) > 15, "\(a) and \(b), \(name)") }
      #expect(Self.difference(a, SIMD3(0, 0, 0), matrix) > 50, "\(a) on black, \(name)")
      #expect(Self.difference(a, SIMD3(255, 255, 255), matrix) > 20, "\(a) on white, \(name)")
    }
  }

  @Test func `the first seven structures have colours of their own, and 21 have styles of their own`() {
    let box = VoxelBox(first: VoxelIndex(0, 0, 0), last: VoxelIndex(9, 9, 9))
    let styles = ContourStyle.styles(for: Array(repeating: box, count: 21))
    #expect(Set(styles.prefix(7).map(\.colour)).count == 7)
    #expect(styles.prefix(7).allSatisfy { $0.line == .solid })
    #expect(Set(styles).count == 21)
  }

  @Test(arguments: [1, 2, 3, 4])
  func `neighbours that share a colour differ in their lines`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let boxes = (0..<100).map { _ in
      let low = VoxelIndex(next(90), next(90), next(90))
      return VoxelBox(
        first: low, last: VoxelIndex(low.i + next(25), low.j + next(25), low.k + next(25)))
    }
    let styles = ContourStyle.styles(for: boxes)
    var pairs = 0
    for a in boxes.indices {
      for b in boxes.indices where b > a {
        let touch = (0..<3).allSatisfy { axis in
          max(boxes[a].first[axis], boxes[b].first[axis]) <= min(boxes[a].last[axis], boxes[b].last[axis]) + 1
        }
        guard touch else { continue }
        pairs += 1
        #expect(styles[a] != styles[b])
      }
    }
    #expect(pairs > 100)
  }

  @Test(arguments: [0, 255])
  func `outlines show on dark and on bright ground by a black rim outside`(ground: Int) throws {
    let grid = Grid.stored("RAS", size: SIMD3(30, 30, 30), spacing: SIMD3(2, 2, 2))
    let ball = Shape.ball(.zero, radius: 18).shown("ball", on: grid)
    let image = IntensityVolume(grid: grid, values: [Float](repeating: Float(ground), count: grid.count))
    let decoded = try DecodedPicture(
      KeySlices(grid: grid, structures: [ball], image: image, window: 0...255).overview())
    let outline = decoded.places(of: ball.style.colour, columns: 0..<330)
    let middle = (
      outline.map(\.x).reduce(0, +) / max(1, outline.count), outline.map(\.y).reduce(0, +) / max(1, outline.count)
    )
    #expect(outline.count > 200)
    // Along the row and the column through the middle: ground, one black pixel, two of colour, ground.
    let colours = (1..<middle.0).map { decoded.colour($0, middle.1 + 20) }
    let first = try #require(colours.firstIndex(of: ball.style.colour))
    #expect(colours[first - 1] == SIMD3(0, 0, 0))
    #expect(colours[first + 1] == ball.style.colour)
    #expect(
      colours[first - 2] == SIMD3(repeating: UInt8(ground)) && colours[first + 2] == SIMD3(repeating: UInt8(ground)))
  }
}

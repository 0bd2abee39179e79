import Geometry
import Volume

/// A structure and its picture from formulas, whose numbers geometry knows.
struct Drawing: Sendable {
  let grid: Grid
  let scene: Scene

  /// - Parameters:
  ///   - mask: whether a voxel belongs to the structure, which is called liver.
  ///   - image: the intensity of a voxel.
  init(_ grid: Grid, mask: (VoxelIndex) -> Bool, image: ((VoxelIndex) -> Float)? = nil, imageGrid: Grid? = nil) {
    self.grid = grid
    var runs: [Run] = []
    var values: [Float] = []
    for k in 0..<grid.size.k {
      for j in 0..<grid.size.j {
        for i in 0..<grid.size.i {
          let v = VoxelIndex(i, j, k)
          if mask(v) { runs.append(Run(row: Int32(j + k * grid.size.j), start: Int32(i), end: Int32(i + 1))) }
          if let image { values.append(image(v)) }
        }
      }
    }
    scene = Scene(
      segmentation: Segmentation(
        grid: grid, structures: [Structure(value: 1, name: "liver", codes: [], runs: Runs(merging: runs))]),
      image: image.map { _ in IntensityVolume(grid: imageGrid ?? grid, values: values) })
  }

  /// The distance of a voxel from a point, in voxels.
  static func distance(_ v: VoxelIndex, _ centre: SIMD3<Double>) -> Double {
    let d = SIMD3(Double(v.i), Double(v.j), Double(v.k)) - centre
    return (d * d).sum().squareRoot()
  }

  /// The same number (-1…1) for the same voxel, everywhere.
  static func noise(_ v: VoxelIndex) -> Float {
    var z =
      UInt64(v.i) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(v.j) &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(v.k)
      &* 0x1656_67B1_9E37_79F9
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Float((z ^ (z >> 31)) >> 40) / Float(1 << 23) - 1
  }

  static func flat(_ width: Int, _ height: Int, spacing: SIMD3<Double>? = nil) -> Grid {
    Grid(size: VoxelIndex(width, height, 1), spacing: spacing)
  }

  // Volumes.

  /// 10 × 12 × 6 voxels of 2 × 1 × 3 mm: 20 × 12 × 18 mm.
  static let box = Drawing(boxGrid, mask: isInBox)
  static let boxGrid = Grid(size: VoxelIndex(20, 24, 12), affine: Affine(spacing: SIMD3(2, 1, 3)))
  static func isInBox(_ v: VoxelIndex) -> Bool {
    (4..<14).contains(v.i) && (5..<17).contains(v.j) && (3..<9).contains(v.k)
  }

  /// The same with a cavity of one voxel.
  static let hollowBox = Drawing(boxGrid) { isInBox($0) && $0 != VoxelIndex(8, 10, 5) }

  /// A ball of 15 mm in voxels of 1 mm.
  static let ball = Drawing(Grid(size: VoxelIndex(40, 40, 40), affine: Affine(spacing: SIMD3(1, 1, 1)))) {
    distance($0, SIMD3(20, 20, 20)) <= 15
  }

  /// A plate of 6 mm.
  static let plate = Drawing(Grid(size: VoxelIndex(60, 60, 12), affine: Affine(spacing: SIMD3(1, 1, 1)))) {
    (4..<56).contains($0.i) && (4..<56).contains($0.j) && (3..<9).contains($0.k)
  }

  /// A bright ball of 26 mm, and a contour drawn some millimetres inside its edge; some slices without any edge.
  static func brightBall(off: Double, spoilt: ClosedRange<Int>? = nil) -> Drawing {
    Drawing(
      Grid(size: VoxelIndex(80, 80, 20), affine: Affine(spacing: SIMD3(1, 1, 4))),
      mask: { height($0) < 26 - off },
      image: { v in
        if let spoilt, spoilt.contains(v.k) { return 60 + 3 * noise(v) }
        return 60 + 80 * Float(min(max(26 - height(v) + 0.5, 0), 1)) + 3 * noise(v)
      })
  }
  private static func height(_ v: VoxelIndex) -> Double {
    let d = (SIMD3(Double(v.i), Double(v.j), 4 * Double(v.k)) - 40)
    return (d * d).sum().squareRoot()
  }
  static let ballOnEdge = brightBall(off: 0)
  static let ballTooSmall = brightBall(off: 3)
  static let ballSpoilt = brightBall(off: 0, spoilt: 9...11)

  // Pictures, of half a millimetre unless their size is in pixels.

  static let disc = Drawing(flat(60, 60, spacing: SIMD3(0.5, 0.5, 1))) { distance($0, SIMD3(30, 30, 0)) <= 20 }
  static let rectangle = Drawing(flat(50, 30, spacing: SIMD3(0.5, 0.5, 1))) {
    (5..<35).contains($0.i) && (10..<20).contains($0.j)
  }
  /// 20 × 20 pixels, with a notch that is 4 wide and 8 deep.
  static let notched = Drawing(flat(40, 40)) {
    (10..<30).contains($0.i) && (10..<30).contains($0.j) && !((18..<22).contains($0.i) && $0.j < 18)
  }
  /// The same with a hole.
  static let holed = Drawing(flat(40, 40)) {
    (10..<30).contains($0.i) && (10..<30).contains($0.j) && $0 != VoxelIndex(20, 20, 0)
  }
  /// A square whose outline is a comb of teeth that are as long as the gaps between them are wide.
  static let comb = Drawing(flat(60, 60)) {
    (10..<50).contains($0.i) && ($0.i % 4 < 2 ? 10..<50 : 20..<40).contains($0.j)
  }

  /// Columns as intensities, in pixels, under columns 10 to 19.
  static let ramp = Drawing(
    flat(40, 30), mask: { (10..<20).contains($0.i) && (10..<20).contains($0.j) }, image: { Float($0.i) })

  /// A bright disc of 40 pixels on a dark ground, and a contour of another radius.
  static func brightDisc(drawn: Double) -> Drawing {
    Drawing(
      flat(160, 150), mask: { distance($0, SIMD3(80, 75, 0)) < drawn },
      image: { v in 50 + 150 * Float(min(max(40 - distance(v, SIMD3(80, 75, 0)) + 0.5, 0), 1)) + 4 * noise(v) })
  }
  static let discOnEdge = brightDisc(drawn: 40)
  static let discTooSmall = brightDisc(drawn: 35)
  static let discTooLarge = brightDisc(drawn: 45)
  /// A contour in nothing but noise, which is uniform.
  static let discInNoise = Drawing(
    flat(160, 150), mask: { distance($0, SIMD3(80, 75, 0)) < 40 }, image: { 100 + 20 * noise($0) })
}

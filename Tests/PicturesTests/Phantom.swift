import Pictures
import Volume

/// One anatomy, stored with its axes in any order and direction: a body (an ellipsoid), a ball on the patient's left, a
/// rod on the right.
struct Phantom {
  /// Voxels along right–left, anterior–posterior, superior–inferior.
  static let size = SIMD3(40, 32, 18)
  /// In mm. Slices are thicker than pixels.
  static let spacing = SIMD3<Double>(2, 2, 5)
  static let ballCentre = SIMD3<Double>(-20, 4, 6)
  static let ballRadius = 12.0

  let grid: Grid
  let structures: [ShownStructure]
  let image: IntensityVolume

  /// - Parameter orientation: the directions in which i, j and k grow, such as `LPS`.
  init(orientation: String) {
    let directions = orientation.compactMap { letter in PatientDirection.allCases.first { $0.letter == letter } }
    // Voxel centres lie at the same places in every storage.
    let lowest = -(SIMD3(Double(Self.size.x), Double(Self.size.y), Double(Self.size.z)) - 1) / 2 * Self.spacing
    var origin = SIMD3<Double>.zero
    var columns: [SIMD3<Double>] = []
    for direction in directions {
      var column = SIMD3<Double>.zero
      column[direction.axis] = direction.sign * Self.spacing[direction.axis]
      columns.append(column)
      origin[direction.axis] = direction.sign > 0 ? lowest[direction.axis] : -lowest[direction.axis]
    }
    let sizes = directions.map { Self.size[$0.axis] }
    let affine = Affine(columns: columns, origin: origin)
    grid = Grid(size: VoxelIndex(sizes[0], sizes[1], sizes[2]), affine: affine)

    var runs: [[Run]] = [[], [], []]
    var values: [Float] = []
    for k in 0..<sizes[2] {
      for j in 0..<sizes[1] {
        for i in 0..<sizes[0] {
          let p = affine.patient(VoxelPoint(VoxelIndex(i, j, k)))
          let run = Run(row: Int32(j + k * sizes[1]), start: Int32(i), end: Int32(i + 1))
          for (number, shape) in [Self.isBody, Self.isBall, Self.isRod].enumerated() where shape(p) {
            runs[number].append(run)
          }
          values.append(Float((p.x * 3 + p.y * 5 + p.z * 7).rounded()))
        }
      }
    }
    structures = zip(["body", "ball", "rod"], runs).enumerated().map { number, named in
      ShownStructure(name: named.0, runs: Runs(merging: named.1), style: ContourStyle(at: number))
    }
    image = IntensityVolume(grid: grid, values: values)
  }

  static func isBody(_ p: PatientPoint) -> Bool {
    (p.x * p.x) / (36 * 36) + (p.y * p.y) / (28 * 28) + (p.z * p.z) / (40 * 40) <= 1
  }

  static func isBall(_ p: PatientPoint) -> Bool {
    p.distance(to: PatientPoint(ballCentre.x, ballCentre.y, ballCentre.z)) <= ballRadius
  }

  static func isRod(_ p: PatientPoint) -> Bool { p.x >= 15 && p.x <= 25 && p.y >= -12 && p.y <= -6 && abs(p.z) <= 30 }
}

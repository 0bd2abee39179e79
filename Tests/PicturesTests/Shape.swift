import Pictures
import Volume

/// Masks and images of shapes that a formula in patient space gives.
struct Shape {
  let contains: (PatientPoint) -> Bool

  static func ball(_ centre: SIMD3<Double>, radius: Double) -> Shape {
    Shape { $0.distance(to: PatientPoint(centre.x, centre.y, centre.z)) <= radius }
  }

  static func box(_ low: SIMD3<Double>, _ high: SIMD3<Double>) -> Shape {
    Shape { p in
      p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y && p.z >= low.z && p.z <= high.z
    }
  }

  /// The voxels whose centres lie inside.
  func runs(on grid: Grid) -> Runs {
    var runs: [Run] = []
    let affine = grid.affine ?? Affine(spacing: grid.lengths)
    for k in 0..<grid.size.k {
      for j in 0..<grid.size.j {
        for i in 0..<grid.size.i where contains(affine.patient(VoxelPoint(VoxelIndex(i, j, k)))) {
          runs.append(Run(row: Int32(j + k * grid.size.j), start: Int32(i), end: Int32(i + 1)))
        }
      }
    }
    return Runs(merging: runs)
  }

  func shown(_ name: String, on grid: Grid, style: Int = 0) -> ShownStructure {
    ShownStructure(name: name, runs: runs(on: grid), style: ContourStyle(at: style))
  }

  /// One value inside, another outside.
  func image(on grid: Grid, inside: Float, outside: Float) -> IntensityVolume {
    let affine = grid.affine ?? Affine(spacing: grid.lengths)
    var values: [Float] = []
    for k in 0..<grid.size.k {
      for j in 0..<grid.size.j {
        for i in 0..<grid.size.i {
          values.append(contains(affine.patient(VoxelPoint(VoxelIndex(i, j, k)))) ? inside : outside)
        }
      }
    }
    return IntensityVolume(grid: grid, values: values)
  }
}

extension Grid {
  /// A grid around the patient's origin whose axes grow as the letters say, such as `LPS`.
  /// - Parameters:
  ///   - size: voxels along right–left, anterior–posterior, superior–inferior, whatever the order of storage.
  ///   - spacing: in mm, in the same order.
  static func stored(_ orientation: String, size: SIMD3<Int>, spacing: SIMD3<Double>) -> Grid {
    let directions = orientation.compactMap { letter in PatientDirection.allCases.first { $0.letter == letter } }
    var origin = SIMD3<Double>.zero
    var columns: [SIMD3<Double>] = []
    for direction in directions {
      let axis = direction.axis
      var column = SIMD3<Double>.zero
      column[axis] = direction.sign * spacing[axis]
      columns.append(column)
      origin[axis] = -direction.sign * Double(size[axis] - 1) / 2 * spacing[axis]
    }
    let sizes = directions.map { size[$0.axis] }
    return Grid(size: VoxelIndex(sizes[0], sizes[1], sizes[2]), affine: Affine(columns: columns, origin: origin))
  }
}

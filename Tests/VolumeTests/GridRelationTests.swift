import Testing
import Volume

/// How a mask's grid lies on an image's, and the same voxels in another storage order.
@Suite struct `Grids that belong together` {
  /// The index axis of the original that each axis runs along, and which run against it: all 48.
  struct Order: CustomTestStringConvertible {
    let axes: [Int]
    let isReversed: [Bool]
    var testDescription: String { zip(axes, isReversed).map { "\($1 ? "-" : "+")\($0)" }.joined(separator: " ") }

    static let all: [Order] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].flatMap { axes in
      (0..<8).map { bits in Order(axes: axes, isReversed: (0..<3).map { bits >> $0 & 1 == 1 }) }
    }

    /// The voxel of the original that is stored at `voxel`.
    func source(_ voxel: VoxelIndex, size: VoxelIndex) -> VoxelIndex {
      var source = voxel
      for axis in 0..<3 {
        source[axes[axis]] = isReversed[axis] ? size[axes[axis]] - 1 - voxel[axis] : voxel[axis]
      }
      return source
    }

    /// The original's grid, written down anew from where three of its voxels lie.
    func grid(_ original: Grid, _ affine: Affine) -> Grid {
      let size = VoxelIndex(original.size[axes[0]], original.size[axes[1]], original.size[axes[2]])
      func place(_ voxel: VoxelIndex) -> SIMD3<Double> {
        let p = affine.patient(VoxelPoint(source(voxel, size: original.size)))
        return SIMD3(p.x, p.y, p.z)
      }
      let first = place(VoxelIndex(0, 0, 0))
      return Grid(
        size: size,
        affine: Affine(
          columns: [VoxelIndex(1, 0, 0), VoxelIndex(0, 1, 0), VoxelIndex(0, 0, 1)].map { place($0) - first },
          origin: first))
    }
  }

  /// Oblique, sheared, with uneven spacing.
  private static let affine = Affine(
    columns: [SIMD3(0.7, 0.1, 0), SIMD3(-0.1, 0.8, 0.1), SIMD3(0, 0.2, 3)], origin: SIMD3(-40, 12, 7))
  private static let original = Grid(size: VoxelIndex(6, 5, 4), affine: affine)

  @Test(arguments: Order.all)
  func `the same voxels in another order are the same grid`(order: Order) throws {
    let stored = order.grid(Self.original, Self.affine)
    guard case .same(let found, let deviation)? = Self.original.relation(to: stored, within: 0.001) else {
      Issue.record("not the same grid")
      return
    }
    #expect(deviation < 1e-9 && found.isIdentity == (order.axes == [0, 1, 2] && !order.isReversed.contains(true)))
    #expect(Self.original.isSame(as: stored, within: 0.001))
    let back = stored.stored(in: found)
    #expect(try #require(back.cornerDeviation(from: Self.original)) < 1e-9)
  }

  @Test(arguments: Order.all)
  func `masks and images are put into that order voxel by voxel`(order: Order) throws {
    let size = Self.original.size
    let stored = order.grid(Self.original, Self.affine)
    // Every voxel's intensity is its number in the original; the mask holds those whose number is no multiple of 3.
    func number(_ v: VoxelIndex) -> Int { v.i + size.i * (v.j + size.j * v.k) }
    var values: [Float] = []
    var runs: [Run] = []
    for k in 0..<stored.size.k {
      for j in 0..<stored.size.j {
        for i in 0..<stored.size.i {
          let voxel = number(order.source(VoxelIndex(i, j, k), size: size))
          values += [Float(voxel), -Float(voxel)]
          if voxel % 3 != 0 {
            runs.append(Run(row: Int32(j + k * stored.size.j), start: Int32(i), end: Int32(i + 1)))
          }
        }
      }
    }
    let image = IntensityVolume(grid: stored, channels: 2, values: values).stored(like: Self.original)
    let expected: [Float] = (0..<Self.original.count).flatMap { number -> [Float] in [Float(number), -Float(number)] }
    #expect(image.values == expected)
    guard case .same(let found, _)? = Self.original.relation(to: stored, within: 0.001) else { return }
    let mask = Runs(merging: runs).stored(in: found, from: stored.size)
    var voxels: [Int] = []
    for run in mask.all { voxels += (Int(run.start)..<Int(run.end)).map { Int(run.row) * size.i + $0 } }
    #expect(voxels == (0..<Self.original.count).filter { $0 % 3 != 0 })
  }

  @Test(arguments: Order.all)
  func `an exact crop is one in whatever order the whole is stored`(order: Order) throws {
    let stored = order.grid(Self.original, Self.affine)
    let corner = Self.affine.patient(VoxelPoint(2, 1, 1))
    let part = Grid(
      size: VoxelIndex(3, 4, 2),
      affine: Affine(columns: Self.affine.columns, origin: SIMD3(corner.x, corner.y, corner.z)))
    guard case .crop(let first)? = part.relation(to: stored, within: 0.01) else {
      Issue.record("no crop")
      return
    }
    // The corner of the part with the least indices of the whole, found by asking where all its corners are stored.
    let inside = try #require(stored.affine)
    var least = stored.size
    for corner in 0..<8 {
      let v = VoxelPoint(corner & 1 == 0 ? 0 : 2, corner & 2 == 0 ? 0 : 3, corner & 4 == 0 ? 0 : 1)
      let place = inside.voxel(try #require(part.affine).patient(v))
      for axis in 0..<3 { least[axis] = min(least[axis], Int(place[axis].rounded())) }
    }
    #expect(first == least)
    if order.axes == [0, 1, 2], !order.isReversed.contains(true) {
      #expect(stored.relation(to: part, within: 0.01) == .container(first: VoxelIndex(2, 1, 1)))
    }
  }

  private static let whole = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2)))

  private static func grid(
    _ size: VoxelIndex, _ spacing: SIMD3<Double>, at origin: SIMD3<Double> = .zero
  ) -> Grid { Grid(size: size, affine: Affine(spacing: spacing, origin: origin)) }

  @Test(
    arguments: [
      // By edges: the first coarse voxel is the mean of the first eight. By centres: every second voxel.
      (grid(VoxelIndex(20, 20, 10), SIMD3(4, 4, 4), at: SIMD3(1, 1, 1)), .resampled(factors: SIMD3(2, 2, 2))),
      (grid(VoxelIndex(20, 20, 10), SIMD3(4, 4, 4)), .resampled(factors: SIMD3(2, 2, 2))),
      (grid(VoxelIndex(53, 53, 20), SIMD3(1.5, 1.5, 2)), .resampled(factors: SIMD3(0.75, 0.75, 1))),
      (grid(VoxelIndex(20, 40, 40), SIMD3(4, 2, 1)), .resampled(factors: SIMD3(2, 1, 0.5))),
      (grid(VoxelIndex(40, 40, 20), SIMD3(2, 2, 2), at: SIMD3(6, -4, 0)), .shifted(by: VoxelIndex(3, -2, 0))),
      (grid(VoxelIndex(40, 40, 20), SIMD3(2, 2, 2), at: SIMD3(3, 0, 0)), .elsewhere(deviation: 3)),
      (grid(VoxelIndex(41, 40, 20), SIMD3(2, 2, 2), at: SIMD3(3, 0, 0)), .otherSize),
      // Half the field of view in twice as many voxels is no copy.
      (grid(VoxelIndex(40, 40, 20), SIMD3(1, 1, 1)), nil),
      (grid(VoxelIndex(20, 20, 10), SIMD3(4, 4, 4), at: SIMD3(30, 0, 0)), .otherSize),
    ] as [(Grid, GridRelation?)])
  func `copies and shifts are told apart`(grid: Grid, expected: GridRelation?) throws {
    let relation = try #require(grid.relation(to: Self.whole, within: 0.1))
    guard let expected else {
      if case .elsewhere = relation { return }
      Issue.record("\(relation)")
      return
    }
    #expect(relation == expected)
    #expect(!grid.isSame(as: Self.whole, within: 0.1))
  }

  @Test func `a grid without a place has no relation, and is the same by its lengths`() {
    let bare = Grid(size: VoxelIndex(4, 3, 2), spacing: SIMD3(1, 1, 2))
    #expect(bare.relation(to: Self.original, within: 1) == nil)
    #expect(bare.isSame(as: bare, within: 0.1))
    #expect(!bare.isSame(as: Grid(size: VoxelIndex(4, 3, 2), spacing: SIMD3(1.1, 1, 2)), within: 0.1))
    #expect(!bare.isSame(as: Grid(size: VoxelIndex(4, 3, 2), spacing: nil), within: 0.1))
    #expect(!bare.isSame(as: Grid(size: VoxelIndex(3, 4, 2), spacing: SIMD3(1, 1, 2)), within: 0.1))
    #expect(!bare.isSame(as: Grid(size: VoxelIndex(4, 3, 2), affine: Affine(spacing: SIMD3(1, 1, 2))), within: 0.1))
  }

  @Test func `half a voxel is half of its shortest side`() {
    #expect(Grid(size: VoxelIndex(4, 3, 2), spacing: SIMD3(3, 1, 2)).halfVoxel == 0.5)
    #expect(Grid(size: VoxelIndex(4, 3, 1), spacing: SIMD3(3, 4, 1)).halfVoxel == 1.5)
    #expect(Grid(size: VoxelIndex(4, 3, 2), spacing: nil).halfVoxel == 0)
  }
}

import Geometry
import GeometryTesting
import Testing
import Volume

/// Shapes whose measures follow from arithmetic by hand.
@Suite struct `Shapes measured by hand` {
  private static func grid(_ i: Int, _ j: Int, _ k: Int, spacing: SIMD3<Double> = SIMD3(1, 1, 1)) -> Grid {
    Grid(size: VoxelIndex(i, j, k), affine: Affine(spacing: spacing))
  }

  private static func isIn(_ v: VoxelIndex, _ range: ClosedRange<Int>) -> Bool {
    range.contains(v.i) && range.contains(v.j) && range.contains(v.k)
  }

  @Test func `a box`() throws {
    let scene = VoxelScene(
      grid: Self.grid(8, 6, 5, spacing: SIMD3(2, 3, 5)),
      [{ (1...4).contains($0.i) && (1...3).contains($0.j) && (1...2).contains($0.k) }]
    ).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 24)
    #expect(PhysicalSize(structure: 0).value(in: scene) == 720)
    let box = try #require(BoundingBox(structure: 0).value(in: scene))
    #expect(box == VoxelBox(first: VoxelIndex(1, 1, 1), last: VoxelIndex(4, 3, 2)))
    let outer = try #require(box.patientHull(in: scene.grid, edge: 0.5))
    #expect(outer.low == PatientPoint(1, 1.5, 2.5))
    #expect(outer.high == PatientPoint(9, 10.5, 12.5))
    let centroid = try #require(Centroid(structure: 0).value(in: scene))
    #expect(centroid.voxel == VoxelPoint(2.5, 2, 1.5))
    #expect(centroid.patient == PatientPoint(5, 6, 7.5))
    #expect(SliceAreas(structure: 0).value(in: scene).map(\.voxels) == [[6, 6, 6, 6], [8, 8, 8], [12, 12]])
    #expect(EndAreas(structure: 0).value(in: scene).map(\.fraction) == [1, 1, 1, 1, 1, 1])
    #expect(EndAreas(structure: 0).value(in: scene).map(\.slices) == [4, 4, 3, 3, 2, 2])
    #expect(FacesTouched(structure: 0).value(in: scene).isEmpty)
    #expect(Components(structure: 0, neighbourhood: .faces).value(in: scene).map(\.voxels) == [24])
    #expect(Cavities(structure: 0, background: .faces).value(in: scene).isEmpty)
  }

  @Test func `a hollow box`() {
    let scene = VoxelScene(grid: Self.grid(7, 7, 7), [{ Self.isIn($0, 1...5) && !Self.isIn($0, 2...4) }]).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 98)
    for background in Neighbourhood.allCases {
      let cavities = Cavities(structure: 0, background: background).value(in: scene)
      #expect(
        cavities == [Piece(voxels: 27, box: VoxelBox(first: VoxelIndex(2, 2, 2), last: VoxelIndex(4, 4, 4)))])
    }
  }

  /// What is missing from a solid 3 × 3 × 3 box besides its centre, and for which background the centre still is a
  /// cavity.
  @Test(arguments: [
    (VoxelIndex(1, 1, 1), [Neighbourhood.faces, .edges]), (VoxelIndex(1, 1, 2), [.faces]), (VoxelIndex(1, 2, 2), []),
  ])
  func `a hole in the wall opens a cavity`(missing: VoxelIndex, closedFor: [Neighbourhood]) {
    let scene = VoxelScene(
      grid: Self.grid(5, 5, 5), [{ Self.isIn($0, 1...3) && $0 != VoxelIndex(2, 2, 2) && $0 != missing }]
    ).scene
    let closed = Neighbourhood.allCases.filter { !Cavities(structure: 0, background: $0).value(in: scene).isEmpty }
    #expect(closed == closedFor)
  }

  @Test func `a pocket that opens at the volume's border is no cavity`() {
    // The cup's mouth is the first slice.
    let scene = VoxelScene(grid: Self.grid(5, 5, 3), [{ v in v.k == 2 || v.i % 4 == 0 || v.j % 4 == 0 }]).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 57)
    #expect(Cavities(structure: 0, background: .corners).value(in: scene).isEmpty)
  }

  @Test func `a box inside a box`() {
    let scene = VoxelScene(
      grid: Self.grid(9, 9, 9, spacing: SIMD3(1, 2, 4)),
      [{ Self.isIn($0, 1...7) && !Self.isIn($0, 3...5) }, { Self.isIn($0, 3...5) }]
    ).scene
    #expect(Cavities(structure: 0, background: .faces).value(in: scene).map(\.voxels) == [27])
    #expect(Holes(structure: 0, background: .faces).value(in: scene).isEmpty)
    #expect(Enclosure(inner: 1, outer: 0).value(in: scene) == 1)
    #expect(Enclosure(inner: 0, outer: 1).value(in: scene) == 0)
    #expect(PairContact(0, 1).value(in: scene).faces == [18, 18, 18])
    #expect(Contacts().value(in: scene).map(\.faces) == [[18, 18, 18]])
    #expect(SmallestDistance(0, 1).value(in: scene)?.distance == 1)
    #expect(Overlap(0, 1).value(in: scene) == 0)
    #expect(Distances().value(in: scene).listed.map(\.centroidDistance) == [0])
  }

  @Test(arguments: [(13, [27]), (14, [])])
  func `a cavity is filled when more than half of it carries other labels`(inside: Int, holes: [Int]) {
    let cavity = VoxelScene.indices(VoxelIndex(5, 5, 5)).filter { Self.isIn($0, 1...3) }
    let filled = Set(cavity.prefix(inside))
    let scene = VoxelScene(grid: Self.grid(5, 5, 5), [{ !Self.isIn($0, 1...3) }, { filled.contains($0) }]).scene
    #expect(Holes(structure: 0, background: .faces).value(in: scene).map(\.voxels) == holes)
  }

  /// How two boxes of 2 × 2 × 2 meet: pieces for 6, 18 and 26 neighbours, shared faces along i, distance in mm with
  /// spacing 1 × 2 × 3.
  @Test(arguments: [
    (VoxelIndex(2, 0, 0), [1, 1, 1], 4, 1.0), (VoxelIndex(2, 2, 0), [2, 1, 1], 0, 5.0.squareRoot()),
    (VoxelIndex(2, 2, 2), [2, 2, 1], 0, 14.0.squareRoot()), (VoxelIndex(3, 2, 2), [2, 2, 2], 0, 17.0.squareRoot()),
  ])
  func `boxes that meet at a face, an edge, a corner, or not`(
    step: VoxelIndex, pieces: [Int], faces: Int, distance: Double
  ) {
    let grid = Self.grid(6, 6, 6, spacing: SIMD3(1, 2, 3))
    let first = { (v: VoxelIndex) in Self.isIn(v, 0...1) }
    let second = { (v: VoxelIndex) in first(VoxelIndex(v.i - step.i, v.j - step.j, v.k - step.k)) }
    let joined = VoxelScene(grid: grid, [{ first($0) || second($0) }]).scene
    let counts = Neighbourhood.allCases.map { Components(structure: 0, neighbourhood: $0).value(in: joined).count }
    #expect(counts == pieces)
    let apart = VoxelScene(grid: grid, [first, second]).scene
    #expect(PairContact(0, 1).value(in: apart).faces == [faces, 0, 0])
    #expect(Contacts().value(in: apart).count == (faces > 0 ? 1 : 0))
    #expect(SmallestDistance(0, 1).value(in: apart)?.distance == distance)
  }

  @Test func `a rod with gaps`() {
    let gaps = [4, 5, 9]
    let scene = VoxelScene(
      grid: Self.grid(6, 6, 14), [{ Self.isIn(VoxelIndex($0.i, $0.j, 2), 2...3) && !gaps.contains($0.k) }]
    ).scene
    #expect(MissingSlices(structure: 0).value(in: scene) == [[], [], [4, 5, 9]])
    #expect(Components(structure: 0, neighbourhood: .corners).value(in: scene).map(\.voxels) == [16, 16, 12])
    #expect(
      Components(structure: 0, neighbourhood: .corners).value(in: scene).map { $0.box.first.k...$0.box.last.k }
        == [0...3, 10...13, 6...8])
    #expect(
      FacesTouched(structure: 0).value(in: scene)
        == [GridFace(axis: 2, isLast: false): 4, GridFace(axis: 2, isLast: true): 4])
    // Sides on the volume's border are no ends.
    #expect(EndAreas(structure: 0).value(in: scene).map(\.face.name) == ["i-", "i+", "j-", "j+"])
  }

  @Test func `a cone's ends`() throws {
    // A pyramid: slices of 1, 9 and 25 voxels.
    let scene = VoxelScene(
      grid: Self.grid(7, 7, 5),
      [
        { v in
          (1...3).contains(v.k) && abs(v.i - 3) < v.k && abs(v.j - 3) < v.k
        }
      ]
    ).scene
    let ends = EndAreas(structure: 0).value(in: scene).filter { $0.face.axis == 2 }
    #expect(ends.map(\.fraction) == [1.0 / 25, 1])
    #expect(ends.map(\.slice) == [1, 3])
  }

  @Test func `a single voxel`() {
    let scene = VoxelScene(
      grid: Self.grid(3, 3, 3, spacing: SIMD3(2, 2, 2)), [{ $0 == VoxelIndex(0, 1, 2) }]
    ).scene
    #expect(PhysicalSize(structure: 0).value(in: scene) == 8)
    #expect(Centroid(structure: 0).value(in: scene)?.patient == PatientPoint(0, 2, 4))
    #expect(MissingSlices(structure: 0).value(in: scene) == [[], [], []])
    #expect(
      FacesTouched(structure: 0).value(in: scene)
        == [GridFace(axis: 0, isLast: false): 1, GridFace(axis: 2, isLast: true): 1])
  }

  @Test func `a full volume`() {
    let scene = VoxelScene(grid: Self.grid(4, 3, 2), [{ _ in true }]).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 24)
    #expect(Components(structure: 0, neighbourhood: .faces).value(in: scene).map(\.voxels) == [24])
    #expect(Cavities(structure: 0, background: .corners).value(in: scene).isEmpty)
    #expect(EndAreas(structure: 0).value(in: scene).isEmpty)
    let counts = FacesTouched(structure: 0).value(in: scene)
    #expect(GridFace.all(dimensions: 3).map { counts[$0] } == [6, 6, 8, 8, 12, 12])
  }

  @Test func `an empty structure`() {
    let scene = VoxelScene(grid: Self.grid(4, 3, 2), [{ _ in false }, { $0.i == 0 }]).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 0)
    #expect(PhysicalSize(structure: 0).value(in: scene) == 0)
    #expect(BoundingBox(structure: 0).value(in: scene) == nil)
    #expect(Centroid(structure: 0).value(in: scene) == nil)
    #expect(Components(structure: 0, neighbourhood: .faces).value(in: scene).isEmpty)
    #expect(Cavities(structure: 0, background: .faces).value(in: scene).isEmpty)
    #expect(SliceAreas(structure: 0).value(in: scene).isEmpty)
    #expect(EndAreas(structure: 0).value(in: scene).isEmpty)
    #expect(SmallestDistance(0, 1).value(in: scene) == nil)
    #expect(Enclosure(inner: 0, outer: 1).value(in: scene) == nil)
    #expect(Enclosure(inner: 1, outer: 0).value(in: scene) == 0)
    #expect(Contacts().value(in: scene).isEmpty)
    #expect(Order().value(in: scene) == [[1], [1], [1]])
  }

  @Test func `a ring in two dimensions`() {
    let scene = VoxelScene(
      grid: Self.grid(7, 7, 1, spacing: SIMD3(0.5, 2, 9)),
      [{ v in [abs(v.i - 3), abs(v.j - 3)].max() == 2 }, { $0.i == 3 && $0.j == 3 }]
    ).scene
    #expect(VoxelCount(structure: 0).value(in: scene) == 16)
    #expect(PhysicalSize(structure: 0).value(in: scene) == 16)
    #expect(Cavities(structure: 0, background: .faces).value(in: scene).map(\.voxels) == [9])
    #expect(Cavities(structure: 0, background: .corners).value(in: scene).map(\.voxels) == [9])
    #expect(Holes(structure: 0, background: .faces).value(in: scene).map(\.voxels) == [9])
    #expect(Enclosure(inner: 1, outer: 0).value(in: scene) == 1)
    #expect(SmallestDistance(0, 1).value(in: scene)?.distance == 1)
    #expect(FacesTouched(structure: 0).value(in: scene).isEmpty)
    #expect(MissingSlices(structure: 1).value(in: scene) == [[], []])
  }

  @Test func `without spacing there is no volume in millimetres`() {
    let grid = Grid(size: VoxelIndex(3, 3, 3), spacing: nil)
    let scene = VoxelScene(grid: grid, [{ $0.i == 0 }, { $0.i == 2 }]).scene
    #expect(PhysicalSize(structure: 0).value(in: scene) == nil)
    #expect(Centroid(structure: 0).value(in: scene)?.patient == nil)
    #expect(SmallestDistance(0, 1).value(in: scene)?.distance == 2)
    #expect(Order().value(in: scene) == nil)
  }
}

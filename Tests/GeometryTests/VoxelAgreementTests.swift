import Geometry
import GeometryTesting
import Testing
import Volume

/// Every measure against its definition, counted voxel by voxel, on random masks from almost empty to almost full.
@Suite struct `Measures on runs agree with counting voxels` {
  static let densities = [2, 8, 20, 35, 50, 65, 80, 90, 95]

  private func described(_ pieces: [Piece]) -> [String] {
    pieces.map { "\($0.voxels) \($0.box)" }.sorted()
  }

  private func described(_ groups: [[VoxelIndex]]) -> [String] {
    groups.compactMap { group in VoxelScene.box(group).map { "\(group.count) \($0)" } }.sorted()
  }

  private func sizes(_ pieces: [Piece]) -> [Int] { pieces.map(\.voxels) }

  @Test(arguments: 0..<20, densities)
  func `counts, boxes and centroids`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      let all = voxels.voxels(n)
      #expect(VoxelCount(structure: StructurePlace(n)).value(in: scene) == all.count)
      #expect(BoundingBox(structure: StructurePlace(n)).value(in: scene) == VoxelScene.box(all))
      let centroid = Centroid(structure: StructurePlace(n)).value(in: scene)
      #expect((centroid == nil) == all.isEmpty)
      guard let centroid else { continue }
      for axis in 0..<3 {
        let mean = Double(all.reduce(0) { $0 + $1[axis] }) / Double(all.count)
        #expect(abs(centroid.voxel[axis] - mean) < 1e-9)
        let spacing = try #require(voxels.grid.spacing)
        let patient = try #require(centroid.patient)
        #expect(abs(patient[axis] - (mean * spacing[axis] + [-3.0, 7, 11][axis])) < 1e-9)
      }
    }
  }

  @Test(arguments: 0..<20, densities)
  func `components`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      for neighbourhood in Neighbourhood.allCases {
        let pieces = Components(structure: StructurePlace(n), neighbourhood: neighbourhood).value(in: scene)
        #expect(described(pieces) == described(voxels.components(n, neighbourhood)))
        #expect(sizes(pieces) == sizes(pieces).sorted(by: >))
      }
    }
  }

  @Test(arguments: 0..<20, densities)
  func `cavities and holes`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      for background in Neighbourhood.allCases {
        let expected = voxels.cavities(n, background)
        let pieces = Cavities(structure: StructurePlace(n), background: background).value(in: scene)
        #expect(described(pieces) == described(expected))
        #expect(sizes(pieces) == sizes(pieces).sorted(by: >))
        #expect(
          described(Holes(structure: StructurePlace(n), background: background).value(in: scene))
            == described(voxels.holes(n, background)))
      }
      for found in AllCavities(structure: StructurePlace(n)).value(in: scene) {
        let inside = voxels.cavities(n, found.background).flatMap(\.self)
        #expect(found.voxelsOfOtherLabels == inside.count { voxels.isInOther(than: n, $0) })
      }
    }
  }

  @Test(arguments: 0..<20, densities)
  func `contacts, overlaps and enclosures`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    let contacts = Contacts().value(in: scene)
    for a in voxels.masks.indices {
      for b in voxels.masks.indices where a != b {
        #expect(Overlap(StructurePlace(a), StructurePlace(b)).value(in: scene) == voxels.overlap(a, b))
        #expect(
          Enclosure(inner: StructurePlace(a), outer: StructurePlace(b)).value(in: scene) == voxels.enclosure(a, b))
        let faces = voxels.contact(a, b)
        #expect(PairContact(StructurePlace(a), StructurePlace(b)).value(in: scene).faces == faces)
        guard a < b else { continue }
        let listed = contacts.filter { $0.first.index == a && $0.second.index == b }
        #expect(listed.map(\.faces) == (faces == [0, 0, 0] ? [] : [faces]))
      }
    }
    #expect(contacts.allSatisfy { $0.first < $0.second })
  }

  @Test(arguments: 0..<20, [2, 20, 65])
  func `smallest distances`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for a in voxels.masks.indices {
      for b in voxels.masks.indices where a != b {
        let gap = SmallestDistance(StructurePlace(a), StructurePlace(b)).value(in: scene)
        let expected = voxels.smallestDistance(a, b)
        #expect((gap == nil) == (expected == nil))
        guard let gap, let expected else { continue }
        #expect(abs(gap.distance - expected) < 1e-9)
        #expect(voxels.holds(a, gap.from) && voxels.holds(b, gap.to))
        #expect(abs(voxels.distance(gap.from, gap.to) - expected) < 1e-9)
        let surfaces = SmallestDistance(StructurePlace(a), StructurePlace(b), between: .surfaces).value(in: scene)?
          .distance
        let others = voxels.voxels(b)
        let nearest = voxels.voxels(a).compactMap { v in others.map { voxels.surfaceDistance(v, $0) }.min() }.min()
        #expect(abs((surfaces ?? -1) - (nearest ?? -2)) < 1e-9)
      }
    }
  }

  @Test(arguments: 0..<20, densities)
  func `slices, ends and borders`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      let profiles = SliceAreas(structure: StructurePlace(n)).value(in: scene)
      #expect(profiles.isEmpty == voxels.voxels(n).isEmpty)
      for (axis, profile) in profiles.enumerated() {
        let counts = voxels.slices(n, axis: axis)
        #expect(profile.voxels == Array(counts[profile.first...profile.last]))
        let (profiled, counted): (Int, Int) = (profile.voxels.reduce(0, +), counts.reduce(0, +))
        #expect(profiled == counted)
        #expect(counts[profile.first] > 0 && counts[profile.last] > 0)
      }
      #expect(
        MissingSlices(structure: StructurePlace(n)).value(in: scene)
          == (0..<voxels.grid.dimensions).map { voxels.missingSlices(n, axis: $0) })
      #expect(FacesTouched(structure: StructurePlace(n)).value(in: scene) == voxels.facesTouched(n))
      let ends = EndAreas(structure: StructurePlace(n)).value(in: scene)
      #expect(Dictionary(ends.map { ($0.face, $0.fraction) }) { first, _ in first } == voxels.endAreas(n))
    }
  }

  /// Rows without end, as a damaged header may promise, and a few runs: nothing is counted per row.
  @Test func `contacts in a grid of a billion rows`() {
    let grid = Grid(size: VoxelIndex(4, 1 << 15, 1 << 15), affine: Affine(spacing: SIMD3(1, 1, 1)))
    func structure(_ value: Int, _ runs: [(row: Int32, start: Int32)]) -> Structure {
      Structure(
        value: value, name: nil, runs: Runs(merging: runs.map { Run(row: $0.row, start: $0.start, end: $0.start + 1) }))
    }
    let rows = (Int32(7), Int32(1 << 29))
    let scene = Scene(
      segmentation: Segmentation(
        grid: grid,
        structures: [structure(1, [(rows.0, 0), (rows.1, 2)]), structure(2, [(rows.0, 1), (rows.1 + 1, 2)])]))
    #expect(scene[Contacts()].map(\.faces) == [[1, 1, 0]])
  }

  @Test func `the random masks hold what the comparison is about`() {
    let scenes = Self.densities.flatMap { density in (0..<20).map { VoxelScene(seed: $0, density: density) } }
    #expect(scenes.contains { $0.grid.dimensions == 2 } && scenes.contains { $0.grid.dimensions == 3 })
    #expect(scenes.contains { $0.overlap(0, 1) > 0 })
    #expect(scenes.count { !$0.cavities($0.masks.count - 1, .faces).isEmpty } > 20)
    #expect(scenes.contains { s in s.cavities(0, .faces).count != s.cavities(0, .corners).count })
    #expect(scenes.contains { s in s.masks.contains { !$0.contains(true) } })
  }
}

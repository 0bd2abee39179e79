import Geometry
import GeometryTesting
import Testing
import Volume

/// Measures of pairs against their definitions, counted voxel by voxel, on random masks from almost empty to almost
/// full.
@Suite struct `Measures of pairs agree with counting voxels` {
  static let densities = [2, 20, 50, 80, 95]

  private static func isNear(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= 1e-9 * max(1, abs(a))
  }

  /// Distance transforms keep single precision.
  private static func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(a)) }

  private func share(_ part: Double, of whole: Double) -> Double? { whole > 0 ? part / whole : nil }

  @Test(arguments: 0..<20, densities)
  func `faces, contacts, overlaps and ratios`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for a in voxels.masks.indices {
      #expect(ExposedFaces(structure: StructurePlace(a)).value(in: scene) == voxels.exposedFaces(a))
      for b in voxels.masks.indices where a != b {
        let contact = ContactShares(StructurePlace(a), StructurePlace(b)).value(in: scene)
        let area = voxels.area(voxels.contact(a, b))
        #expect(Self.isNear(contact.area, area))
        #expect(Self.isNear(contact.first, share(area, of: voxels.area(voxels.exposedFaces(a)))))
        #expect(Self.isNear(contact.second, share(area, of: voxels.area(voxels.exposedFaces(b)))))
        #expect((contact.first ?? 0) <= 1 + 1e-9)

        let overlap = OverlapShares(StructurePlace(a), StructurePlace(b)).value(in: scene)
        let (n, m) = (Double(voxels.voxels(a).count), Double(voxels.voxels(b).count))
        let both = Double(voxels.overlap(a, b))
        #expect(overlap.voxels == voxels.overlap(a, b))
        #expect(Self.isNear(overlap.dice, share(2 * both, of: n + m)))
        #expect(Self.isNear(overlap.first, share(both, of: n)) && Self.isNear(overlap.second, share(both, of: m)))
        #expect(Self.isNear(VolumeRatio(StructurePlace(a), StructurePlace(b)).value(in: scene), share(n, of: m)))

        let enclosure = MutualEnclosure(StructurePlace(a), StructurePlace(b)).value(in: scene)
        #expect(enclosure.first == voxels.enclosure(a, b) && enclosure.second == voxels.enclosure(b, a))

        let shared = voxels.voxels(a).filter { voxels.holds(b, $0) }
        let part = SharedPart(StructurePlace(a), StructurePlace(b)).value(in: scene)
        #expect(part?.voxels ?? 0 == shared.count && part?.box == VoxelScene.box(shared))
        let enclosed = Set(voxels.cavities(b, .faces).joined())
        let left = voxels.voxels(a).filter { !voxels.holds(b, $0) && !enclosed.contains($0) }
        let outside = OutsidePart(inner: StructurePlace(a), outer: StructurePlace(b)).value(in: scene)
        #expect(outside?.voxels ?? 0 == left.count && outside?.box == VoxelScene.box(left))
      }
    }
  }

  @Test(arguments: 0..<20, densities)
  func `shared slices and cavities between`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for a in voxels.masks.indices {
      for b in voxels.masks.indices where a != b {
        let counts = SharedSlices(StructurePlace(a), StructurePlace(b)).value(in: scene)
        #expect(counts.count == voxels.grid.dimensions)
        for (axis, count) in counts.enumerated() {
          let (first, second) = (voxels.slices(with: a, axis: axis), voxels.slices(with: b, axis: axis))
          #expect(count.both == first.intersection(second).count && count.either == first.union(second).count)
        }
        for background in Neighbourhood.allCases {
          let found = CavitiesBetween([StructurePlace(a), StructurePlace(b)], background: background).value(in: scene)
          let expected = voxels.cavitiesBetween(a, b, background)
          #expect(
            found.pieces.map { "\($0.voxels) \($0.box)" }.sorted()
              == expected.compactMap { group in VoxelScene.box(group).map { "\(group.count) \($0)" } }.sorted())
          let others = voxels.masks.indices.filter { $0 != a && $0 != b }
          let covered = expected.joined().count { v in others.contains { voxels.holds($0, v) } }
          #expect(found.voxelsOfOtherLabels == covered)
          let open = expected.filter { group in
            2 * group.count { v in others.contains { voxels.holds($0, v) } } <= group.count
          }
          #expect(found.holes.map(\.voxels) == open.map(\.count).sorted(by: >))
        }
      }
    }
  }

  @Test(arguments: 0..<10, [2, 20, 50, 95])
  func `surface distances`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for (a, b) in [(0, 1), (1, 0)] {
      let forth = voxels.boundaryDistances(from: a, to: b).sorted()
      let back = voxels.boundaryDistances(from: b, to: a).sorted()
      let found = SurfaceDistances(StructurePlace(a), StructurePlace(b)).value(in: scene)
      #expect((found == nil) == (forth.isEmpty || back.isEmpty))
      guard let found, let farthest = forth.last, let farthestBack = back.last else { continue }
      #expect(Self.isClose(found.hausdorff, max(farthest, farthestBack)))
      #expect(Self.isClose(found.fromFirst.largest, farthest) && Self.isClose(found.fromSecond.largest, farthestBack))
      let means = [forth, back].map { $0.reduce(0, +) / Double($0.count) }
      #expect(Self.isClose(found.averageSymmetric, (means[0] + means[1]) / 2))
      #expect(Self.isClose(found.fromFirst.mean, means[0]) && Self.isClose(found.fromSecond.mean, means[1]))
      // At the 95th percentile at least 5 % less one are as far, and at least 95 % less one as near.
      let all = (forth + back).sorted()
      let near = Double(all.count { $0 <= found.hausdorff95 + 1e-5 })
      let far = Double(all.count { $0 >= found.hausdorff95 - 1e-5 })
      #expect(near >= 0.95 * Double(all.count - 1) && far >= 0.05 * Double(all.count - 1))
    }
  }

  @Test(arguments: 0..<20, densities)
  func `relative positions`(seed: Int, density: Int) {
    let random = VoxelScene(seed: seed, density: density)
    for voxels in [random, random.on(VoxelScene.oblique)] {
      let scene = voxels.scene
      for (a, b) in [(0, 1), (1, 0)] {
        let found = RelativePosition(StructurePlace(a), StructurePlace(b)).value(in: scene)
        let (own, other) = (voxels.voxels(a), voxels.voxels(b))
        #expect((found == nil) == (own.isEmpty || other.isEmpty))
        for towards in found ?? [] {
          check(towards, voxels, own: own, other: other, a, b)
        }
      }
    }
  }

  private func check(
    _ towards: RelativePosition.Towards, _ voxels: VoxelScene, own: [VoxelIndex], other: [VoxelIndex], _ a: Int,
    _ b: Int
  ) {
    let direction = towards.direction
    func place(_ p: SIMD3<Double>) -> Double { p[direction.axis] * direction.sign }
    let places = own.map { place(voxels.patient($0)) }
    let others = other.map { place(voxels.patient($0)) }.sorted()
    #expect(Self.isNear(towards.offset, place(voxels.centre(a)) - place(voxels.centre(b))))
    // Half a voxel on both sides.
    let columns = voxels.grid.affine?.columns.prefix(voxels.grid.dimensions) ?? []
    let width = columns.reduce(0) { $0 + abs($1[direction.axis]) }
    #expect(abs(towards.gap - ((places.min() ?? 0) - (others.last ?? 0) - width)) < 1e-9)
    func share(beyond limit: Double) -> Double {
      Double(places.count { $0 > limit + 1e-6 }) / Double(places.count)
    }
    let most = others[Int((0.95 * Double(others.count)).rounded(.up)) - 1]
    #expect(towards.beyondCentroid == share(beyond: place(voxels.centre(b))))
    #expect(towards.beyondMost == share(beyond: most))
    #expect(towards.beyondAll == share(beyond: others.last ?? 0))
  }

  @Test(arguments: 0..<20, densities)
  func `between and nearer`(seed: Int, density: Int) {
    let random = VoxelScene(seed: seed, density: density)
    for voxels in [random, random.on(VoxelScene.oblique)] where voxels.masks.count > 2 {
      let scene = voxels.scene
      let all = (0..<3).map(voxels.voxels)
      let between = Between(0, first: 1, second: 2).value(in: scene)
      let nearer = Nearer(0, to: 1, than: 2).value(in: scene)
      let isEmpty = all.contains(where: \.isEmpty)
      #expect((nearer == nil) == isEmpty)
      guard !isEmpty else { continue }
      let (own, a, b) = (voxels.centre(0), voxels.centre(1), voxels.centre(2))
      func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }
      #expect((between == nil) == (length(b - a) < 1e-6))
      guard let between, let nearer else { continue }
      let parts = all[0].map { v -> Double in
        ((voxels.patient(v) - a) * (b - a)).sum() / length(b - a)
      }
      let inside = parts.count { $0 > -1e-6 && $0 <= length(b - a) + 1e-6 }
      #expect(Self.isNear(between.share, Double(inside) / Double(parts.count)))
      #expect(Self.isNear(between.along, ((own - a) * (b - a)).sum() / length(b - a) / length(b - a)))
      #expect(abs(between.aside - length(own - a - between.along * (b - a))) < 1e-6)
      #expect(Self.isNear(nearer.centroids, length(own - b) - length(own - a)))
      let near = parts.count { $0 < length(b - a) / 2 - 1e-6 }
      #expect(Self.isNear(nearer.share, Double(near) / Double(parts.count)))
    }
  }

  @Test func `the random masks hold what the comparison is about`() {
    let scenes = Self.densities.flatMap { density in (0..<20).map { VoxelScene(seed: $0, density: density) } }
    #expect(scenes.count { !$0.cavitiesBetween(0, 1, .faces).isEmpty } > 10)
    // Both kinds: cavities of the union that one structure has, and those that none has.
    #expect(
      scenes.contains { s in
        let union = VoxelScene(grid: s.grid, masks: [zip(s.masks[0], s.masks[1]).map { $0 || $1 }])
        return union.cavities(0, .faces).count > s.cavitiesBetween(0, 1, .faces).count
      })
  }
}

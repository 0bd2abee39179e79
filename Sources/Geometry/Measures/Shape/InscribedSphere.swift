internal import Numerics
package import Volume

/// The largest ball (disc in two dimensions) around a voxel's centre that holds no background voxel's centre: its
/// radius and where it is; nil for an empty structure, or when there is no background at all.
///
/// The radius is the largest distance from a voxel's centre to the nearest background centre, as `edt` and scipy's
/// distance transforms give it: exact, and about half a voxel more than the continuous radius. Axes are taken as
/// perpendicular.
///
/// Branch and bound instead of a distance transform: each background voxel that a search finds bounds the radius of all
/// balls around, so a box of voxels whose bound does not exceed the best ball is never looked into. Cost: some hundred
/// searches, whatever the volume.
package struct InscribedSphere: StructureMeasure {
  /// What lies outside the grid.
  package enum Border: Hashable, Sendable {
    /// Background: a structure that is cut off ends there.
    case background
    /// Nobody knows, so it bounds nothing.
    case open
  }

  package let structure: StructurePlace
  package let border: Border

  package init(structure: StructurePlace, border: Border = .background) {
    self.structure = structure
    self.border = border
  }

  package struct Ball: Hashable, Sendable {
    /// In mm, or pixels without spacing.
    package let radius: Double
    package let centre: VoxelIndex
  }

  package func value(in scene: Scene) -> Ball? {
    let search = BackgroundSearch(
      scene.runs(structure), grid: scene.grid, border: border == .open ? .open : .background)
    return search.flatMap { LargestBall(search: $0, spacing: scene.grid.lengths).found }
  }
}

/// The search for the largest ball among boxes of centres.
private struct LargestBall {
  /// A box of centres that was looked into: its middle's nearest background bounds all balls in it.
  private struct Region {
    let low: SIMD3<Int32>
    let high: SIMD3<Int32>
    /// The region that this one is a half of, or -1.
    let parent: Int32
    var background = SIMD3<Int32>()
  }

  let search: BackgroundSearch
  let spacing: SIMD3<Double>

  var found: InscribedSphere.Ball? {
    guard let whole = search.content(from: Self.vector(search.box.first), to: Self.vector(search.box.last)) else {
      return nil
    }
    var regions = [Region(low: whole.low, high: whole.high, parent: -1)]
    var queue = MaximumQueue<Int32>()
    queue.insert(0, priority: whole.largest)
    var best = (squared: 0.0, centre: whole.low)
    while let (bound, number) = queue.removeLargest(), bound > best.squared {
      let region = regions[Int(number)]
      let extent = region.high &- region.low
      let centre = region.low &+ (extent &>> 1)
      // In small regions whatever rules them out will do; in large ones the nearest background says most about the
      // rest.
      let near = search.nearest(to: centre, enough: extent.max() < 8 ? best.squared : 0)
      if near.squaredDistance == .infinity { return nil }
      if near.squaredDistance > best.squared { best = (near.squaredDistance, centre) }
      if extent == .zero { continue }
      regions[Int(number)].background = near.voxel
      // Cut across the longest side.
      let lengths = SIMD3(Double(extent.x), Double(extent.y), Double(extent.z)) * spacing
      let axis = lengths.x >= max(lengths.y, lengths.z) ? 0 : lengths.y >= lengths.z ? 1 : 2
      for half in 0..<2 {
        var (low, high) = (region.low, region.high)
        if half == 1 { low[axis] = centre[axis] &+ 1 } else { high[axis] = centre[axis] }
        // Two specks far apart have a large box with nothing in it: only what holds voxels is searched.
        guard let part = search.content(from: low, to: high), part.largest > best.squared else { continue }
        let limit = self.bound(regions, from: number, low: part.low, high: part.high, enough: best.squared)
        guard limit > best.squared else { continue }
        queue.insert(Int32(truncatingIfNeeded: regions.count), priority: min(limit, part.largest))
        regions.append(Region(low: part.low, high: part.high, parent: number))
      }
    }
    guard best.squared > 0 else { return nil }
    let centre = best.centre
    return InscribedSphere.Ball(
      radius: best.squared.squareRoot(), centre: VoxelIndex(Int(centre.x), Int(centre.y), Int(centre.z)))
  }

  private static func vector(_ v: VoxelIndex) -> SIMD3<Int32> {
    SIMD3(Int32(truncatingIfNeeded: v.i), Int32(truncatingIfNeeded: v.j), Int32(truncatingIfNeeded: v.k))
  }

  /// The least of the bounds that the background found for a region and those that it is part of sets to all balls in a
  /// box: the largest squared distance from the background voxel to a voxel of the box. Ends early at `enough`.
  private func bound(
    _ regions: [Region], from number: Int32, low: SIMD3<Int32>, high: SIMD3<Int32>, enough: Double
  ) -> Double {
    var least = Double.infinity
    var at = number
    while at >= 0, least > enough {
      let region = regions[Int(at)]
      let (below, above) = (region.background &- low, high &- region.background)
      let steps = SIMD3(
        Double(max(below.x, above.x)), Double(max(below.y, above.y)), Double(max(below.z, above.z)))
      let lengths = steps * spacing
      least = min(least, lengths.x * lengths.x + lengths.y * lengths.y + lengths.z * lengths.z)
      at = region.parent
    }
    return least
  }
}

/// The radius for both readings of the field of view's border.
package struct InscribedRadius: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "inscribed_radius",
    fields: [.length("inscribed_radius"), "inscribed_centre_voxel", "inscribed_centre_ras"],
    unit: "mm", cost: .surface,
    definition:
      "Largest distance from a voxel's centre to the nearest background voxel's centre, with the outside of the volume as background and without; the centre of the first ball.",
    source: "as edt and scipy.ndimage.distance_transform_edt", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    // The other border's ball need not be found for it.
    .init("inscribed_radius", .length, "the radius of the largest inscribed ball") { measure, scene in
      scene[InscribedSphere(structure: measure.structure)]?.radius
    },
    .init("inscribed_diameter", .length, "the diameter of the largest inscribed ball") { measure, scene in
      scene[InscribedSphere(structure: measure.structure)].map { 2 * $0.radius }
    },
  ]

  package func value(in scene: Scene) -> (background: InscribedSphere.Ball?, open: InscribedSphere.Ball?) {
    let closed = scene[InscribedSphere(structure: structure)]
    // A structure away from the border sees the same background either way.
    let isInside = scene[FacesTouched(structure: structure)].isEmpty
    return (closed, isInside ? closed : scene[InscribedSphere(structure: structure, border: .open)])
  }

  private static func fields(
    of value: (background: InscribedSphere.Ball?, open: InscribedSphere.Ball?), in scene: Scene
  ) -> [ReportedField] {
    let centre = (value.background?.centre).map { centre in
      ReportedValue.list((0..<scene.grid.dimensions).map { .integer(centre[$0]) })
    }
    let place = (value.background?.centre).flatMap { scene.grid.affine?.patient(VoxelPoint($0)) }
    return [
      .init(
        .length("inscribed_radius"),
        [
          "border_is_background": .number(value.background?.radius),
          "border_open": .number(value.open?.radius),
        ]),
      .init("inscribed_centre_voxel", centre ?? .undefined),
    ] + (place.map { [.init("inscribed_centre_ras", [.number($0.x), .number($0.y), .number($0.z)])] } ?? [])
  }
}

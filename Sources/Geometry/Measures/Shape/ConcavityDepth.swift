package import Volume

/// How deep a structure's deepest dent is in a picture, in mm: the longest way from its convex hull inwards,
/// perpendicular to a side of the hull, before the structure is met. 0 for a box; nil when the structure is empty, or
/// its box larger than memory.
///
/// From points along each side of the hull, no further apart than a pixel, a ray goes to the first pixel of the
/// structure, or through to the hull's far side where the structure is in pieces. After the convexity defects of
/// OpenCV, which are the same for dents that can be looked into straight. Staircases count up to one pixel. Two
/// dimensions. Cost: the hull's pixels at worst.
package struct ConcavityDepth: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "concavity_depth", fields: [.length("concavity_depth")], unit: "mm",
    dimensions: .two, cost: .voxels,
    definition: "Longest way inwards from a side of the convex hull, perpendicular to it, to the label's first pixel.",
    source: "after OpenCV convexityDefects; Amanatides and Woo 1987 (rays)", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("concavity", .length, "the depth of the deepest concavity") { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    guard scene[RunSums(structure: structure)]?.box.fitsIntoMemory == true,
      let hull = scene[ConvexHulls(structure: structure)]?.outline?.vertices,
      let mask = DenseMask(scene.runs(structure), on: scene.grid, margin: 0)
    else { return nil }
    let spacing = SIMD2(scene.grid.lengths.x, scene.grid.lengths.y)
    let corners = hull.map { SIMD2(Double($0.x - mask.origin.i), Double($0.y - mask.origin.j)) }
    var deepest = 0.0
    for (at, start) in corners.enumerated() {
      let side = corners[(at + 1) % corners.count] - start
      let length = (side * spacing * side * spacing).sum().squareRoot()
      // To the left of a side is the inside; one mm along it, in pixels.
      let inwards = SIMD2(-side.y * spacing.y / spacing.x, side.x * spacing.x / spacing.y) / length
      let points = max(1, Int(max(abs(side.x), abs(side.y))))
      for point in 0..<points {
        let from = start + side * ((Double(point) + 0.5) / Double(points))
        deepest = max(deepest, Self.way(from, along: inwards, in: mask, corners))
      }
    }
    return deepest
  }

  /// The length of a ray until it enters a pixel of the structure, or leaves the hull.
  private static func way(
    _ start: SIMD2<Double>, along ray: SIMD2<Double>, in mask: DenseMask, _ hull: [SIMD2<Double>]
  ) -> Double {
    // A start on the edge between pixels belongs to the one ahead.
    let inside = start + ray * 1e-9 / max(abs(ray.x), abs(ray.y))
    var pixel = SIMD2(Int(inside.x.rounded(.down)), Int(inside.y.rounded(.down)))
    var way = 0.0
    while pixel.x >= 0, pixel.y >= 0, pixel.x < mask.size.i, pixel.y < mask.size.j {
      if mask.isInside[mask.place(pixel.x, pixel.y, 0)] { return way }
      var (next, axis) = (Double.infinity, 0)
      for a in 0..<2 where ray[a] != 0 {
        let edge = Double(ray[a] > 0 ? pixel[a] + 1 : pixel[a])
        let distance = (edge - start[a]) / ray[a]
        if distance < next { (next, axis) = (distance, a) }
      }
      way = max(way, next)
      pixel[axis] += ray[axis] > 0 ? 1 : -1
    }
    return leaves(start, along: ray, hull) ?? way
  }

  /// Where a ray from a side of the hull meets another side.
  private static func leaves(_ start: SIMD2<Double>, along ray: SIMD2<Double>, _ hull: [SIMD2<Double>]) -> Double? {
    hull.indices.compactMap { at -> Double? in
      let side = hull[(at + 1) % hull.count] - hull[at]
      let crossing = ray.x * side.y - ray.y * side.x
      // Only sides that the ray goes out through, whose inside it comes from.
      guard crossing > 1e-12 else { return nil }
      let to = hull[at] - start
      return max(0, (to.x * side.y - to.y * side.x) / crossing)
    }.min()
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init(.length("concavity_depth"), .number(value))]
  }
}

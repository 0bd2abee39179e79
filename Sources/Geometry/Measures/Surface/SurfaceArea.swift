package import Volume

/// The area of a structure's surface in mm², in three dimensions. The volume's border counts as surface.
///
/// `marchingCubes`: the triangle mesh at half height between inside and outside, by scikit-image's table (Lewiner
/// 2003); it joins voxels that touch by an edge. A digitised ball comes out 9 % too large. `crofton`: the estimate from
/// crossings in thirteen directions, within 1 % for a ball (Lehmann and Legland 2012, Insight Journal, as ITK's
/// `LabelShapeStatisticsImageFilter`). Compare within one method only. Cost: one histogram of windows.
package struct SurfaceArea: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Areas: Hashable, Sendable {
    package let marchingCubes: Double
    package let crofton: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "surface", fields: [.area("surface")], unit: "mm²", dimensions: .three,
    cost: .surface,
    definition:
      "Surface area: of the marching-cubes mesh (scikit-image's table), and as the Crofton estimate in 13 directions (ITK).",
    source: "Lewiner et al. 2003, J Graph Tools 8(2):1; Lehmann and Legland 2012, Insight J", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("surface_area", .area, "the surface area") { $0.marchingCubes },
    .init("surface_area_crofton", .area, "the Crofton estimate of the surface area") { $0.crofton },
  ]

  package func value(in scene: Scene) -> Areas {
    let windows = scene[Configurations(structure: structure)]
    let areas = scene[MarchingCubesAreas()]
    let mesh = zip(windows.counts, areas).reduce(0.0) { $0 + Double($1.0) * $1.1 }
    return Areas(marchingCubes: mesh, crofton: Crofton(spacing: scene.grid.lengths).area(windows))
  }

  private static func fields(of value: Areas, in scene: Scene) -> [ReportedField] {
    [.init(.area("surface"), ["marching_cubes": .number(value.marchingCubes), "crofton": .number(value.crofton)])]
  }
}

/// The area of the triangles in a window, for each of its 256 fillings, with the grid's spacing.
struct MarchingCubesAreas: Measure {
  func value(in scene: Scene) -> [Double] {
    let half = scene.grid.lengths / 2
    // The middles of a cube's edges in half edges, i fastest, and its own.
    var middles: [SIMD3<Double>] = []
    for z in 0..<3 {
      for y in 0..<3 {
        for x in 0..<3 where [x, y, z].count(where: { $0 == 1 }) == 1 {
          middles.append(SIMD3(Double(x), Double(y), Double(z)) * half)
        }
      }
    }
    middles.append(half)
    return marchingCubesTable.split(separator: "\n").map { line in
      let corners = line.utf8.filter { $0 != UInt8(ascii: "-") }.map { middles[Int($0 - UInt8(ascii: "a"))] }
      return stride(from: 0, to: corners.count, by: 3).reduce(0.0) { area, at in
        let (a, b) = (corners[at + 1] - corners[at], corners[at + 2] - corners[at])
        let normal = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        return area + (normal * normal).sum().squareRoot() / 2
      }
    }
  }
}

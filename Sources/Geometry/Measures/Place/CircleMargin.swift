package import Volume

/// How far a structure stays inside the scanner's reconstruction circle. A structure that reaches it may go on where
/// nothing was reconstructed, just as one that reaches the border of the field of view.
///
/// `margin`: the circle's radius minus the largest distance of a voxel centre from its centre; below 0 where a mask
/// covers padding. `voxelsOnEdge`: voxels whose centre lies within one voxel (the coarser in-plane spacing) of the
/// circle, or beyond it. Nil when the image has no such circle (`ReconstructionCircle`), cannot be used, or the
/// structure is empty.
///
/// Unit: mm, pixels without spacing. Cost: one pass over the structure's voxels.
package struct CircleMargin: StructureMeasure, StoredMeasure {
  package static let storedName = "circle_margin"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Place: Hashable, Sendable, Codable {
    package let margin: Double
    package let voxelsOnEdge: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "reconstruction_circle", fields: ["reconstruction_circle"],
    unit: "mm, voxels", cost: .image,
    needsImage: true,
    definition:
      "Smallest distance from the scanner's reconstruction circle, and the number of voxels that lie on it or beyond; null when the image has none.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("circle_margin", .length, "the distance of A from the scanner's reconstruction circle", [.signed]) {
      $0?.margin
    },
    .init("circle_voxels", .voxels, "the number of A's voxels on the scanner's reconstruction circle or beyond") {
      $0.map { Double($0.voxelsOnEdge) }
    },
  ]

  package func value(in scene: Scene) -> Place? {
    let runs = scene.runs(structure)
    guard !runs.isEmpty, let circle = scene[ReconstructionCircle()] else { return nil }
    let near = circle.radius - circle.spacing.max()
    var (farthest, onEdge) = (0.0, 0)
    for run in runs.all {
      let (j, k) = (Int(run.row) % scene.grid.size.j, Int(run.row) / scene.grid.size.j)
      for i in Int(run.start)..<Int(run.end) {
        let distance = circle.distance(VoxelIndex(i, j, k))
        farthest = max(farthest, distance)
        if distance >= near { onEdge += 1 }
      }
    }
    return Place(margin: circle.radius - farthest, voxelsOnEdge: onEdge)
  }

  private static func fields(of value: Place?, in scene: Scene) -> [ReportedField] {
    let place = value.map { place -> ReportedValue in
      [.length("margin"): .number(place.margin), "voxels_on_edge": .integer(place.voxelsOnEdge)]
    }
    return [.init("reconstruction_circle", place ?? .undefined)]
  }
}

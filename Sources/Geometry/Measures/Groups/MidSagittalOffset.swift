package import Volume

/// On which side of the mid-sagittal plane a structure lies; nil when it is empty or there is no plane. Cost: the runs.
package struct MidSagittalOffset: StructureMeasure, StoredMeasure {
  package static let storedName = "mid_sagittal_offset"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Side: Hashable, Sendable, Codable {
    /// The centroid's distance from the plane in mm, above 0 on the patient's right.
    package let offset: Double
    /// The share of voxels on the patient's right, 0…1, by their centres.
    package let right: Double
    /// The share on the left. Voxels on the plane itself belong to neither.
    package let left: Double
  }

  static let numbers: [NumberOf<Self>] = [
    .init(
      "midline_offset", .length, "the rightward offset of A's centroid from the mid-sagittal plane",
      [.signed, .oriented]
    ) { $0?.offset },
    .init("midline_right_fraction", .fraction, "the share of A on the right of the mid-sagittal plane", [.oriented]) {
      $0?.right
    },
    .init("midline_left_fraction", .fraction, "the share of A on the left of the mid-sagittal plane", [.oriented]) {
      $0?.left
    },
  ]

  package func value(in scene: Scene) -> Side? {
    guard let plane = scene[MidSagittalPlane()], let centre = scene[Centroid(structure: structure)]?.patient else {
      return nil
    }
    let normal = SIMD3(plane.normal.x, plane.normal.y, plane.normal.z)
    let point = SIMD3(plane.point.x, plane.point.y, plane.point.z)
    let runs = scene.runs(structure)
    func share(towards direction: SIMD3<Double>) -> Double {
      let coordinate = LinearCoordinate(scene.grid, along: direction, from: point)
      return Double(coordinate.count(of: runs, above: LinearCoordinate.slack)) / Double(runs.voxelCount)
    }
    return Side(offset: plane.offset(of: centre), right: share(towards: normal), left: share(towards: -normal))
  }
}

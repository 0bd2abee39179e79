package import Volume

/// What two structures have in common, as shares: above 0 only where structures are separate masks.
///
/// Dice 1945, Ecology 26:297: twice the shared voxels over the sum of both. Cost: the runs.
package struct OverlapShares: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package struct Shares: Hashable, Sendable {
    package let voxels: Int
    /// 0…1; nil when both structures are empty.
    package let dice: Double?
    /// Of the first structure's voxels, 0…1; nil when it is empty.
    package let first: Double?
    package let second: Double?
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "overlap",
    fields: [
      "shared_voxels", .volume("shared_volume"), .area("shared_area"), "dice", "overlap_fraction_first",
      "overlap_fraction_second",
    ],
    unit: "voxels, mm³ (mm² in two dimensions), share",
    definition:
      "Voxels in both structures, their volume (area), twice their number over the sum of both structures' (Dice), and their share of each structure.",
    source: "Dice 1945, Ecology 26:297", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("overlap_voxels", .voxels, "the number of voxels that A and B share") { Double($0.voxels) },
    .init("overlap_volume", .volume, "the volume that A and B share", dimensions: .three) {
      Double($1[$0].voxels) * $1.grid.voxelMeasure
    },
    .init("overlap_area", .area, "the area that A and B share", dimensions: .two) {
      Double($1[$0].voxels) * $1.grid.voxelMeasure
    },
    .init("dice", .fraction, "the Dice coefficient of A and B") { $0.dice },
    .init("overlap_fraction", .fraction, "the share of A that lies in B") { $0.first },
  ]

  package func value(in scene: Scene) -> Shares {
    let shared = scene[Overlap(first, second)]
    let (a, b) = (scene[VoxelCount(structure: first)], scene[VoxelCount(structure: second)])
    func share(_ whole: Int, times factor: Double = 1) -> Double? {
      whole > 0 ? factor * Double(shared) / Double(whole) : nil
    }
    return Shares(voxels: shared, dice: share(a + b, times: 2), first: share(a), second: share(b))
  }

  private static func fields(of value: Shares, in scene: Scene) -> [ReportedField] {
    let size = Double(value.voxels) * scene.grid.voxelMeasure
    return [
      .init("shared_voxels", .integer(value.voxels)),
      .init(scene.grid.dimensions == 2 ? .area("shared_area") : .volume("shared_volume"), .number(size)),
      .init("dice", .number(value.dice)),
      .init("overlap_fraction_first", .number(value.first)),
      .init("overlap_fraction_second", .number(value.second)),
    ]
  }
}

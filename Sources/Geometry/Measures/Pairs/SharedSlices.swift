package import Volume

/// In how many slices two structures occur together, per index axis and along the patient's superior axis: organs of
/// one level share slices, and chambers of a heart do. Cost: the runs and slices.
package struct SharedSlices: TabledMeasure {
  package typealias Value = [Count]
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package struct Count: Hashable, Sendable {
    /// Slices that hold voxels of both structures.
    package let both: Int
    /// Slices that hold voxels of one of them or of both.
    package let either: Int

    /// 0…1; nil when both structures are empty.
    package var fraction: Double? { either > 0 ? Double(both) / Double(either) : nil }
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "shared_slices", fields: ["shared_slices"], unit: "slices, share",
    definition:
      "Slices that hold voxels of both structures, of those that hold either, perpendicular to i, j, k and to the index axis nearest to the patient's superior axis; `superior` is missing where orientation is unknown or the grid is a single slice along it.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "shared_slices", .slices, "the number of axial slices that hold both A and B", [.oriented],
      reading: { slices, grid in superiorAxis(of: grid).map { Double(slices[$0].both) } }),
    .init(
      "shared_slice_fraction", .fraction, "the share of the axial slices with A or B that hold both", [.oriented],
      reading: { slices, grid in superiorAxis(of: grid).flatMap { slices[$0].fraction } }),
  ]

  /// One count per index axis, two in two dimensions.
  package var restsOn: [any StoredMeasure] { [first, second].map { SliceAreas(structure: $0) } }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> [Count] {
    let a = try source.value(of: SliceAreas(structure: first))
    let b = try source.value(of: SliceAreas(structure: second))
    return (0..<source.grid.dimensions).map { axis in
      let (a, b) = (filled(a, axis), filled(b, axis))
      return Count(both: a.intersection(b).count, either: a.union(b).count)
    }
  }

  private func filled(_ profiles: [SliceAreas.Profile], _ axis: Int) -> Set<Int> {
    guard profiles.indices.contains(axis) else { return [] }
    let profile = profiles[axis]
    return Set(profile.voxels.indices.filter { profile.voxels[$0] > 0 }.map { $0 + profile.first })
  }

  /// The index axis whose slices lie one above the other in the patient; nil when there is none.
  package static func superiorAxis(of grid: Grid) -> Int? {
    grid.indexAxis(along: 2).map(\.axis).flatMap { $0 < grid.dimensions ? $0 : nil }
  }

  private static func fields(of value: [Count], in scene: Scene) -> [ReportedField] {
    func described(_ count: Count) -> ReportedValue {
      [
        "both": .integer(count.both), "either": .integer(count.either),
        "fraction": .number(count.fraction),
      ]
    }
    var members = zip(["i", "j", "k"], value).map { ReportedField($0, described($1)) }
    if let axis = superiorAxis(of: scene.grid) { members.append(.init("superior", described(value[axis]))) }
    return [.init("shared_slices", .group(members))]
  }
}

package import Volume

/// The share of a structure's voxels that lie inside another one: in its voxels, or in cavities that it encloses (a
/// label map cannot overlap, so what is inside an organ is a cavity of the organ's own label). Nil when the inner
/// structure is empty.
package struct Enclosure: StoredMeasure {
  package static let storedName = "enclosure"

  package let inner: StructurePlace
  package let outer: StructurePlace

  package init(inner: StructurePlace, outer: StructurePlace) {
    self.inner = inner
    self.outer = outer
  }

  package func value(in scene: Scene) -> Double? {
    let runs = scene.runs(inner)
    guard !runs.isEmpty else { return nil }
    return Double(sharedVoxels(runs.all, scene[FilledRuns(structure: outer)].all)) / Double(runs.voxelCount)
  }
}

/// What of a structure lies outside another one, and outside the cavities that it encloses: voxels and box, over all
/// its pieces. Nil when nothing does. Cost: the runs and the rows of the boxes.
package struct OutsidePart: StoredMeasure {
  package static let storedName = "outside_part"
  package let inner: StructurePlace
  package let outer: StructurePlace

  package init(inner: StructurePlace, outer: StructurePlace) {
    self.inner = inner
    self.outer = outer
  }

  package func value(in scene: Scene) -> Piece? {
    let left = subtract(scene[FilledRuns(structure: outer)], from: scene.runs(inner))
    return VoxelBox(of: left, on: scene.grid).map { Piece(voxels: left.voxelCount, box: $0) }
  }
}

/// A structure with its cavities filled; the background is connected through faces.
struct FilledRuns: StructureMeasure {
  let structure: StructurePlace

  func value(in scene: Scene) -> Runs {
    let cavities = Cavities(structure: structure, background: .faces).found(in: scene).runs
    return cavities.isEmpty ? scene.runs(structure) : Runs(merging: scene.runs(structure).all + cavities)
  }
}

/// How much of each of two structures lies inside the other. Cost: the runs and the rows of the boxes.
package struct MutualEnclosure: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package struct Shares: Hashable, Sendable {
    /// The share of the first structure inside the second, 0…1; nil when the first is empty.
    package let first: Double?
    package let second: Double?
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "containment", fields: ["enclosed_fraction_first", "enclosed_fraction_second"],
    unit: "share",
    definition:
      "Share of a structure's voxels that lie in the other structure or in cavities that the other one encloses; null for an empty structure.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "enclosed_fraction", .fraction, "the share of A inside B and its cavities",
      of: { Enclosure(inner: $0.first, outer: $0.second) }, reading: { share, _ in share })
  ]

  package func value(in scene: Scene) -> Shares {
    Shares(
      first: scene[Enclosure(inner: first, outer: second)], second: scene[Enclosure(inner: second, outer: first)])
  }

  private static func fields(of value: Shares, in scene: Scene) -> [ReportedField] {
    [
      .init("enclosed_fraction_first", .number(value.first)),
      .init("enclosed_fraction_second", .number(value.second)),
    ]
  }
}

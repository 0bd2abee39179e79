package import Volume

/// How ragged a structure's surface is: its area (perimeter in two dimensions) over the same after smoothing, and the
/// share of voxels that smoothing changes. Nil when the structure is empty, or its box larger than memory.
///
/// Smoothing is a Gaussian whose standard deviation is 5 % of ∛volume (√area), and a threshold at one half: a smooth
/// organ keeps its surface, a frayed one loses much of it. Areas are Crofton's estimates with thirteen (four)
/// directions. The outside of the volume is background, so a structure that is cut off there is rounded at its cut
/// edges. Cost: `SmoothedMask`.
package struct Raggedness: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// The standard deviation as a share of ∛volume or √area.
  package static let relativeSigma = 0.05

  package struct Change: Hashable, Sendable {
    /// About 1 for smooth shapes; nil when smoothing leaves nothing.
    package let ratio: Double?
    /// Voxels won and lost over voxels.
    package let changed: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "raggedness", fields: ["raggedness"], unit: "ratio, share", cost: .voxels,
    definition:
      "Crofton surface (perimeter) over the same after a Gaussian with σ = 5 % of ∛volume (√area) and a threshold of one half, and the share of voxels that this changes.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("raggedness", .ratio, "the raggedness") { $0?.ratio },
    .init("ragged_fraction", .fraction, "the share of A's voxels that smoothing changes") { $0?.changed },
  ]

  package func value(in scene: Scene) -> Change? {
    let grid = scene.grid
    guard let sums = scene[RunSums(structure: structure)], sums.box.fitsIntoMemory else { return nil }
    let deviation = Self.relativeSigma * grid.characteristicLength(voxels: sums.count)
    guard
      let smooth = SmoothedMask(scene.runs(structure), box: sums.box, on: grid, deviation: deviation / grid.lengths)
    else { return nil }
    let size = smooth.voxels.size
    // A structure of one slice stays one of three dimensions.
    let box = VoxelIndex(size.i, size.j, grid.dimensions == 2 ? 1 : size.k + 1)
    let after = Self.surface(
      ConfigurationHistogram(of: smooth.voxels.runs, on: Grid(size: box, spacing: grid.spacing)), on: grid)
    let before = Self.surface(scene[Configurations(structure: structure)], on: grid)
    return Change(
      ratio: after > 0 ? before / after : nil, changed: Double(smooth.changed) / Double(sums.count))
  }

  /// In mm², in two dimensions the perimeter in mm.
  private static func surface(_ windows: ConfigurationHistogram, on grid: Grid) -> Double {
    let crofton = Crofton(spacing: grid.lengths)
    return grid.dimensions == 2 ? crofton.length(windows) : crofton.area(windows)
  }

  private static func fields(of value: Change?, in scene: Scene) -> [ReportedField] {
    let numbers = value.map { change -> ReportedValue in
      ["ratio": .number(change.ratio), "changed_fraction": .number(change.changed)]
    }
    return [.init("raggedness", numbers ?? .undefined)]
  }
}

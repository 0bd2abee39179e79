package import JSON
internal import Volume

/// How ragged a structure's surface is: its area (perimeter in two dimensions) over the same after smoothing, and the share of voxels that smoothing changes. Nil when
/// the structure is empty, or its box larger than memory.
///
/// Smoothing is a Gaussian whose standard deviation is 5 % of ∛volume (√area), and a threshold at one half: a smooth organ keeps its surface, a frayed one loses much
/// of it. Areas are Crofton's estimates with thirteen (four) directions. The outside of the volume is background, so a structure that is cut off there is rounded at
/// its cut edges. Cost: the voxels of the box, about a hundred operations for each, and six bytes.
package struct Raggedness: LabelMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  /// The standard deviation as a share of ∛volume or √area.
  package static let relativeSigma = 0.05

  package struct Change: Hashable, Sendable {
    /// About 1 for smooth shapes; nil when smoothing leaves nothing.
    package let ratio: Double?
    /// Voxels won and lost over voxels.
    package let changed: Double
  }

  package static let entry = MeasureEntry(
    name: "raggedness", fields: ["raggedness"], unit: "ratio, share", cost: .voxels,
    definition:
      "Crofton surface (perimeter) over the same after a Gaussian with σ = 5 % of ∛volume (√area) and a threshold of one half, and the share of voxels that this changes."
  )

  package static let numbers: [NumberOf<Self>] = [
    .init("raggedness", .ratio, "the raggedness") { $0?.ratio },
    .init("ragged_fraction", .fraction, "the share of A's voxels that smoothing changes") { $0?.changed },
  ]

  package func value(in scene: Scene) -> Change? {
    guard let sums = scene[RunSums(structure: structure)], sums.box.fitsIntoMemory,
      let mask = DenseMask(scene.runs(structure), on: scene.grid, margin: 1)
    else { return nil }
    let grid = scene.grid
    let sigma = Self.relativeSigma * grid.characteristicLength(voxels: sums.count)
    var values = mask.isInside.map { $0 ? Float(1) : 0 }
    // Half of a Gaussian around a voxel outside the structure's box lies outside as well: what is smoothed stays within the box.
    GaussianSmoothing.smooth(&values, size: mask.size, sigma: sigma / grid.lengths, dimensions: grid.dimensions)
    let changed = zip(mask.isInside, values).reduce(0) { $0 + ($1.0 == ($1.1 >= 0.5) ? 0 : 1) }
    let smooth = ConfigurationHistogram(
      of: Self.runs(values, size: mask.size), on: Grid(size: mask.size, spacing: grid.spacing))
    let (before, after) = (
      Self.surface(scene[Configurations(structure: structure)], on: grid), Self.surface(smooth, on: grid)
    )
    return Change(ratio: after > 0 ? before / after : nil, changed: Double(changed) / Double(sums.count))
  }

  /// In mm², in two dimensions the perimeter in mm.
  private static func surface(_ windows: ConfigurationHistogram, on grid: Grid) -> Double {
    let crofton = Crofton(spacing: grid.lengths)
    return grid.dimensions == 2 ? crofton.length(windows) : crofton.area(windows)
  }

  /// Where an array is at least one half.
  private static func runs(_ values: [Float], size: VoxelIndex) -> Runs {
    var runs: [Run] = []
    for row in 0..<(size.j * size.k) {
      var start = -1
      for i in 0...size.i {
        let isInside = i < size.i && values[row * size.i + i] >= 0.5
        if isInside, start < 0 { start = i }
        if !isInside, start >= 0 {
          runs.append(Run(row: Int32(row), start: Int32(start), end: Int32(i)))
          start = -1
        }
      }
    }
    return Runs(ordered: runs)
  }

  package static func fields(of value: Change?, in scene: Scene) -> [JSONValue.Member] {
    let numbers = value.map { change -> JSONValue in
      ["ratio": change.ratio.orNull, "changed_fraction": .number(change.changed)]
    }
    return [.init("raggedness", numbers ?? .null)]
  }
}

package import Volume

/// What the image shows under and around a structure's contour, in every channel: the one computation that all measures
/// of boundary evidence pick their number from. Nil when the image cannot be used or the structure is empty.
///
/// In three dimensions everything is computed slice by slice (`PlaneStack`) and combined as a mean weighted by the
/// contour's length; a slice in which a number is undefined has no part in it. The edge offset alone is taken from the
/// slices' profiles together, since one slice's peak is easily chance. `outside` means outside this structure: other
/// structures are its surroundings like anything else.
///
/// Definitions: each measure's own file. Frame: the slices of the image's grid. Cost: the structure's box, each slice
/// widened by a quarter to a half of the equivalent radius; memory: one byte per voxel of the box and a few numbers per
/// voxel of one slice.
package struct BoundaryEvidence: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// The Gaussian before edges are looked for: a share of a picture's shorter side, and at least one pixel; in three
  /// dimensions one voxel.
  static let deviationShare = 0.006

  package func value(in scene: Scene) -> [ImageChannel: BoundaryNumbers]? {
    let runs = scene.runs(structure)
    let grid = scene.grid
    guard scene.usableImage != nil, let dense = DenseMask(runs, on: grid, margin: 0) else { return nil }
    let stack = PlaneStack(grid)
    let channels = ImageChannel.ofBoundaries(in: scene)
    let readers = channels.compactMap { ChannelReader($0, in: scene) }
    let deviation = Self.deviation(grid, stack)
    let reach = PlaneSmoothing(deviation, deviation).reach
    var slices: [ImageChannel: [SliceEvidence]] = [:]
    for slice in dense.origin[stack.across]..<dense.origin[stack.across] + dense.size[stack.across] {
      let mask = PlaneMask(dense, slice: slice, stack: stack, grid: grid) { voxels in
        // The band, and what its outermost gradients and their smoothing look at.
        let wide = 2 * ContourGeometry.ringWidth(voxels: voxels, stack) + 2
        return (u: Int(wide / stack.steps.x) + reach + 2, v: Int(wide / stack.steps.y) + reach + 2)
      }
      guard let mask, let contour = ContourGeometry(mask, stack: stack) else { continue }
      for reader in readers {
        let sample = ContourSample(
          contour, mask.values(reader, stack: stack, grid: grid), deviation: deviation,
          spread: scene[ImageSpread(channel: reader.channel)])
        slices[reader.channel, default: []].append(SliceEvidence(sample, contour))
      }
    }
    var result: [ImageChannel: BoundaryNumbers] = [:]
    for channel in channels {
      result[channel] = BoundaryNumbers(slices[channel] ?? [], unit: stack.unit, isFlat: grid.dimensions == 2)
    }
    return result
  }

  /// In units of the finer in-plane spacing.
  private static func deviation(_ grid: Grid, _ stack: PlaneStack) -> Double {
    guard grid.dimensions == 2 else { return 1 }
    let sides = SIMD2(Double(grid.size[stack.u]), Double(grid.size[stack.v])) * stack.steps
    return max(1, deviationShare * sides.min())
  }
}

/// One slice's numbers.
struct SliceEvidence {
  let slice: Int
  /// The contour's length and the equivalent radius, in units of the finer in-plane spacing.
  let length: Double
  let equivalentRadius: Double
  let voxels: Int
  let notFinite: Int
  let profile: EdgeProfile
  let numbers: [BoundaryNumber: Double]

  init(_ sample: ContourSample, _ contour: ContourGeometry) {
    slice = contour.mask.slice
    length = contour.length
    equivalentRadius = contour.equivalentRadius
    voxels = sample.voxels
    notFinite = sample.notFinite
    profile = sample.profile
    var numbers: [BoundaryNumber: Double] = [:]
    for number in BoundaryNumber.allCases { numbers[number] = number.value(of: sample) }
    self.numbers = numbers
  }
}

package import Anatomy
internal import Geometry
internal import Numerics
package import Volume
internal import Wording

/// A structure, or all of them, lies in the wrong place: moved by whole voxels along a direction.
///
/// In an export without overlaps a structure that lands on others takes their voxels, as in a label map; they lose
/// them. Elsewhere it overlaps them.
package struct Shifted: Mutation {
  package static let fault = Fault.shifted
  package static let summary =
    "Moves a structure (label; label=all: every one; by=100 % of the radius of the ball of its largest piece's size, or mm; towards: a direction such as left or k+, by default one with room that the seed chooses)."

  private let label: String?
  private let length: MutationLength
  private let direction: MutationFace?

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    length = try options.length("by", default: 1)
    direction = try options.face("towards")
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let grid = segmentation.grid
    let subject = try Subject(label == "all" ? nil : label, in: segmentation)
    let places = label == "all" ? segmentation.filled : [subject.place]
    let by = try length.value(for: subject)
    let box = places.compactMap { VoxelBox(of: segmentation[$0].runs, on: grid) }.reduce(subject.box) {
      $0.union($1)
    }
    let words = "\(Significant.text(by, digits: 3)) \(grid.lengthUnit)"
    let (steps, name) = try move(box, by: by, on: grid, seed: seed)
    guard steps != VoxelIndex(0, 0, 0) else {
      throw .notApplicable("\(words) \(name) is less than half a voxel; nothing would move.")
    }
    let moved = Dictionary(
      uniqueKeysWithValues: places.map {
        ($0, segmentation[$0].runs.moved(by: steps, from: grid, to: grid.size))
      })
    guard moved.values.contains(where: { !$0.isEmpty }) else {
      throw .notApplicable("\(words) \(name) is outside the field of view; give a shorter way.")
    }
    let isAll = label == "all"
    let new =
      isAll
      ? segmentation.replacing(moved)
      : subject.with(moved[subject.place] ?? Runs(), takesOver: !segmentation.hasOverlaps)
    return Mutated(
      Self.fault, places.map { segmentation.label($0) }, from: segmentation, to: new, seed: seed,
      [MutationParameter("by", by, grid.lengthUnit), MutationParameter("towards", name)],
      "\(isAll ? "Every structure" : subject.label) lies \(words) too far \(name).")
  }

  /// The steps along i, j, k, and the direction's name. A direction that is not given is one where the box stays in the
  /// grid.
  private func move(
    _ box: VoxelBox, by length: Double, on grid: Grid, seed: UInt64
  ) throws(MutationError) -> (steps: VoxelIndex, name: String) {
    if let direction {
      if case .patient(let patient) = direction, let affine = grid.affine {
        // Along the patient's axis, which an oblique grid crosses.
        _ = try direction.face(of: grid)
        var target = PatientPoint(affine.origin.x, affine.origin.y, affine.origin.z)
        target[patient.axis] += patient.sign * length
        let voxel = affine.voxel(target)
        let k = grid.dimensions == 2 ? 0 : Self.whole(voxel.k)
        return (VoxelIndex(Self.whole(voxel.i), Self.whole(voxel.j), k), direction.name)
      }
      return (Self.steps(towards: try direction.face(of: grid), by: length, on: grid), direction.name)
    }
    var faces = GridFace.all(dimensions: grid.dimensions)
    var random = SplitMix64(seed: seed)
    while !faces.isEmpty {
      let face = faces.remove(at: random.index(below: faces.count))
      let steps = Self.steps(towards: face, by: length, on: grid)
      if VoxelBox(grid).holds(box.first.plus(steps)), VoxelBox(grid).holds(box.last.plus(steps)) {
        return (steps, MutationFace.name(of: face, on: grid))
      }
    }
    throw .notApplicable("no direction has room for that way within the field of view; give a shorter one.")
  }

  private static func steps(towards face: GridFace, by length: Double, on grid: Grid) -> VoxelIndex {
    var steps = VoxelIndex(0, 0, 0)
    let count = whole(length / grid.lengths[face.axis])
    steps[face.axis] = face.isLast ? count : -count
    return steps
  }

  /// A number of voxels; beyond any grid where a damaged transform gives more than an integer holds.
  private static func whole(_ steps: Double) -> Int { Int(min(max(steps, -1e9), 1e9).rounded()) }
}

extension VoxelIndex {
  fileprivate func plus(_ other: VoxelIndex) -> VoxelIndex { VoxelIndex(i + other.i, j + other.j, k + other.k) }
}

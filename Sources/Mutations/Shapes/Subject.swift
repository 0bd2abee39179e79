internal import Geometry
internal import Volume

/// The structure that a mutation is about, with what is asked of it again and again.
struct Subject: Sendable {
  let segmentation: Segmentation
  let place: StructurePlace
  let voxels: Int
  let box: VoxelBox
  /// The mean of the voxel indices.
  let centre: VoxelPoint
  /// Of the ball (disc) of its largest piece's size; in mm, in pixels without spacing.
  let radius: Double

  /// A structure by name or value; without one the largest. Throws when there is none with voxels.
  init(_ label: String?, in segmentation: Segmentation) throws(MutationError) {
    if let label {
      try self.init(place: segmentation.place(of: label), in: segmentation)
    } else {
      try self.init(place: segmentation.largest(), in: segmentation)
    }
  }

  init(place: StructurePlace, in segmentation: Segmentation) throws(MutationError) {
    let scene = Scene(segmentation: segmentation)
    guard let sums = scene[RunSums(structure: place)] else {
      throw .notApplicable("\(segmentation.label(place)) has no voxels.")
    }
    self.segmentation = segmentation
    self.place = place
    voxels = sums.count
    box = sums.box
    centre = sums.mean
    let pieces = scene[Components(structure: place, neighbourhood: .corners)]
    radius = EquivalentSphere.radius(voxels: pieces.first?.voxels ?? sums.count, on: segmentation.grid)
  }

  var grid: Grid { segmentation.grid }
  var runs: Runs { segmentation[place].runs }
  var label: String { segmentation.label(place) }

  /// The voxels of all other structures.
  var others: Runs { segmentation.covered { $0 != place } }

  /// How many voxels a share of it is, at least one.
  func count(share: Double) -> Int { max(1, Int((share * Double(voxels)).rounded())) }

  /// The same export with other voxels for it. What it gains and others hold, they lose when `takesOver`.
  func with(_ runs: Runs, takesOver: Bool = false) -> Segmentation {
    var changed = [place: runs]
    if takesOver {
      for other in segmentation.ownPlaces where other != place {
        let left = segmentation[other].runs.subtracting(runs)
        if left != segmentation[other].runs { changed[other] = left }
      }
    }
    return segmentation.replacing(changed)
  }

  /// The voxels of each slice of its box along an index axis.
  func profile(along axis: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: box.last[axis] - box.first[axis] + 1)
    for run in runs.all {
      switch axis {
      case 0: for i in Int(run.start)..<Int(run.end) { counts[i - box.first.i] += 1 }
      case 1: counts[Int(run.row) % grid.size.j - box.first.j] += run.count
      default: counts[Int(run.row) / grid.size.j - box.first.k] += run.count
      }
    }
    return counts
  }
}

/// What a mutation that adds voxels may cover.
enum Surroundings: String, CaseIterable, Sendable {
  /// Voxels that belong to no structure.
  case background
  /// Any voxel; the structures around lose theirs.
  case neighbours
}

extension Subject {
  /// The box and what lies within a length around it, as long as arrays over it fit into memory.
  func window(around length: Double) throws(MutationError) -> VoxelBox {
    let window = box.widened(by: length, on: grid)
    guard window.fitsIntoMemory else { throw Self.tooLarge(label) }
    return window
  }

  static func tooLarge(_ label: String) -> MutationError {
    .notApplicable("\(label) fills a box that is larger than memory.")
  }
}

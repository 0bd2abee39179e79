internal import Geometry
internal import Volume

/// A length of a mutation: mm, pixels where the grid has no spacing, or a share of the radius of the ball (disc) of the
/// size of the structure's largest piece.
enum MutationLength: Hashable, Sendable {
  case millimetres(Double)
  case pixels(Double)
  case shareOfRadius(Double)

  /// The length on a subject's grid. A share is never less than one voxel's shortest edge, where nothing could change.
  func value(for subject: Subject) throws(MutationError) -> Double {
    let hasLengths = subject.grid.spacing != nil
    switch self {
    case .shareOfRadius(let share): return max(share * subject.radius, subject.grid.shortestEdge)
    case .millimetres(let length):
      guard hasLengths else {
        throw .notApplicable("the export gives no spacing, so a length in mm has no meaning; write it in px.")
      }
      return length
    case .pixels(let length):
      guard !hasLengths else {
        throw .notApplicable("the export gives a spacing; write the length in mm instead of px.")
      }
      return length
    }
  }
}

extension Grid {
  /// The unit of its lengths.
  var lengthUnit: String { spacing == nil ? "px" : "mm" }

  /// A voxel's edges that count: two in two dimensions.
  private var edges: [Double] { (0..<dimensions).map { lengths[$0] } }

  var shortestEdge: Double { edges.min() ?? 1 }
  var longestEdge: Double { edges.max() ?? 1 }

  /// From corner to corner of a voxel.
  var voxelDiagonal: Double { edges.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

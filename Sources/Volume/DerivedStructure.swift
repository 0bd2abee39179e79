/// A structure that is made of an export's own ones, such as the union of two.
package struct DerivedStructure: Hashable, Sendable {
  /// How it is made, of structures by their places: `union(0,3)`. Equal keys are equal voxels.
  package let key: String
  package let runs: Runs
  /// Why it could not be made, as a clause; nil where it could. It has no voxels then, which is not the same as empty.
  package let problem: String?

  package init(key: String, runs: Runs, problem: String? = nil) {
    self.key = key
    self.runs = problem == nil ? runs : Runs()
    self.problem = problem
  }
}

/// Which of a structure's connected pieces is meant.
package enum PieceChoice: String, CaseIterable, Hashable, Sendable {
  /// By voxels.
  case largest
  /// By the mean place of their voxels in the patient.
  case leftmost, rightmost, foremost, rearmost, uppermost, lowest
  /// By the mean place of their voxels in a picture, as it is seen on the screen.
  case imageLeft = "image-left"
  case imageRight = "image-right"
  case imageTop = "image-top"
  case imageBottom = "image-bottom"

  /// The direction of the patient in which the piece lies farthest; nil where none is asked for.
  package var direction: PatientDirection? {
    switch self {
    case .leftmost: .left
    case .rightmost: .right
    case .foremost: .anterior
    case .rearmost: .posterior
    case .uppermost: .superior
    case .lowest: .inferior
    case .largest, .imageLeft, .imageRight, .imageTop, .imageBottom: nil
    }
  }

  /// The index axis along which the piece lies farthest, and whether at its end; nil where none is asked for.
  package var imageSide: (axis: Int, isLast: Bool)? {
    switch self {
    case .imageLeft: (0, false)
    case .imageRight: (0, true)
    case .imageTop: (1, false)
    case .imageBottom: (1, true)
    default: nil
    }
  }
}

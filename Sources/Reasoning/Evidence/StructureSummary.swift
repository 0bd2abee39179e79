package import Evaluation
package import Volume

/// What there is of one structure of the policy in an export, in a few facts.
package struct StructureSummary: Hashable, Sendable {
  /// Absent, empty and cut off are different facts.
  package enum State: String, CaseIterable, Hashable, Sendable {
    case present
    /// The export names it and holds no voxel of it.
    case empty
    /// The export does not name it.
    case notInExport = "not-in-export"
    /// The structure reaches the border of the field of view, so its size and its ends are unknown.
    case cutByTheBorder = "cut-by-the-border"
  }

  /// The policy's name for it.
  package var label: String
  package var side: PatientDirection?
  package var state: State
  /// A volume in mL, or an area in mm² or px; nil when there is nothing to measure.
  package var size: Measured?
  /// In RAS mm; nil when there is nothing or the orientation is unknown.
  package var centroid: PatientPoint?
  /// The centre in words for a person, such as `R 40, P 12, S 310`, or slice and pixel where there is no patient space.
  package var centre: String?

  package init(
    label: String, side: PatientDirection? = nil, state: State, size: Measured? = nil, centroid: PatientPoint? = nil,
    centre: String? = nil
  ) {
    self.label = label
    self.side = side
    self.state = state
    self.size = size
    self.centroid = centroid
    self.centre = centre
  }
}

package import PolicyLanguage

/// How far a structure reaches along the patient's axes.
package struct ExtentLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "extent"
  package static let summary =
    "How far a structure reaches from right to left, from anterior to posterior and from superior to inferior, in patient space."
  package static let page = KindPage(
    why:
      "A structure that is much longer along one axis than anatomy allows has leaked that way or taken in an island; a shorter one is cut off, or a part of it is missing. Where all sizes are off in one direction, the file states a wrong spacing.",
    example: """
      - id: height
        each: kidneys
        extent: {superior_inferior: {typical: 80..140 mm, possible: 50..180 mm}, right_left: "<= 100 mm"}
        when: complete
      """,
    judged:
      "Each field limits the structure's own reach along one patient axis, from voxel edge to voxel edge, in oblique volumes too: limits alone fail outside, `typical` warns and `possible` fails. With `slices` a slice has no extent across itself. Not evaluable where the file gives no orientation or no spacing.",
    remedy:
      "Look at the ends of the structure along the axis that the finding names: for a leak or an island where it is too long, for a cut or a missing part where it is too short."
  )
  package var wantsSource: Bool { true }

  package enum Field: String, MeasuredField {
    case rightLeft = "right_left", anteriorPosterior = "anterior_posterior"
    case superiorInferior = "superior_inferior"

    package var number: String? {
      switch self {
      case .rightLeft: "extent_right_left"
      case .anteriorPosterior: "extent_anterior_posterior"
      case .superiorInferior: "extent_superior_inferior"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

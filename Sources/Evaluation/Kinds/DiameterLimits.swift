package import PolicyLanguage

/// A structure's diameters: those that a calliper finds, and those of the balls of its size and within it.
package struct DiameterLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "diameter"
  package static let summary =
    "The largest and smallest calliper (Feret) diameter, and the diameters of the ball of equal volume and of the largest ball inside; discs in a picture."
  package static let page = KindPage(
    why:
      "Diameters are what clinicians measure. The largest one grows with every leak and every island, the inscribed one shrinks with a hole, and neither depends on how the patient lies.",
    example: """
      - id: length
        each: kidneys
        diameter: {feret_max: {typical: 85..140 mm, possible: 60..180 mm}, inscribed: ">= 20 mm"}
        when: complete
        source: {cite: "Glodny et al., BMC Urol 2009;9:19", population: "adults, CT", mean: 110 mm}
      """,
    judged:
      "`feret_max` is the largest distance between two voxel centres, `feret_min` the smallest distance of two parallel planes (lines in a picture) that hold all of them, `feret_orthogonal` in a picture the width across the largest; `equivalent` is the diameter of the ball (disc) of equal size, `inscribed` that of the largest ball (disc) that fits inside. Limits alone fail outside, `typical` warns and `possible` fails. In mm, or in px where voxels have equal sides. Not evaluable in mm where the file gives no spacing.",
    remedy:
      "Too large: look for a leak or an island at the ends. Too small: look for a missing part or a cut; a small inscribed diameter in a structure of usual volume is a hole or a torn wall."
  )
  package var wantsSource: Bool { true }

  package enum Field: String, MeasuredField {
    case feretMax = "feret_max", feretMin = "feret_min", feretOrthogonal = "feret_orthogonal", equivalent
    case inscribed

    package var number: String? {
      switch self {
      case .equivalent: "equivalent_diameter"
      case .inscribed: "inscribed_diameter"
      default: rawValue
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

package import PolicyLanguage

/// How thick a structure is, from place to place.
package struct ThicknessLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "thickness"
  package static let summary =
    "The smallest, median and largest local thickness: the diameter of the largest ball inside that covers a place."
  package static let page = KindPage(
    why:
      "Walls have a thickness: a myocardium of 2 mm in one place has a hole there, one of 40 mm holds something else. A solid organ that is nowhere thick is a shell.",
    example: """
      - id: wall
        label: myocardium
        thickness: {smallest: ">= 2 mm", median: {typical: 6..12 mm, possible: 3..25 mm}}
      """,
    judged:
      "`smallest` is what 98 % of the structure reach (the corners of any mask are one voxel thick), `median` what half of it reach, `largest` the diameter of the largest ball inside. Limits alone fail outside, `typical` warns and `possible` fails. In mm, or in px where voxels have equal sides. A wall of one voxel measures about two voxels. Not evaluable in mm where the file gives no spacing.",
    remedy: "Too thin: look for a gap in the wall or a thread. Too thick: look what the structure has taken in."
  )
  package var wantsSource: Bool { true }

  package enum Field: String, MeasuredField {
    case smallest, median, largest

    package var number: String? {
      switch self {
      case .smallest: "thickness_min"
      case .median: "thickness_median"
      case .largest: "thickness_max"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

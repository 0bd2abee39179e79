package import PolicyLanguage

/// What the picture says along a structure's contour.
package struct BoundaryLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "boundary"
  package static let summary =
    "The evidence of the image along the contour: edges on it, their strength, direction and offset, and the contrast across it."
  package static let page = KindPage(
    why:
      "A sound contour lies where the image changes. This tells leaks, shifted masks and contours drawn too small or too large where anatomy gives no numbers, as for lesions and polyps.",
    example: """
      - id: on-the-edge
        each: kidneys
        boundary: {edge_support: ">= 40 %", edge_offset: {typical: -0.05..0.05, possible: -0.15..0.15}}
      """,
    judged:
      "`edge_support` is the share of the contour on edges of the image (30 % by chance), `edge_strength` the gradient on it over the gradient around it (1 by chance), `direction_consistency` the share across which the image changes the same way (50 % by chance), `weakest_sector` the edge in the weakest of 12 sectors (below 0: it changes the wrong way), `edge_offset` how far outside the contour the edge lies, over the equivalent radius (above 0: the contour is too small, below 0: too large), `edge_offset_distance` the same in mm or px. `ring_contrast` (in SD of the image) and `ring_separability` (50 % by chance) compare a ring inside with one outside, `ring_overlap` is the share of the outer ring that looks like the inside, `inside_homogeneity` what is left of the variance inside after the best split in two, `surroundings_score` the mean inside among the surroundings. `weakest_slice` is the edge support in the weakest slice of a volume. Limits alone fail outside, `typical` warns and `possible` fails. Not evaluable without an image on the mask's grid.",
    remedy:
      "Look at the picture along the contour, first in the weakest slice or sector. Many structures have parts without an edge: learn limits from accepted cases (`policy fit`) rather than guess them."
  )

  package enum Field: String, MeasuredField {
    case edgeSupport = "edge_support", edgeStrength = "edge_strength"
    case directionConsistency = "direction_consistency", weakestSector = "weakest_sector"
    case edgeOffset = "edge_offset", edgeOffsetDistance = "edge_offset_distance"
    case ringContrast = "ring_contrast", ringSeparability = "ring_separability", ringOverlap = "ring_overlap"
    case insideHomogeneity = "inside_homogeneity", surroundingsScore = "surroundings_score"
    case weakestSlice = "weakest_slice"

    package var number: String? {
      switch self {
      case .weakestSlice: "weakest_slice_edge_support"
      default: rawValue
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

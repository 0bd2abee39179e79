internal import PolicyLanguage

/// What the picture says along a structure's contour.
package struct BoundaryLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "boundary"

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

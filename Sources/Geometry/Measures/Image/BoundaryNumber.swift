/// The numbers that boundary evidence consists of; raw values are what `--measures` calls them.
package enum BoundaryNumber: String, CaseIterable, Hashable, Sendable {
  case edgeSupport = "edge_support"
  case edgeStrength = "edge_strength"
  case medianEdgeStrength = "edge_strength_median"
  case directionConsistency = "direction_consistency"
  case weakestSector = "weakest_sector"
  case edgeOffset = "edge_offset"
  /// The edge offset as a length.
  case edgeOffsetLength = "edge_offset_mm"
  case ringContrast = "ring_contrast"
  case ringSeparability = "ring_separability"
  case ringOverlap = "ring_overlap"
  case insideHomogeneity = "inside_homogeneity"
  case surroundingsScore = "surroundings_score"

  /// The field that reports it.
  var field: FieldName { self == .edgeOffsetLength ? .length("edge_offset") : FieldName(rawValue) }

  /// The number of one slice; nil where it is undefined, and where the slices' profiles together tell it.
  func value(of sample: ContourSample) -> Double? {
    switch self {
    case .edgeSupport: EdgeSupport.number(of: sample)
    case .edgeStrength: EdgeStrength.number(of: sample)
    case .medianEdgeStrength: MedianEdgeStrength.number(of: sample)
    case .directionConsistency: DirectionConsistency.number(of: sample)
    case .weakestSector: WeakestSector.number(of: sample)
    case .edgeOffset, .edgeOffsetLength: nil
    case .ringContrast: RingContrast.number(of: sample)
    case .ringSeparability: RingSeparability.number(of: sample)
    case .ringOverlap: RingOverlap.number(of: sample)
    case .insideHomogeneity: InsideHomogeneity.number(of: sample)
    case .surroundingsScore: SurroundingsScore.number(of: sample)
    }
  }
}

internal import Evaluation
internal import Geometry
internal import Learning
internal import PolicyLanguage

/// Which numbers may earn points, and which end of them is bad.
enum CardFeatures {
  /// Measures that say nothing about a mask's quality (where it lies in the picture), or the same as another in other
  /// words; people should not have to tell them apart.
  private static let passedOver: Set<String> = [
    "centroid", "touches", "border_margin", "principal_axes", "mid_sagittal_plane", "reconstruction_circle",
    "voxel_faces", "equivalent_ellipsoid", "equivalent_sphere", "euler", "compactness", "roundness", "moments",
  ]
  private static let passedOverNumbers: Set<String> = [
    "components_4", "components_6", "components_18", "surface_area_crofton", "convex_volume", "convex_area",
    "cavity_volume", "cavity_area", "holes", "hole_fraction", "edge_strength", "edge_offset_distance",
    "intensity_min", "intensity_max", "slice_perimeter_min", "slice_perimeter_median",
  ]

  /// Numbers of single labels that a card looks at when nobody chooses.
  ///
  /// - Parameters:
  ///   - dimensions: of the cohort's grids.
  ///   - hasImages: whether the cohort's cases have images.
  ///   - hasSpacing: else sizes count voxels, and the number of voxels stands for itself.
  static func standard(dimensions: Int, hasImages: Bool, hasSpacing: Bool) -> [MeasureFunction] {
    PolicyVocabulary.standard.measures.filter { function in
      guard function.arity == 1, function.dimensions.contains(dimensions), hasImages || !function.needsImage,
        let number = MeasureCatalogue.number(named: function.name)
      else { return false }
      if function.name == "voxels" { return false }
      // Local thickness costs as much as all others together where there are three dimensions.
      if dimensions == 3, number.entry.name == "thickness" { return false }
      return !passedOver.contains(number.entry.name) && !passedOverNumbers.contains(function.name)
    }
  }

  /// Fewer pieces, fewer holes, more of the contour on edges are never worse, whatever the structure. Sizes and
  /// proportions are bad on both ends.
  private static let lowIsBad: Set<String> = [
    "largest_fraction", "edge_support", "edge_strength", "edge_strength_median", "direction_consistency",
    "weakest_sector", "ring_separability", "weakest_slice_edge_support", "neighbour_slice_overlap",
  ]
  private static let highIsBad: Set<String> = [
    "components", "components_4", "components_6", "components_18", "cavities", "cavity_fraction", "holes",
    "hole_fraction", "tunnels", "missing_slices", "slice_area_change", "area_spikes", "staircase", "staircase_run",
    "end_area", "ragged_fraction", "thin_fraction", "non_finite_fraction",
  ]

  static func direction(of name: String) -> Scorecard.Direction {
    lowIsBad.contains(name) ? .lowIsBad : highIsBad.contains(name) ? .highIsBad : .bothEndsBad
  }
}

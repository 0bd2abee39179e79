internal import PolicyLanguage

/// The codes of findings that hold a verdict up: `kind.aspect`, such as `connectivity.components`. What policies let a model clear is named by them.
package enum FindingCodes {
  /// Every code of a failure, a warning or an unknown, in the order of the kinds.
  package static let all: [String] = ExpectationKinds.all.flatMap { kind in
    (aspects(of: kind) + common).map { "\(kind.name).\($0)" }
  }

  /// What any kind may say: a label is absent, a condition or a stratum unknown, a quorum or too few slices fail.
  private static let common = ["absent", "condition", "stratum", "quorum", "slices"]

  private static func aspects(of kind: any ExpectationKind.Type) -> [String] {
    if let measured = kind as? any MeasuredKind.Type {
      return measured.fields.flatMap { field in ["below", "above", "unknown"].map { "\(field.key)_\($0)" } }
    }
    return own[kind.name] ?? []
  }

  private static let own: [String: [String]] = [
    "presence": ["unexpected", "implied", "out_of_view"],
    "volume": ["below", "above", "unknown"],
    "area": ["below", "above", "unknown"],
    "connectivity": [
      "components", "components_below", "split", "largest_fraction", "largest_fraction_above", "unknown",
    ],
    "holes": ["count", "fraction", "size", "unknown"],
    "tunnels": ["count", "count_below", "unknown"],
    "border": ["touches", "reconstruction_circle", "unknown"],
    "adjacency": ["gap_below", "gap_above", "contact", "contact_below", "share", "share_below", "frontier", "unknown"],
    "containment": ["inside", "outside", "unknown"],
    "overlap": ["overlap", "overlap_below", "unknown"],
    "position": ["order", "between", "aside", "nearer", "distance", "unknown"],
    "symmetry": ["volume_ratio", "mirrored_overlap", "offset", "unknown"],
    "sequence": [
      "reversed", "swapped", "order", "missing", "skipped", "spacing_below", "spacing_above", "variant", "unknown",
    ],
    "cooccurrence": ["share", "share_above", "missing", "missing_below", "unknown"],
    "continuity": [
      "missing_slices", "end_area", "area_jump", "spikes", "staircase", "neighbour_overlap", "unknown",
    ],
    "file": [
      "grid", "grid_size", "grid_spacing", "grid_axes", "spacing", "anisotropy", "size", "orientation", "empty",
      "doubled", "unknown_labels", "not-a-mask", "unreadable", "contradiction", "unknown",
    ],
    "scorecard": ["review", "reject", "unknown"],
    "assert": ["assertion"],
    "ask": ["asked"],
  ]
}

internal import PolicyLanguage

/// How thick a structure is, from place to place.
package struct ThicknessLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "thickness"
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

internal import PolicyLanguage

/// How much of a structure is thin for its size.
package struct ThinPartLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "thin"

  package static let hasShortForm = true
  package enum Field: String, MeasuredField {
    case fraction

    package var number: String? {
      switch self {
      case .fraction: "thin_fraction"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

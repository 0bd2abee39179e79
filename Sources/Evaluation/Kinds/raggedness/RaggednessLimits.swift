internal import PolicyLanguage

/// How ragged a structure's surface is.
package struct RaggednessLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "raggedness"

  package static let hasShortForm = true
  package enum Field: String, MeasuredField {
    case ratio, changed

    package var number: String? {
      switch self {
      case .ratio: "raggedness"
      case .changed: "ragged_fraction"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

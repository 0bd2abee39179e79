internal import PolicyLanguage

/// A structure's diameters: those that a calliper finds, and those of the balls of its size and within it.
package struct DiameterLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "diameter"
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

internal import PolicyLanguage

/// What form a structure has, whatever its size.
package struct ShapeLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "shape"

  package enum Field: String, MeasuredField {
    case sphericity, compactness, roundness, elongation, flatness, solidity, circularity, concavity
    case eulerNumber = "euler_number"
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

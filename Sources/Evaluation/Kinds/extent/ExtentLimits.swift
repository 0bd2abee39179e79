internal import PolicyLanguage

/// How far a structure reaches along the patient's axes.
package struct ExtentLimits: MeasuredKind {
  package let limits: [FieldLimits]

  package static let name = "extent"
  package var wantsSource: Bool { true }

  package enum Field: String, MeasuredField {
    case rightLeft = "right_left", anteriorPosterior = "anterior_posterior"
    case superiorInferior = "superior_inferior"

    package var number: String? {
      switch self {
      case .rightLeft: "extent_right_left"
      case .anteriorPosterior: "extent_anterior_posterior"
      case .superiorInferior: "extent_superior_inferior"
      }
    }
  }

  package init(limits: [FieldLimits]) { self.limits = limits }
}

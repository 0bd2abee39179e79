/// The measures of one mask that people accepted or rejected.
package struct FitCase: Sendable, Hashable {
  /// By feature; absent or not finite: missing.
  package let values: [String: Double]
  /// Masks that belong together (one patient, one picture) stay in one fold, so that none is judged by a card that saw
  /// its sibling; nil: it stands alone.
  package let group: String?

  package init(_ values: [String: Double], group: String? = nil) {
    self.values = values
    self.group = group
  }
}

/// A measure that may earn points.
package struct FitFeature: Sendable, Hashable {
  package let name: String
  package let direction: Scorecard.Direction
  package let support: Support

  package init(_ name: String, direction: Scorecard.Direction = .bothEndsBad, support: Support = .real) {
    self.name = name
    self.direction = direction
    self.support = support
  }
}

internal import PolicyLanguage
internal import YAML

/// What a total says of a mask: of the masks that a card was learned from, what share of those with this total people
/// had accepted.
package struct ScorecardCalibration: Hashable, Sendable {
  /// The total at which as many were accepted as rejected.
  package let even: Double
  /// So many points more, and the odds of being accepted are a tenth.
  package let tenfold: Double

  package init(even: Double, tenfold: Double) {
    self.even = even
    self.tenfold = tenfold
  }

  init?(reading fields: inout FieldReader) {
    fields.require("even", "tenfold")
    let even = fields.number("even", in: -10_000...10_000)
    let tenfold = fields.number("tenfold", in: 0.01...10_000)
    guard let even, let tenfold else { return nil }
    self.init(even: even, tenfold: tenfold)
  }
}

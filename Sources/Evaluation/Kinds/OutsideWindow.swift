internal import PolicyLanguage
internal import Wording
internal import YAML

/// A window of intensities, and how much of a structure or an image may lie outside of it: `outside: {window: -150..300
/// HU, share: "<= 5 %"}`.
struct OutsideWindow: Hashable, Sendable {
  let window: Limits
  let share: Band

  /// Nil without the field, or, reported, when something in it is wrong.
  init?(reading fields: inout FieldReader) {
    let read = fields.nested("outside") { fields -> OutsideWindow? in
      fields.require("window", "share")
      let window = fields.limits("window", in: [.intensity], signed: true)
      let share = fields.band("share", in: [.fraction, .ratio])
      guard let window, let share else { return nil }
      return OutsideWindow(window: window, share: share)
    }
    guard let read else { return nil }
    self = read
  }

  private init(window: Limits, share: Band) {
    self.window = window
    self.share = share
  }

  /// Where the share lies: `outside -150..300 HU`, `below -30 HU`.
  var words: String {
    switch (window.lower, window.upper) {
    case (let lower?, nil): "below \(window.describe(lower.value))"
    case (nil, let upper?): "above \(window.describe(upper.value))"
    default: "outside \(window.text)"
    }
  }

  /// An end that the author left open is as far away as numbers go.
  var low: Double { window.lower?.value ?? -.greatestFiniteMagnitude }
  var high: Double { window.upper?.value ?? .greatestFiniteMagnitude }
}

internal import Anatomy
internal import Diagnostics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// How far a case lies from what was usual where a card was learned, whether or not its faults were among the examples:
/// the sum, over some numbers, of what lies beyond a few robust standard deviations.
struct UnusualNumbers: Hashable, Sendable {
  /// A number with its median among accepted masks and the spread around it, 1.4826 times the median absolute
  /// deviation.
  struct Number: Hashable, Sendable {
    let measure: NumberExpression
    let usual: Quantity
    let spread: Quantity
    /// What a deviation of one spread adds to the score of each fault: one or several prototypes of it, in the same
    /// order for every number.
    let faults: [Fault: [Double]]

    /// Robust standard deviations from the median.
    func deviation(of value: Double) -> Double { (value - usual.value) / spread.value }
  }

  /// What lies within so many standard deviations counts nothing.
  let beyond: Double
  /// Sums above this are for review, never for more.
  let review: Double
  let numbers: [Number]
  /// The score of each prototype of a fault for a mask without any deviation.
  let faults: [Fault: [Double]]
  /// How far resemblance to a prototype goes; nil: faults are not told.
  let sharpness: Double?

  init?(reading fields: inout FieldReader) {
    fields.require("beyond", "review", "numbers")
    let beyond = fields.number("beyond", in: 0...1000)
    let review = fields.number("review", in: 0...1_000_000)
    sharpness = fields.number("sharpness", in: 0...1000)
    let faults = fields.nested("faults") { Number.readFaults(&$0) }
    let numbers = fields.nestedList("numbers", of: "a number") { Number(reading: &$0) }
    guard let beyond, let review, let numbers else { return nil }
    (self.beyond, self.review, self.numbers, self.faults) = (beyond, review, numbers, faults ?? [:])
  }

  /// What a number beyond the usual adds; no number adds more than ten, so that none drowns the others.
  func excess(_ deviation: Double) -> Double { min(max(abs(deviation) - beyond, 0), Self.most) }

  static let most = 10.0
}

extension UnusualNumbers.Number {
  init?(reading fields: inout FieldReader) {
    fields.require("measure", "usual", "spread")
    let measure = fields.numberExpression("measure")
    let dimensions = measure?.limitDimensions ?? Dimension.allCases
    let usual = fields.quantity("usual", in: dimensions, signed: true)
    let spread = fields.quantity("spread", in: dimensions)
    let faults = fields.nested("faults") { Self.readFaults(&$0) }
    guard let measure, let usual, let spread else { return nil }
    guard usual.dimension == spread.dimension else {
      fields.error(.unitMismatch, "'usual' and 'spread' are written in one dimension", at: "spread")
      return nil
    }
    guard spread.value > 0 else {
      fields.error(.outOfRange, "'spread' must be more than 0", at: "spread")
      return nil
    }
    self.init(measure: measure, usual: usual, spread: spread, faults: faults ?? [:])
  }

  fileprivate static func readFaults(_ fields: inout FieldReader) -> [Fault: [Double]]? {
    var faults: [Fault: [Double]] = [:]
    for fault in Fault.allCases {
      let key = FieldReader.Key(fault.rawValue)
      guard fields.has(key) else { continue }
      faults[fault] = fields.quantities(key, in: [.ratio], signed: true)?.map(\.value)
    }
    return faults
  }
}

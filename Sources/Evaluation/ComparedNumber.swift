/// A number of a case beside what was usual where a card or a limit was learned, with the points that it earns.
public struct ComparedNumber: Hashable, Sendable, Codable {
  /// As the policy writes it, such as `edge_support(liver)`.
  public var number: String
  /// In `unit`; nil where it is not known.
  public var value: Double?
  /// The unit of all numbers here; empty for counts and ratios.
  public var unit: String
  /// What it earns in a scorecard, and what it could at most; nil for a limit.
  public var points: Int?
  public var most: Int?
  /// Among accepted masks: the median, and 1.4826 times the median absolute deviation; nil where not known.
  public var median: Double?
  public var spread: Double?
  /// The typical range that was learned, the 5th to 95th percentile of accepted masks; nil where not known.
  public var low: Double?
  public var high: Double?
  /// The accepted masks by name, and how many they were; nil where nothing was learned.
  public var cohort: String?
  public var n: Int?

  /// A number with what is known of it.
  package init(
    number: String, value: Double?, unit: String, points: Int? = nil, most: Int? = nil, median: Double? = nil,
    spread: Double? = nil, low: Double? = nil, high: Double? = nil, cohort: String? = nil, n: Int? = nil
  ) {
    (self.number, self.value, self.unit, self.points, self.most) = (number, value, unit, points, most)
    (self.median, self.spread, self.low, self.high) = (median, spread, low, high)
    (self.cohort, self.n) = (cohort, n)
  }
}

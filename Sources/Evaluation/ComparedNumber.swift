/// A number of a case beside what was usual where a card or a limit was learned, with the points that it earns.
public struct ComparedNumber: Hashable, Sendable, Codable {
  /// As the policy writes it, such as `edge_support(liver)`.
  public var number: String
  /// In `unit`; nil where it is not known.
  public var value: Double?
  /// The unit of all numbers here; empty for counts and ratios.
  public var unit: String
  /// What it earns in a scorecard; nil for a limit.
  public var points: Int?
  /// What it could earn at most.
  public var most: Int?
  /// The median among accepted masks; nil where it is not known.
  public var median: Double?
  /// 1.4826 times the median absolute deviation among them.
  public var spread: Double?
  /// The lower end of the typical range that was learned, the 5th percentile of accepted masks; nil where not known.
  public var low: Double?
  /// The upper end of that range, the 95th percentile.
  public var high: Double?
  /// What the accepted masks are called; nil where nothing was learned.
  public var cohort: String?
  /// How many they were.
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

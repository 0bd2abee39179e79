/// Whether cases that score 0.8 are acceptable in eight of ten cases.
package struct Calibration: Sendable {
  /// The cases whose scores lie between two edges: above `from`, up to and with `to`; the first bin holds 0 as well.
  package struct Bin: Hashable, Sendable {
    package let from: Double
    package let to: Double
    package let count: Int
    /// Nil without cases.
    package let meanScore: Double?
    /// The share of acceptable cases.
    package let acceptable: Figure
  }

  private let scored: [(place: Int, score: Double, isAcceptable: Bool, bin: Int)]
  private let bins: Int

  /// Nil where a score lies outside 0…1, which makes it no probability, or there is none. Cases without one are passed
  /// over.
  init?(_ cases: [JudgedCase], bins: Int) {
    let edges = (1..<bins).map { Double($0) / Double(bins) }
    var scored: [(place: Int, score: Double, isAcceptable: Bool, bin: Int)] = []
    for (place, one) in cases.enumerated() {
      guard let score = one.score else { continue }
      guard (0...1).contains(score) else { return nil }
      scored.append((place, score, !one.isUnacceptable, edges.count { $0 < score }))
    }
    guard !scored.isEmpty else { return nil }
    (self.scored, self.bins) = (scored, bins)
  }

  /// The mean square of score less truth (Brier, Monthly Weather Review 78, 1950). Nil without cases.
  func brier(_ times: [Int]) -> Double? {
    var (sum, count) = (0.0, 0)
    for one in scored {
      let error = one.score - (one.isAcceptable ? 1 : 0)
      sum += Double(times[one.place]) * error * error
      count += times[one.place]
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The mean distance between a bin's mean score and its share of acceptable cases, weighted by its cases: the
  /// expected calibration error (Guo et al., ICML 2017). Nil without cases.
  func expectedError(_ times: [Int]) -> Double? {
    var excess = [Double](repeating: 0, count: bins)
    var count = 0
    for one in scored {
      excess[one.bin] += Double(times[one.place]) * (one.score - (one.isAcceptable ? 1 : 0))
      count += times[one.place]
    }
    return count > 0 ? excess.reduce(0) { $0 + abs($1) } / Double(count) : nil
  }

  /// The bins from the lowest to the highest, empty ones among them.
  func reliability(_ cases: [JudgedCase], rule: AgreementRule) -> [Bin] {
    (0..<bins).map { bin in
      let own = scored.filter { $0.bin == bin }
      let sum = own.reduce(0) { $0 + $1.score }
      return Bin(
        from: Double(bin) / Double(bins), to: Double(bin + 1) / Double(bins), count: own.count,
        meanScore: own.isEmpty ? nil : sum / Double(own.count),
        acceptable: Figure(
          own.map(\.isAcceptable), clusters: own.map { cases[$0.place].cluster }, absence: "no score lies in the bin",
          rule: rule))
    }
  }
}

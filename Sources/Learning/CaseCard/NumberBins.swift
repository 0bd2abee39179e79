internal import Numerics

/// A number cut at a few thresholds: which stretch each case lies in.
struct NumberBins: Sendable {
  /// Ascending; a value that equals a threshold lies above it.
  let thresholds: [Double]
  /// Per case, from 0; one more than there are stretches for a case without a value.
  let bins: [UInt8]

  /// The bin of cases without a value.
  var undefined: Int { thresholds.count + 1 }

  /// Quantiles of accepted values at which a threshold may lie, beside their ends.
  private static let accepted = [0.01, 0.03, 0.08, 0.2, 0.5, 0.8, 0.92, 0.97, 0.99]
  private static let rejected = [0.1, 0.25, 0.4, 0.6, 0.75, 0.9]

  /// Nil when no value differs from another.
  ///
  /// - Parameter cases: those that the thresholds are taken from; all cases are put into bins.
  init?(_ column: [Double], isRejected: [Bool], cases: [Int]) {
    let known = cases.filter { !column[$0].isNaN }
    let all = Self.distinct(known.map { column[$0] }.sorted())
    let good = known.filter { !isRejected[$0] }.map { column[$0] }.sorted()
    let bad = known.filter { isRejected[$0] }.map { column[$0] }.sorted()
    var places: Set<Int> = []
    for (values, shares) in [(good, Self.accepted), (bad, Self.rejected)] where !values.isEmpty {
      for share in shares { places.insert(Self.place(above: quantile(share, of: values), in: all)) }
    }
    if let low = good.first, let high = good.last {
      places.insert(Self.place(below: low, in: all))
      places.insert(Self.place(above: high, in: all))
    }
    let cuts = places.filter { $0 > 0 && $0 < all.count }.sorted()
    guard !cuts.isEmpty || known.count < cases.count && !known.isEmpty else { return nil }
    let thresholds = cuts.map { ShortNumber.between(all[$0 - 1], all[$0]) }
    self.thresholds = thresholds
    bins = column.map { value in
      guard !value.isNaN else { return UInt8(thresholds.count + 1) }
      return UInt8(Self.place(above: value, in: thresholds))
    }
  }

  /// How many values of an ascending list lie at or below a value.
  private static func place(above value: Double, in values: [Double]) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many lie below it.
  private static func place(below value: Double, in values: [Double]) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func distinct(_ sorted: [Double]) -> [Double] {
    sorted.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }
}

/// The shortest decimal between two numbers, so that people can read a threshold.
enum ShortNumber {
  /// A number above the first and not above the second, with as few digits as that takes, close to their middle.
  static func between(_ low: Double, _ high: Double) -> Double {
    let middle = low + (high - low) / 2
    guard middle != 0, middle.isFinite else { return high }
    let size = decimalMagnitude(abs(middle))
    for digits in 2...15 {
      let exponent = digits - 1 - size
      guard abs(exponent) < 300 else { break }
      let factor = powerOfTen(abs(exponent))
      let rounded = exponent >= 0 ? (middle * factor).rounded() / factor : (middle / factor).rounded() * factor
      if low < rounded, rounded <= high { return rounded }
    }
    return high
  }
}

/// A quantile of ascending values, linear between neighbours (Hyndman and Fan 1996, type 7).
func quantile(_ share: Double, of sorted: [Double]) -> Double {
  guard let last = sorted.last else { return .nan }
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  guard below + 1 < sorted.count else { return last }
  return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}

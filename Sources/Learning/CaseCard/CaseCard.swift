/// Points for the numbers of a whole case: a table for each number that starts at 0 for the stretch that speaks most
/// for the mask, so that a person adds them up. More points: more like what people rejected.
package struct CaseCard: Sendable, Hashable {
  package struct Table: Sendable, Hashable {
    /// The number's place among the columns.
    package let number: Int
    /// Ascending; a value that equals one lies above it.
    package let thresholds: [Double]
    /// One more than thresholds.
    package let points: [Int]
    /// For a case without a value; nil where none was among the cases.
    package let undefined: Int?

    package var most: Int { max(points.max() ?? 0, undefined ?? 0) }

    func points(of value: Double) -> Int {
      if value.isNaN { return undefined ?? 0 }
      var place = 0
      while place < thresholds.count, value >= thresholds[place] { place += 1 }
      return points[place]
    }
  }

  /// The heaviest first.
  package let tables: [Table]
  /// Totals from here on are for review; nil: none is accepted without being looked at more closely.
  package let review: Int
  /// Totals from here on are rejected; nil: none.
  package let reject: Int?
  /// The total at which as many were accepted as rejected, both classes counting the same.
  package let even: Double
  /// So many points more, and the odds of being accepted are a tenth.
  package let tenfold: Double

  package var most: Int { tables.reduce(0) { $0 + $1.most } }

  package func total(of one: Int, in numbers: CaseNumbers) -> Int {
    tables.reduce(0) { $0 + $1.points(of: numbers.columns[$1.number][one]) }
  }
}

/// Whole points in place of log odds.
struct RoundedTables: Sendable {
  let tables: [CaseCard.Table]
  /// Points for one of log odds.
  let scale: Double
  /// The log odds of a case without any points.
  let base: Double

  init(_ boosted: BoostedTables, numbers: CaseNumbers, cases: [Int], most: Int) {
    let heaviest = boosted.tables.map(\.heaviest).max() ?? 0
    let scale = heaviest > 0 ? Double(most) / heaviest : 1
    var base = boosted.intercept
    var tables: [CaseCard.Table] = []
    for table in boosted.tables {
      let isMissing = cases.contains { numbers.columns[table.number][$0].isNaN }
      // Terms about "no value" are worth nothing where every case has one.
      let values = table.values + (isMissing ? [table.undefined] : [])
      let least = values.min() ?? 0
      base += least
      func points(_ value: Double) -> Int { Int(((value - least) * scale).rounded()) }
      var (thresholds, rounded) = ([Double](), [points(table.values[0])])
      for (threshold, value) in zip(table.thresholds, table.values.dropFirst()) {
        let next = points(value)
        if next == rounded[rounded.count - 1] { continue }
        thresholds.append(threshold)
        rounded.append(next)
      }
      let undefined = isMissing ? points(table.undefined) : nil
      guard max(rounded.max() ?? 0, undefined ?? 0) > 0 else { continue }
      tables.append(
        CaseCard.Table(number: table.number, thresholds: thresholds, points: rounded, undefined: undefined))
    }
    self.tables = tables.enumerated().sorted { ($1.element.most, $0.offset) < ($0.element.most, $1.offset) }
      .map(\.element)
    self.scale = scale
    self.base = base
  }

  /// Log odds of being rejected, as far as whole points tell.
  func value(of one: Int, in numbers: CaseNumbers) -> Double {
    let total = tables.reduce(0) { $0 + $1.points(of: numbers.columns[$1.number][one]) }
    return base + Double(total) / scale
  }

  /// The total that has some log odds.
  func total(at logOdds: Double) -> Double { (logOdds - base) * scale }
}

internal import Evaluation
package import Results

/// The numbers of a run that limits hold for, to be plotted: of each expectation and structure the values of all cases.
package struct RunNumbers: Sendable {
  /// A number of one case.
  package struct Number: Sendable {
    let subject: String
    let unit: String
    let scale: LimitScale
    let outcome: Finding.Outcome
  }

  /// The numbers of one expectation about one structure.
  package struct Strip: Sendable {
    /// Ten thousand cases have millions of them, and a dot needs no more digits.
    struct Point: Sendable {
      var place: Int32
      let value: Float
      /// 0 pass, 1 warn, 2 fail.
      let weight: UInt8
    }

    let name: String
    let unit: String
    /// Nil where they differ between cases, as those of strata do.
    let low: Double?
    let high: Double?
    var points: [Point]

    /// The strip with points that are numbered by rows of a page, which stand for these cases.
    package func numbered(by cases: [Int]) -> Strip {
      let rows = Dictionary(cases.enumerated().map { ($1, $0) }) { first, _ in first }
      var strip = self
      strip.points = points.compactMap { point in
        rows[Int(point.place)].map { Point(place: Int32($0), value: point.value, weight: point.weight) }
      }
      return strip
    }
  }

  /// At most as many are plotted: those by which most cases fail.
  private static let most = 12

  private struct Gathered {
    let unit: String
    var low: Double?
    var high: Double?
    var points: [Strip.Point] = []
  }

  private var gathered: [String: Gathered] = [:]
  private var order: [String] = []

  package init() {}

  /// The limited numbers of a record.
  package static func numbers(of record: Record) -> [Number] {
    record.findings.compactMap { finding in
      guard [.pass, .warn, .fail].contains(finding.outcome), let measured = finding.measured,
        !finding.isOfCoverage,
        let scale = LimitScale(finding)
      else { return nil }
      let labels = finding.labels.prefix(2).joined(separator: ", ")
      return Number(
        subject: "\(finding.expectation)\(labels.isEmpty ? "" : ": \(labels)")", unit: measured.unit, scale: scale,
        outcome: finding.outcome)
    }
  }

  /// Adds a case's numbers.
  package mutating func add(_ numbers: [Number], case place: Int) {
    for number in numbers {
      if gathered[number.subject] == nil {
        order.append(number.subject)
        gathered[number.subject] = Gathered(unit: number.unit, low: number.scale.low, high: number.scale.high)
      }
      guard var known = gathered.removeValue(forKey: number.subject) else { continue }
      // An expectation may judge a number by two limits, each with a finding of its own: the wider ones stay.
      known.low = known.low.flatMap { low in number.scale.low.map { min(low, $0) } }
      known.high = known.high.flatMap { high in number.scale.high.map { max(high, $0) } }
      let weight: UInt8 = number.outcome == .fail ? 2 : number.outcome == .warn ? 1 : 0
      if known.unit == number.unit {
        known.points.append(Strip.Point(place: Int32(place), value: Float(number.scale.value), weight: weight))
      }
      gathered[number.subject] = known
    }
  }

  /// What is plotted, the numbers by which most cases fail first.
  package var strips: [Strip] {
    let odd = order.compactMap { subject -> (subject: String, found: Gathered, failed: Int, warned: Int)? in
      guard let found = gathered[subject] else { return nil }
      return (subject, found, found.points.count { $0.weight == 2 }, found.points.count { $0.weight == 1 })
    }
    let sorted = odd.enumerated().sorted { a, b in
      (-a.element.failed, -a.element.warned, a.offset) < (-b.element.failed, -b.element.warned, b.offset)
    }
    return sorted.prefix(Self.most).map(\.element).map { subject, found, _, _ in
      Strip(name: subject, unit: found.unit, low: found.low, high: found.high, points: found.points)
    }
  }
}

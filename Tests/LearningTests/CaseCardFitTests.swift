import Learning
import Numerics
import Testing

/// Cards for whole cases from drawn columns, whose truth is known.
@Suite struct CaseCardFitTests {
  /// Two numbers that tell, one on both sides and one that is missing in faulty cases, among others that do not.
  static func cohort(
    _ count: Int, seed: UInt64, order: [Int]? = nil
  ) -> (numbers: CaseNumbers, isFaulty: [Bool]) {
    var random = SplitMix64(seed: seed)
    var rows: [[Double]] = []
    var isRejected: [Bool] = []
    for one in 0..<count {
      let isFaulty = one % 2 == 1
      let wide = random.bell()
      let both = isFaulty ? (random.unit() < 0.5 ? 3 : -3) + 1.2 * random.bell() : random.bell()
      let missing = isFaulty && random.unit() < 0.3 ? Double.nan : random.bell()
      rows.append([wide, both, missing] + (0..<12).map { _ in random.bell() })
      isRejected.append(isFaulty)
    }
    let order = order ?? Array(0..<count)
    return (
      CaseNumbers(
        columns: (0..<15).map { column in order.map { rows[$0][column] } }, isRejected: order.map { isRejected[$0] },
        groups: order, weights: order.map { _ in 1 }), order.map { isRejected[$0] }
    )
  }

  @Test func `a card finds the numbers that tell, on both sides, and having none`() throws {
    let fit = try CaseCardFit(Self.cohort(300, seed: 1).numbers, rule: CaseCardRule(mostNumbers: 2))
    #expect(Set(fit.card.tables.map(\.number)) == [1, 2])
    let both = try #require(fit.card.tables.first { $0.number == 1 })
    #expect(both.points.first ?? 0 > 0 && both.points.last ?? 0 > 0 && both.points.contains(0))
    let missing = try #require(fit.card.tables.first { $0.number == 2 })
    #expect((missing.undefined ?? 0) > (missing.points.max() ?? 0))
  }

  @Test func `every table starts at zero, and its heaviest step is as heavy as the rule says`() throws {
    let fit = try CaseCardFit(Self.cohort(300, seed: 2).numbers)
    for table in fit.card.tables {
      #expect((table.points + [table.undefined].compactMap { $0 }).min() == 0)
      #expect(table.points.count == table.thresholds.count + 1)
      #expect(table.thresholds == table.thresholds.sorted())
    }
    let steps = fit.card.tables.flatMap { zip($0.points, $0.points.dropFirst()).map { abs($0 - $1) } }
    #expect((15...25).contains(steps.max() ?? 0))
  }

  @Test func `what is promised of unseen cases holds on cases drawn anew`() throws {
    let fit = try CaseCardFit(Self.cohort(400, seed: 3).numbers)
    let (fresh, isFaulty) = Self.cohort(4000, seed: 77)
    let totals = isFaulty.indices.map { fit.card.total(of: $0, in: fresh) }
    let right = isFaulty.indices.count { (Double(totals[$0]) > fit.card.even) == isFaulty[$0] }
    #expect(abs(Double(right) / 4000 - fit.performance.forced) < 0.04)
    let accepted = isFaulty.indices.filter { totals[$0] < fit.card.review }
    #expect(Double(accepted.count { isFaulty[$0] }) / Double(accepted.count) < 0.09)
    let rejected = isFaulty.indices.filter { totals[$0] >= fit.card.reject ?? .max }
    #expect(Double(rejected.count { !isFaulty[$0] }) / Double(max(rejected.count, 1)) < 0.09)
    #expect(fit.card.review <= fit.card.reject ?? .max)
  }

  @Test func `the score is the share of such cases that were accepted`() throws {
    let fit = try CaseCardFit(Self.cohort(400, seed: 4).numbers)
    let (fresh, isFaulty) = Self.cohort(6000, seed: 78)
    var bins = [(sum: Double, good: Int, all: Int)](repeating: (0, 0, 0), count: 5)
    for one in isFaulty.indices {
      let total = Double(fit.card.total(of: one, in: fresh))
      let score = 1 / (1 + power(10, (total - fit.card.even) / fit.card.tenfold))
      let bin = min(4, Int(score * 5))
      bins[bin].sum += score
      bins[bin].all += 1
      if !isFaulty[one] { bins[bin].good += 1 }
    }
    for bin in bins where bin.all > 300 {
      #expect(abs(bin.sum / Double(bin.all) - Double(bin.good) / Double(bin.all)) < 0.12)
    }
  }

  @Test func `the same cases give the same card`() throws {
    let a = try CaseCardFit(Self.cohort(200, seed: 5).numbers).card
    let b = try CaseCardFit(Self.cohort(200, seed: 5).numbers).card
    #expect(a == b)
  }

  @Test func `too few cases are refused with the number that is needed`() {
    #expect(throws: FitError.self) { try CaseCardFit(Self.cohort(30, seed: 6).numbers) }
  }

  @Test func `what is far from all that was accepted lies beyond the line, and two in a hundred that are not`() throws {
    let (numbers, isFaulty) = Self.cohort(600, seed: 8)
    let line = try #require(UnusualLine(numbers, chosen: [1]))
    let one = try #require(line.numbers.first)
    #expect(abs(one.median) < 0.2 && abs(one.spread - 1) < 0.2)
    let good = isFaulty.indices.filter { !isFaulty[$0] }
    let far = good.count { abs(numbers.columns[1][$0] - one.median) / one.spread - UnusualLine.beyond > line.line }
    #expect(Double(far) / Double(good.count) < 0.05)
  }

  /// Numbers that share most of their noise, in which each of three kinds moves some: only what is left without the
  /// shared part tells them apart.
  static func kinds(_ count: Int, seed: UInt64) -> (numbers: CaseNumbers, kind: [Int?]) {
    var random = SplitMix64(seed: seed)
    var columns = [[Double]](repeating: [], count: 6)
    var kind: [Int?] = []
    for one in 0..<count {
      let own = one % 4 == 3 ? nil : one % 4
      let shared = 3 * random.bell()
      for column in columns.indices {
        let moved = own.map { column == $0 || column == $0 + 3 ? 1.5 : 0 } ?? 0
        columns[column].append(shared + 0.5 * random.bell() + moved)
      }
      kind.append(own)
    }
    return (
      CaseNumbers(
        columns: columns, isRejected: kind.map { $0 != nil }, groups: Array(0..<count),
        weights: [Double](repeating: 1, count: count)), kind
    )
  }

  @Test func `faults are told apart by what correlated numbers say together`() throws {
    let (numbers, kind) = Self.kinds(600, seed: 9)
    let line = try #require(UnusualLine(numbers, chosen: Array(0..<6)))
    let prototypes = try #require(FaultPrototypes(numbers, line: line, kind: kind, fault: [0, 1, 2]))
    #expect(prototypes.first > 0.9 && prototypes.firstTwo > 0.98)
    // What is promised holds for faults drawn anew.
    let (fresh, truth) = Self.kinds(2000, seed: 10)
    var (right, all) = (0, 0)
    for one in truth.indices {
      guard let own = truth[one] else { continue }
      var scores = prototypes.offsets
      for (at, number) in line.numbers.enumerated() {
        let deviation = (fresh.columns[number.number][one] - number.median) / number.spread
        for prototype in scores.indices { scores[prototype] += prototypes.weights[at][prototype] * deviation }
      }
      all += 1
      let best = scores.indices.max { scores[$0] < scores[$1] }
      if best.map({ prototypes.faults[$0] }) == own { right += 1 }
    }
    #expect(abs(Double(right) / Double(all) - prototypes.first) < 0.05)
  }

  @Test func `numbers that every fifth mask has are usual all the same`() throws {
    let (numbers, _) = Self.kinds(200, seed: 11)
    var columns = numbers.columns
    for one in 0..<200 where one % 3 != 0 { columns[0][one] = .nan }
    let some = CaseNumbers(
      columns: columns, isRejected: numbers.isRejected, groups: numbers.groups, weights: numbers.weights)
    #expect(UnusualLine(some, chosen: Array(0..<6))?.numbers.map(\.number) == Array(0..<6))
  }
}

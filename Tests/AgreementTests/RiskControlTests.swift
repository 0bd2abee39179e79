import Agreement
import Numerics
import Testing

/// A cut-off that keeps what it promises, against scipy's exact binomial numbers and many draws.
@Suite struct RiskControlTests {
  /// `scipy.stats.binom.cdf(bad, accepted, wrong)`, scipy 1.17.1.
  @Test(arguments: [
    (59, 0, 0.05, 0.04849452524942322), (58, 0, 0.05, 0.05104686868360339), (93, 1, 0.05, 0.04997579524261633),
    (240, 5, 0.05, 0.018149569283098292), (1000, 80, 0.1, 0.017611574675836128),
    (30, 3, 0.2, 0.12271080639416353),
  ])
  func `chances are scipy's`(accepted: Int, bad: Int, wrong: Double, p: Double) {
    let control = RiskControl(wrong: wrong, confidence: 0.95, search: .ordered)
    #expect(abs(control.p(accepted: accepted, bad: bad) - p) < 1e-11)
  }

  /// `scipy.stats.beta.ppf(0.95, bad + 1, accepted - bad)`: the one-sided end of Clopper and Pearson.
  @Test(arguments: [
    (59, 0, 0.04950760988822693), (93, 1, 0.049993978387988317), (240, 5, 0.04330273364488166),
    (30, 3, 0.23859785729325092),
  ])
  func `upper ends are scipy's`(accepted: Int, bad: Int, end: Double) {
    let control = RiskControl(wrong: 0.05, confidence: 0.95, search: .ordered)
    #expect(abs(control.upperBound(accepted: accepted, bad: bad) - end) < 1e-9)
  }

  /// `(1 - 0.05) ** 59 <= 0.05 < (1 - 0.05) ** 58`, and at a tenth of the level 104.
  @Test func `the least number is told`() {
    #expect(RiskControl(wrong: 0.05, confidence: 0.95, search: .ordered).leastAccepted == 59)
    #expect(RiskControl(wrong: 0.05, confidence: 0.95).leastAccepted == 104)
    #expect(RiskControl(wrong: 0.05, confidence: 0.95, search: .ordered).leastAccepted(bad: 1) == 93)
    #expect(RiskControl(wrong: 0.01, confidence: 0.99, search: .ordered).leastAccepted == 459)
  }

  @Test func `too few cases, or too many bad ones, give no cut-off`() {
    for search in RiskControl.Search.allCases {
      let control = RiskControl(wrong: 0.05, confidence: 0.95, search: search)
      let few = (0..<50).map { RiskControl.Candidate(score: 0.5 + Double($0) / 200, isBad: false) }
      #expect(control.loosest(of: control.tests(few)) == nil)
      let bad = (0..<400).map { RiskControl.Candidate(score: Double($0) / 400, isBad: $0 % 4 == 0) }
      #expect(control.loosest(of: control.tests(bad)) == nil)
      #expect(control.loosest(of: control.tests([])) == nil)
    }
  }

  @Test func `good cases with any scores are all accepted`() {
    let good = (0..<200).map { RiskControl.Candidate(score: Double($0 % 7) / 10, isBad: false) }
    for search in RiskControl.Search.allCases {
      let control = RiskControl(wrong: 0.05, confidence: 0.95, search: search)
      let test = control.loosest(of: control.tests(good))
      #expect(test?.above == nil && test?.accepted == 200)
    }
  }

  /// Of many cohorts drawn where the share of bad ones at a score is known, no more than δ give a cut-off above which
  /// more than α are bad. The standard error of a tenth of 600 draws is 1.2 points.
  @Test(arguments: RiskControl.Search.allCases, [World.sloping, .stepped, .useless])
  func `the promise is kept over many draws`(search: RiskControl.Search, world: World) {
    let control = RiskControl(wrong: 0.1, confidence: 0.9, search: search)
    var random = SplitMix64(seed: 7)
    var (broken, given) = (0, 0)
    let draws = 600
    for _ in 0..<draws {
      let cases = (0..<250).map { _ in world.draw(&random) }
      guard let test = control.loosest(of: control.tests(cases)) else { continue }
      given += 1
      if world.risk(above: test.above) > 0.1 { broken += 1 }
    }
    #expect(Double(broken) / Double(draws) <= 0.1 + 3 * 0.0122)
    if world != .useless { #expect(given > draws / 6) }
  }

  /// A chance of being bad at each score, the scores being uniform.
  enum World: CaseIterable {
    /// 30 % at 0, none at 1: the risk above t is 0.15 (1 − t).
    case sloping
    /// A fifth below one half, a twentieth above, in eleven scores alone.
    case stepped
    /// 12 % at every score: no cut-off is right.
    case useless

    func draw(_ random: inout SplitMix64) -> RiskControl.Candidate {
      let u = random.unit()
      let score = self == .stepped ? (10 * u).rounded() / 10 : u
      let chance =
        switch self {
        case .sloping: 0.3 * (1 - score)
        case .stepped: score < 0.5 ? 0.2 : 0.05
        case .useless: 0.12
        }
      return .init(score: score, isBad: random.unit() < chance)
    }

    func risk(above limit: Double?) -> Double {
      switch self {
      case .sloping: return 0.15 * (1 - (limit ?? 0))
      case .useless: return 0.12
      case .stepped:
        // The outer of the eleven scores have half the chance of the others.
        let scores = (0...10).map { Double($0) / 10 }.filter { $0 > limit ?? -1 }
        let weights = scores.map { $0 == 0 || $0 == 1 ? 0.5 : 1 }
        let bad = zip(scores, weights).reduce(0) { $0 + $1.1 * ($1.0 < 0.5 ? 0.2 : 0.05) }
        return bad / weights.reduce(0, +)
      }
    }
  }
}

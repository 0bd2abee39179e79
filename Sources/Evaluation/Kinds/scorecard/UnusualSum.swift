internal import PolicyLanguage
internal import Wording

/// How far one case lies from the usual.
struct UnusualSum {
  private typealias Field = DeclaredScorecard.Field

  private let unusual: UnusualNumbers
  private let subject: String?
  private let facts: CaseFacts
  /// Numbers beyond the usual, the farthest first.
  private let far: [(words: String, deviation: Double, excess: Double)]
  private let unknown: Int

  init(unusual: UnusualNumbers, subject: String?, facts: CaseFacts) {
    (self.unusual, self.subject, self.facts) = (unusual, subject, facts)
    let label = subject.flatMap { facts.policy.label($0) }
    var far: [(words: String, deviation: Double, excess: Double)] = []
    var unknown = 0
    for number in unusual.numbers {
      guard
        case .value(let value) = number.measure.evaluate(subject: label, facts: facts, in: number.usual.dimension),
        value.isFinite
      else {
        unknown += 1
        continue
      }
      let deviation = number.deviation(of: value)
      let excess = unusual.excess(deviation)
      guard excess > 0 else { continue }
      far.append((ScorecardScore.words(of: number.measure, subject: subject), deviation, excess))
    }
    self.far = far.enumerated().sorted { ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset) }
      .map(\.element)
    self.unknown = unknown
  }

  private var sum: Double { far.reduce(0) { $0 + $1.excess } }

  /// Unknown numbers add nothing: the card itself says what is not known.
  var judgement: Judgement {
    let fails = sum > unusual.review
    let total = (sum * 10).rounded() / 10
    var message = "\(subject ?? "The export") lies \(Significant.text(total, digits: 4)) from the usual; from above "
    message += "\(Significant.text(unusual.review, digits: 4)) on it is for review"
    let parts = far.prefix(8).map { number in
      let way = number.deviation < 0 ? "below" : "above"
      return "\(number.words) \(Significant.text(abs(number.deviation), digits: 2)) spreads \(way)"
    }
    message += parts.isEmpty ? "." : ": \(parts.joined(separator: "; "))"
    if !parts.isEmpty { message += far.count > 8 ? "; and \(far.count - 8) more." : "." }
    if unknown > 0 { message += " Not known: \(counted(unknown, "number"))." }
    return Judgement(
      fails ? .fail : .pass, aspect: Field.unusual.is(fails ? .above : .within), message: message,
      measured: Measured(value: total, unit: "spreads"), expected: "<= \(Significant.text(unusual.review, digits: 4))",
      margin: (unusual.review - sum) / max(unusual.review, 1), severity: .review)
  }
}

internal import Anatomy
internal import Numerics
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
  /// The faults that the mask looks like, the likeliest first, with their shares.
  let suspects: [SuspectedFault]

  init(unusual: UnusualNumbers, subject: String?, facts: CaseFacts) {
    (self.unusual, self.subject, self.facts) = (unusual, subject, facts)
    let label = subject.flatMap { facts.policy.label($0) }
    var far: [(words: String, deviation: Double, excess: Double)] = []
    var unknown = 0
    var resemblance = Resemblance(unusual.faults)
    var strange: [String: Double] = [:]
    for number in unusual.numbers {
      guard
        case .value(let value) = number.measure.evaluate(subject: label, facts: facts, in: number.usual.dimension),
        value.isFinite
      else {
        unknown += 1
        continue
      }
      let deviation = number.deviation(of: value)
      resemblance.add(number, deviation)
      let excess = unusual.excess(deviation)
      guard excess > 0 else { continue }
      let labels = Set(number.measure.needs(subject: label).measures.flatMap(\.labels))
      if labels.count == 1, let own = labels.first, facts.policy.labels.contains(where: { $0.name == own }) {
        strange[own, default: 0] += excess
      }
      far.append((ScorecardScore.words(of: number.measure, subject: label), deviation, excess))
    }
    self.far = far.enumerated().sorted { ($1.element.excess, $0.offset) < ($0.element.excess, $1.offset) }
      .map(\.element)
    self.unknown = unknown
    let strangest = strange.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    suspects = unusual.sharpness.map { resemblance.suspects(sharpness: $0, label: strangest) } ?? []
  }

  /// How much a mask resembles the prototypes of faults: a linear discriminant.
  private struct Resemblance {
    private var scores: [Fault: [Double]]

    init(_ offsets: [Fault: [Double]]) { scores = offsets }

    mutating func add(_ number: UnusualNumbers.Number, _ deviation: Double) {
      let bounded = min(max(deviation, -UnusualNumbers.most), UnusualNumbers.most)
      for (fault, weights) in number.faults {
        for (place, weight) in weights.enumerated() where place < scores[fault]?.count ?? 0 {
          scores[fault]?[place] += weight * bounded
        }
      }
    }

    func suspects(sharpness: Double, label: String?) -> [SuspectedFault] {
      let most = scores.values.flatMap(\.self).max() ?? 0
      let weights = scores.mapValues { $0.reduce(0) { $0 + exponential(sharpness * ($1 - most)) } }
      // In the order of the vocabulary, so that sums are the same on every machine.
      let order = Fault.allCases.filter { weights[$0] != nil }
      let total = order.reduce(0) { $0 + (weights[$1] ?? 0) }
      guard total > 0 else { return [] }
      return order.map { fault in
        SuspectedFault(
          fault: fault, share: (1000 * (weights[fault] ?? 0) / total).rounded() / 1000, label: label)
      }
      .enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
      .filter { $0.share >= 0.05 }
    }
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
    var judgement = Judgement(
      fails ? .fail : .pass, aspect: Field.unusual.is(fails ? .above : .within), message: message,
      measured: Measured(value: total, unit: "spreads"), expected: "<= \(Significant.text(unusual.review, digits: 4))",
      margin: (unusual.review - sum) / max(unusual.review, 1), severity: .review)
    if fails {
      judgement.suspects = suspects
      judgement.message += suspects.words
    }
    return judgement
  }
}

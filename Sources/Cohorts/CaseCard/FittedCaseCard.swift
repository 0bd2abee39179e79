internal import Anatomy
internal import Authoring
package import Cases
internal import Evaluation
package import Learning
internal import Mutations
package import PolicyLanguage
internal import Wording
internal import YAML

/// How a card for whole cases is learned.
package struct CaseCardOptions: Sendable, Hashable {
  /// Whether faulty masks are made of the accepted ones; nil: where fewer than fifty were rejected.
  package var mutations: Bool?
  /// The share of decisions on unseen cases that may be wrong.
  package var wrong = 0.06
  package var mostNumbers = 24
  /// Whether faults are named by how masks look in which they were made.
  package var namesFaults = true
  /// Whether what is unlike all accepted masks is for review.
  package var marksUnusual = true

  package init() {}

  /// So many rejected masks speak for themselves.
  static let enough = 50
}

/// A card for whole cases, or why there is none.
package struct FittedCaseCard: Sendable {
  /// What a fault that was made of accepted masks came to in the card.
  package struct Noticed: Sendable, Hashable {
    package let fault: String
    package let made: Int
    /// Not accepted by a card that saw it.
    package let noticed: Int
  }

  package let result: Result<CaseCardFit, FitError>
  package let accepted: Int
  /// Rejected by people.
  package let rejected: Int
  /// Made of accepted ones.
  package let mutations: Int
  package let noticed: [Noticed]
  /// What the card was learned from: people's masks, and what was made of them.
  package let learned: LearnedTable
  let numbers: CardNumbers
  let unusual: UnusualLine?
  /// How faults look, by what was made; nil where too little was.
  package let prototypes: FaultPrototypes?
  let options: CaseCardOptions
  /// The beginnings of the SHA-256 of the masks that taught it, sorted.
  let digests: [String]

  package var fit: CaseCardFit? { try? result.get() }

  /// Measures two cohorts and fits a card.
  package init(
    accepted: [Export], rejected: [Export], policy: Policy, context: [String: String], options: CaseCardOptions,
    jobs: Int
  ) async {
    let nature = CohortNature(of: accepted)
    let survey = await LabelSurvey(of: accepted, policy: policy, jobs: jobs)
    numbers = CardNumbers(policy: policy, survey: survey, nature: nature)
    self.options = options
    let makes = options.mutations ?? (rejected.count < CaseCardOptions.enough)
    let measuring = CaseCardMeasuring(numbers: numbers, context: context, readsImages: nature.hasImages, jobs: jobs)
    // Some hundreds are enough, and each costs as much as a case. Where they teach the card nothing they still show how
    // faults look.
    let many = nature.dimensions == 2 ? 600 : 300
    let each = max(2, min(8, many / max(accepted.count, 1)))
    let sound = await measuring.masks(accepted, areRejected: false, mutations: options.namesFaults || makes ? each : 0)
    let faulty = await measuring.masks(rejected, areRejected: true, mutations: 0)
    let masks = sound + faulty
    let learned = masks.filter { $0.fault == nil || makes && !$0.isMild }
    self.accepted = sound.count { $0.fault == nil }
    self.rejected = faulty.count
    digests = Set(masks.filter { $0.fault == nil }.map { String($0.digest.prefix(8)) }).sorted()
    mutations = learned.count { $0.fault != nil }
    self.learned = LearnedTable(numbers: numbers.numbers, masks: masks)
    let table = Self.table(masks, rejected: faulty.count)
    let own = Self.table(learned, rejected: faulty.count)
    var rule = CaseCardRule(mostNumbers: options.mostNumbers, wrong: options.wrong)
    if learned.count > 600 { rule.deals = 1 }
    do throws(FitError) {
      result = .success(try CaseCardFit(own, rule: rule))
    } catch {
      result = .failure(error)
    }
    unusual = options.marksUnusual ? UnusualLine(table, chosen: Array(numbers.numbers.indices)) : nil
    prototypes = unusual.flatMap { Self.prototypes(masks, table, $0) }
    noticed = (try? result.get()).map { Self.noticed(masks, table, $0.card) } ?? []
  }

  /// Masks that were made count half as much beside real ones.
  private static func table(_ masks: [MeasuredMask], rejected: Int) -> CaseNumbers {
    var numbers: [String: Int] = [:]
    for group in Set(masks.map(\.group)).sorted() { numbers[group] = numbers.count }
    let made = masks.count { $0.fault != nil }
    let share = rejected > 0 && made > 0 ? min(1, 0.5 * Double(rejected + made) / Double(made)) : 1
    let width = masks.first?.values.count ?? 0
    return CaseNumbers(
      columns: (0..<width).map { place in masks.map { $0.values[place] } }, isRejected: masks.map(\.isRejected),
      groups: masks.map { numbers[$0.group] ?? 0 }, weights: masks.map { $0.fault == nil ? 1 : share })
  }

  /// One prototype for each kind that was made; what is made of two kinds is an example of neither.
  private static func prototypes(
    _ masks: [MeasuredMask], _ table: CaseNumbers, _ line: UnusualLine
  ) -> FaultPrototypes? {
    let kinds = GradedFault.allCases.filter { $0 != .combined }
    let faults = Fault.allCases
    return FaultPrototypes(
      table, line: line, kind: masks.map { mask in mask.fault.flatMap { kinds.firstIndex(of: $0) } },
      fault: kinds.map { faults.firstIndex(of: $0.fault) ?? 0 })
  }

  private static func noticed(_ masks: [MeasuredMask], _ table: CaseNumbers, _ card: CaseCard) -> [Noticed] {
    GradedFault.allCases.compactMap { fault in
      let made = masks.indices.filter { masks[$0].fault == fault && !masks[$0].isMild }
      guard !made.isEmpty else { return nil }
      let seen = made.count { card.total(of: $0, in: table) >= card.review }
      return Noticed(fault: fault.rawValue, made: made.count, noticed: seen)
    }
  }

  /// Whether it tells rejected from accepted masks by more than chance.
  package var isUseful: Bool { (fit?.performance.area ?? 0) > 0.6 && !(fit?.card.tables.isEmpty ?? true) }

  /// A number of the card for people: its stretches with their points.
  package struct Row: Sendable, Hashable {
    package let number: String
    /// `below 40 %: 12`, …
    package let stretches: [String]
    package let most: Int
  }

  package var rows: [Row] {
    (fit?.card.tables ?? []).map { table in
      let number = numbers.numbers[table.number]
      let limits = table.thresholds.map { Self.written($0, number.unit) }
      var stretches = table.points.enumerated().map { place, points in
        let words =
          limits.isEmpty
          ? "any"
          : place == 0
            ? "below \(limits[0])"
            : place == limits.count
              ? "from \(limits[place - 1])" : "\(limits[place - 1]) to \(limits[place])"
        return "\(words): \(points)"
      }
      if let undefined = table.undefined { stretches.append("not measurable: \(undefined)") }
      return Row(number: number.text, stretches: stretches, most: table.most)
    }
  }

  /// The share of wrong decisions that its cut-offs aim at, 0…1.
  package var wrong: Double { options.wrong }

  /// How many numbers it chose from.
  package var considered: Int { numbers.numbers.count }

  // MARK: Text

  /// The structures that the card's numbers are about and the policy does not make yet, as entries of `structures`.
  var structures: [(name: String, text: String)] {
    let used = usedLabels
    return numbers.structures.filter { used.contains($0.name) }
  }

  private var usedLabels: Set<String> {
    var labels: Set<String> = []
    for number in usedNumbers { labels.formUnion(number.expression.needs(subject: nil).labels) }
    return labels
  }

  private var usedNumbers: [CardNumber] {
    ((fit?.card.tables.map(\.number) ?? []) + (unusual?.numbers.map(\.number) ?? [])).map { numbers.numbers[$0] }
  }

  /// The card as an expectation.
  func expectation(accepted cohort: String, date: CalendarDay, id: String) -> String? {
    guard let fit else { return nil }
    var lines = ["id: \(id)", "scorecard:", "  points:"]
    for table in fit.card.tables {
      let number = numbers.numbers[table.number]
      var fields = ["measure: \(Self.quoted(number.text))"]
      if !table.thresholds.isEmpty {
        fields.append("limits: [\(table.thresholds.map { Self.written($0, number.unit) }.joined(separator: ", "))]")
      }
      if table.points != [0] {
        fields.append("points: [\(table.points.map(String.init).joined(separator: ", "))]")
      }
      fields.append("undefined: \(table.undefined ?? 0)")
      lines.append("    - {\(fields.joined(separator: ", "))}")
    }
    lines.append("  review: \(fit.card.review)")
    if let reject = fit.card.reject { lines.append("  reject: \(reject)") }
    lines.append(
      "  score: {even: \(Significant.text(fit.card.even, digits: 4)), tenfold: \(Significant.text(fit.card.tenfold, digits: 3))}"
    )
    lines.append("  places: true")
    if let unusual {
      lines.append("  unusual:")
      lines.append("    beyond: \(Significant.text(UnusualLine.beyond, digits: 3))")
      lines.append("    review: \(Significant.text(unusual.line, digits: 4))")
      if let prototypes {
        lines.append("    sharpness: \(Significant.text(prototypes.sharpness, digits: 3))")
        lines.append("    faults: \(Self.written(prototypes.offsets, of: prototypes))")
      }
      lines.append("    numbers:")
      for (place, one) in unusual.numbers.enumerated() {
        let number = numbers.numbers[one.number]
        let fields = [
          "measure: \(Self.quoted(number.text))", "usual: \(Self.written(one.median, number.unit, digits: 5))",
          "spread: \(Self.written(one.spread, number.unit, digits: 4))",
        ]
        lines.append("      - {\((fields + resemblance(place)).joined(separator: ", "))}")
      }
    }
    lines.append("  learned: \(origin(cohort, date, fit))")
    lines += [
      "severity: reject",
      // Without an image, say, nothing has judged the mask.
      "not_evaluable: review",
      "because: Masks with many points were mostly rejected where this was learned; the cut-offs keep the stated share of wrong decisions on masks that the card did not see.",
    ]
    return lines.joined(separator: "\n")
  }

  /// What a number says of faults: what a deviation of one spread adds to each prototype.
  private func resemblance(_ place: Int) -> [String] {
    prototypes.map { ["faults: \(Self.written($0.weights[place], of: $0))"] } ?? []
  }

  /// `{leak: [0.4, -0.1], hole: [1.2]}`: a number for each prototype, under its fault.
  private static func written(_ values: [Double], of prototypes: FaultPrototypes) -> String {
    let faults = Fault.allCases
    var own: [Fault: [String]] = [:]
    for (fault, value) in zip(prototypes.faults, values) {
      own[faults[fault], default: []].append(Significant.text(value, digits: 3))
    }
    let parts = faults.compactMap { fault in
      own[fault].map { "\(fault.rawValue): [\($0.joined(separator: ", "))]" }
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func origin(_ cohort: String, _ date: CalendarDay, _ fit: CaseCardFit) -> String {
    let fields = [
      "cohort: \(YAMLText.quoted(cohort))", "n: \(accepted)", rejected > 0 ? "rejected: \(rejected)" : nil,
      mutations > 0 ? "mutations: \(mutations)" : nil, "date: \(date.text)",
      "auroc: \(Significant.text(fit.performance.area, digits: 3))",
      "wrong: \(Significant.text(options.wrong * 100, digits: 3)) %",
      // Digits alone would be read as a number.
      "masks: [\(digests.map { "\"\($0)\"" }.joined(separator: ", "))]",
    ]
    return "{\(fields.compactMap(\.self).joined(separator: ", "))}"
  }

  /// A number in its unit, which reads back as the same number.
  private static func written(_ value: Double, _ unit: Wording.Unit, digits: Int = 12) -> String {
    let number = Significant.text(value, digits: digits)
    return unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
  }

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}

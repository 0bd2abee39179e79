package import Agreement
package import Reasoning
internal import Wording

/// How decisions agree with what people know of the cases: all that is printed of an evaluation.
package struct ValidationReport: Sendable {
  /// A case that says nothing, and why, in a sentence.
  package struct Silent: Hashable, Sendable {
    package let caseName: String
    package let reason: String
  }

  /// The cases that belong together: all of them, those of a task, or those of a subgroup.
  package struct Group: Sendable {
    /// Nil for the cases of which the table does not say where they belong.
    package let name: String?
    package let cases: Int
    /// One for each predictor, in their order.
    package let summaries: [AgreementSummary]
  }

  /// The cases parted by one column.
  package struct Breakdown: Sendable {
    package let column: String
    package let groups: [Group]
    /// Of the first predictor: the widest differences between groups.
    package let gaps: [GroupGap]
  }

  /// The first predictor beside another one.
  package struct Comparison: Sendable {
    package let other: String
    package let paired: PairedComparison
  }

  /// How the same cases fared in other runs.
  package struct Stability: Sendable {
    package struct Changed: Hashable, Sendable {
      package let caseName: String
      /// In the order of the runs.
      package let decisions: [Decision]
    }

    package let runs: [String]
    package let repeatability: Repeatability
    package let changed: [Changed]
  }

  /// The table of truth, by its name.
  package let table: String
  /// Who is evaluated, the first in full; parts of a decision (rules alone, model alone) follow it, then others.
  package let predictors: [String]
  /// Cases of the table.
  package let listed: Int
  /// Cases with a truth that the first predictor says something about.
  package let evaluated: Int
  package let withoutTruth: [String]
  package let withoutDecision: [Silent]
  /// Cases that the first predictor speaks of and the table does not list.
  package let unlisted: [String]
  /// Cases of the table that another predictor says nothing about, by predictor; those with a truth.
  package let unanswered: [(predictor: String, cases: [Silent])]
  package let rule: AgreementRule
  /// The Dice from which on an export counts as acceptable; nil where the table says so itself.
  package let cut: Double?
  package let hasPatients: Bool
  package let pooled: Group
  package let breakdowns: [Breakdown]
  package let comparisons: [Comparison]
  /// Nil where the table names neither faults nor places.
  package let hits: FaultHits?
  /// Nil where there is one run.
  package let stability: Stability?
  package let notes: [String]

  /// - Parameters:
  ///   - predictions: who is evaluated.
  ///   - repeats: further runs of the same cases by the same means.
  ///   - others: whom to compare with.
  ///
  /// Throws a `ValidationError` where no case has both a truth and a decision.
  package init(
    truth: TruthTable, cut: Double?, predictions: Predictions, repeats: [Predictions], others: [Predictions],
    rule: AgreementRule
  ) throws {
    let matter = ValidationMatter(truth: truth, predictions: predictions, others: others)
    guard !matter.cases.isEmpty else { throw Self.nothing(truth, predictions) }
    table = Self.name(of: truth.path)
    predictors = matter.predictors.map(\.name)
    (listed, evaluated) = (truth.cases.count, matter.cases.count)
    withoutTruth = truth.cases.filter { $0.isUnacceptable == nil }.map(\.name)
    withoutDecision = Self.silent(in: truth, predictions)
    let known = Set(truth.cases.map(\.name))
    unlisted = predictions.names.filter { !known.contains($0) }
    unanswered = others.map { ($0.name, Self.silent(in: truth, $0)) }.filter { !$0.1.isEmpty }
    (self.rule, self.cut, hasPatients) = (rule, cut, truth.hasPatients)
    let all = Array(matter.cases.indices)
    pooled = matter.group(nil, all, rule: rule)
    breakdowns = matter.columns.map { matter.breakdown($0.name, $0.values, rule: rule) }
    comparisons = matter.predictors.indices.dropFirst().map { other in
      Comparison(
        other: matter.predictors[other].name,
        paired: PairedComparison(
          all.compactMap { one in
            guard let first = matter.judged(one, by: 0), let second = matter.judged(one, by: other) else { return nil }
            return (first, second)
          }, rule: rule))
    }
    hits = truth.hasFaults || truth.hasPlaces ? FaultHits(matter, rule: rule) : nil
    stability = repeats.isEmpty ? nil : Self.stability(matter, [predictions] + repeats, truth, rule: rule)
    notes = try truth.notes + [SpentSet(of: truth.path).note].compactMap(\.self) + matter.notes
  }

  /// What people read as a file's or folder's name.
  package static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func silent(in truth: TruthTable, _ predictions: Predictions) -> [Silent] {
    truth.cases.filter { $0.isUnacceptable != nil && predictions.byCase[$0.name] == nil }.map {
      Silent(caseName: $0.name, reason: predictions.silent[$0.name] ?? "\(predictions.name) does not hold it.")
    }
  }

  private static func nothing(_ truth: TruthTable, _ predictions: Predictions) -> ValidationError {
    let labelled = truth.cases.filter { $0.isUnacceptable != nil }
    if labelled.isEmpty {
      return ValidationError(.unusable, "\(truth.path): no case has a truth; say what is acceptable and what is not.")
    }
    let failed = labelled.compactMap { one in predictions.silent[one.name].map { "\(one.name): \($0)" } }
    if let first = failed.first {
      return ValidationError(.unusable, "\(predictions.name): none of the cases has a decision. The first: \(first)")
    }
    func some(_ names: [String]) -> String { Wording.listed(names.map { "'\($0)'" }, atMost: 3) }
    return ValidationError(
      .unusable,
      "none of the cases of \(name(of: truth.path)) is in \(predictions.name): the table says \(some(labelled.map(\.name))), the other \(some(predictions.names)). Call them alike, in a column 'case'."
    )
  }

  private static func stability(
    _ matter: ValidationMatter, _ runs: [Predictions], _ truth: TruthTable, rule: AgreementRule
  ) -> Stability {
    var (calls, clusters, changed) = ([[Call]](), [Int](), [Stability.Changed]())
    // What is true does not matter here.
    for (place, one) in truth.cases.enumerated() {
      let decisions = runs.compactMap { $0.byCase[one.name]?.decision }
      guard decisions.count == runs.count else { continue }
      calls.append(decisions.map(\.call))
      clusters.append(matter.clusters[place])
      if Set(decisions).count > 1 { changed.append(.init(caseName: one.name, decisions: decisions)) }
    }
    return Stability(
      runs: runs.map(\.name),
      repeatability: Repeatability(calls, runs: runs.count, clusters: clusters, rule: rule), changed: changed)
  }
}

extension Decision {
  var call: Call {
    switch self {
    case .accept: .accept
    case .review: .abstain
    case .reject: .reject
    }
  }
}

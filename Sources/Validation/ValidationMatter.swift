internal import Agreement
internal import Reasoning
internal import Wording

/// The cases of an evaluation with what each predictor says of them, as tables for `Agreement`.
struct ValidationMatter {
  struct Case {
    let labelled: LabelledCase
    let isUnacceptable: Bool
    let cluster: Int
    let prediction: Prediction
  }

  /// One who decides: the whole program, a part of it, or another one.
  struct Predictor {
    let name: String
    /// What it says of each case; nil where it says nothing.
    let says: [Prediction?]
  }

  /// Cases with a truth that the first predictor says something about.
  let cases: [Case]
  let predictors: [Predictor]
  /// Of every case of the table of truth.
  let clusters: [Int]
  /// Columns that part the cases, with each case's value.
  let columns: [(name: String, values: [String?])]
  let notes: [String]

  init(truth: TruthTable, predictions: Predictions, others: [Predictions]) {
    var patients: [String: Int] = [:]
    let clusters = truth.cases.indices.map { place in
      guard let patient = truth.cases[place].patient else { return place }
      if let known = patients[patient] { return known }
      patients[patient] = place
      return place
    }
    self.clusters = clusters
    let cases = truth.cases.indices.compactMap { place -> Case? in
      let one = truth.cases[place]
      guard let truth = one.isUnacceptable, let prediction = predictions.byCase[one.name] else { return nil }
      return Case(labelled: one, isUnacceptable: truth, cluster: clusters[place], prediction: prediction)
    }
    self.cases = cases
    predictors =
      [Predictor(name: predictions.name, says: cases.map(\.prediction))] + Self.parts(cases, of: predictions)
      + others.map { other in
        Predictor(name: other.name, says: cases.map { other.byCase[$0.labelled.name] })
      }
    var columns: [(name: String, values: [String?])] = []
    let tasks = cases.map { truth.hasTasks ? $0.labelled.task : $0.prediction.task }
    if truth.hasTasks || Set(tasks).count > 1 { columns.append(("task", tasks)) }
    for (at, column) in truth.subgroups.enumerated() { columns.append((column, cases.map { $0.labelled.groups[at] })) }
    self.columns = columns
    notes = Self.notes(cases, truth: truth)
  }

  /// The rules alone and the model alone, where a model was asked.
  private static func parts(_ cases: [Case], of predictions: Predictions) -> [Predictor] {
    guard cases.contains(where: { $0.prediction.model != nil }) else { return [] }
    func part(_ name: String, _ decision: KeyPath<Prediction, Decision?>) -> Predictor {
      Predictor(
        name: "\(predictions.name), \(name)",
        says: cases.map { one in
          one.prediction[keyPath: decision].map { Prediction(decision: $0, score: nil, complaints: []) }
        })
    }
    return [part("rules alone", \.rules), part("model alone", \.model)]
  }

  private static func notes(_ cases: [Case], truth: TruthTable) -> [String] {
    var notes: [String] = []
    let strangers = truth.hasPatients ? cases.count { $0.labelled.patient == nil } : 0
    if strangers > 0 {
      notes.append("\(counted(strangers, "case")) without a patient: each counts as a patient of its own.")
    }
    let undecided = cases.count { $0.prediction.decision == nil }
    if undecided > 0 {
      notes.append("\(counted(undecided, "case")) with a score and no decision: rates leave them out.")
    }
    return notes
  }

  /// A case as a predictor judged it; nil where it said nothing.
  func judged(_ one: Int, by predictor: Int) -> JudgedCase? {
    predictors[predictor].says[one].map {
      JudgedCase(
        isUnacceptable: cases[one].isUnacceptable, call: $0.decision?.call, score: $0.score,
        cluster: cases[one].cluster)
    }
  }

  func group(_ name: String?, _ members: [Int], rule: AgreementRule) -> ValidationReport.Group {
    ValidationReport.Group(
      name: name, cases: members.count,
      summaries: predictors.indices.map { predictor in
        AgreementSummary(members.compactMap { judged($0, by: predictor) }, rule: rule)
      })
  }

  /// The groups by name, those without one last.
  func breakdown(_ column: String, _ values: [String?], rule: AgreementRule) -> ValidationReport.Breakdown {
    var members: [String?: [Int]] = [:]
    for (one, value) in values.enumerated() { members[value, default: []].append(one) }
    let names = members.keys.compactMap(\.self).sorted() as [String?] + (members[nil] == nil ? [] : [nil])
    let parted = names.map { members[$0] ?? [] }
    // Cases of which nobody knows where they belong are no group to compare with.
    let named = zip(names, parted).filter { $0.0 != nil }.map { $0.1.compactMap { judged($0, by: 0) } }
    return ValidationReport.Breakdown(
      column: column, groups: zip(names, parted).map { group($0, $1, rule: rule) },
      gaps: [.accuracy, .sensitivity, .specificity].compactMap { GroupGap($0, of: named, rule: rule) })
  }
}

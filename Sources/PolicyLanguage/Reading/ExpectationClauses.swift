internal import Diagnostics
internal import Wording
internal import YAML

/// What every expectation may say beside its kind.
struct ExpectationClauses {
  var id: String?
  /// The labels of `each` or `label`; nil when they are missing or wrong, empty when the kind has none.
  var subjects: [String]?
  var quorum: Quantifier?
  var slices: Quantifier?
  var severity: Severity
  var mode: Mode
  var when: Condition?
  var unless: Condition?
  var because: String?
  var source: Citation?
  var learned: LearnedNote?
  var repair: String?
  var notEvaluable: UnknownEffects
  var modelMayClear: Bool
  var reference: String?

  /// - Parameter takesSubjects: whether the kind is about the labels of `each` or `label`.
  init(reading fields: inout FieldReader, takesSubjects: Bool) {
    fields.require("id", example: "id: NAME, a name of its own")
    id = fields.text("id")
    let each = fields.labels("each")
    let label = fields.label("label")
    subjects = takesSubjects ? each ?? label.map { [$0] } : []
    quorum = fields.quantifier("quorum", of: "labels")
    slices = fields.quantifier("slices", of: "slices")
    severity = fields.choice("severity", of: Severity.self) ?? .review
    mode = fields.choice("mode", of: Mode.self) ?? .decide
    // Subjects that are wrong are reported already, and must not be missed here again.
    let hasSubject = subjects?.isEmpty == false || fields.has("each") || fields.has("label")
    when = fields.condition("when", hasSubject: hasSubject, subjects: subjects ?? [])
    unless = fields.condition("unless", hasSubject: hasSubject, subjects: subjects ?? [])
    because = fields.text("because")
    source = fields.citation("source")
    learned = fields.learnedNote("learned")
    repair = fields.text("repair")
    notEvaluable = fields.unknownEffects("not_evaluable") ?? UnknownEffects()
    modelMayClear = fields.boolean("model_may_clear") ?? false
    reference = fields.label("reference")
    checkQuorum(&fields)
  }

  /// A quorum is about several labels, and neither more than there are nor none.
  private func checkQuorum(_ fields: inout FieldReader) {
    guard let quorum, let subjects, !fields.isRecording else { return }
    if subjects.count < 2 {
      fields.error(.badQuantifier, "'quorum' is about several labels", at: "quorum", suggestion: "name a group in each")
      return
    }
    switch quorum.rule {
    case .allBut(let few) where few >= subjects.count:
      fields.warning(
        .neverFails, "all of the \(subjects.count) labels may fail, so this can never fail", at: "quorum",
        suggestion: "let fewer fail")
    case .holding(let limits):
      let most = limits.dimension == .fraction ? 1 : Double(subjects.count)
      if limits.isBelow(most) {
        fields.error(
          .impossibleQuorum, "'\(quorum.text)' can never be met by \(subjects.count) labels", at: "quorum",
          suggestion: "ask for \(subjects.count) at most")
      }
    case .allBut: break
    }
  }
}

extension FieldReader {
  /// A citation in words, or with its parts.
  mutating func citation(_ key: Key) -> Citation? {
    guard let node = node(key) else { return nil }
    if node.entries == nil { return text(key).map { Citation(cite: $0) } }
    var reader = FieldReader("source", node, scope: scope)
    let citation = Citation(reading: &reader)
    reader.finish()
    merge(reader)
    return citation
  }
}

extension FieldReader {
  /// Where limits were learned.
  mutating func learnedNote(_ key: Key) -> LearnedNote? {
    guard let node = node(key) else { return nil }
    var reader = FieldReader("learned", node, scope: scope)
    let note = LearnedNote(reading: &reader)
    reader.finish()
    merge(reader)
    return note
  }
}

extension Citation {
  init?(reading fields: inout FieldReader) {
    fields.require("cite")
    let cite = fields.text("cite")
    let (population, mean) = (fields.text("population"), fields.text("mean"))
    guard let cite else { return nil }
    self.init(cite: cite, population: population, mean: mean)
  }
}

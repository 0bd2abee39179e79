internal import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording

/// What an accept rests on: whether enough was identified, seen and judged. Absence of findings is no evidence.
struct CoverageJudgement {
  /// What coverage is called among the kinds of findings; no policy names it as an expectation.
  static let name = "coverage"

  enum Field: String, JudgedField {
    case identity
    case requiredPresent = "required_present"
    case judgedStructures = "judged_structures"
    case judgedFindings = "judged_findings"
    /// The policy says that nothing but the file is judged.
    case file

    var deviations: [Deviation] { self == .file ? [] : self == .identity ? [.missing] : [.below] }
  }

  static var codes: [FindingCode] { Field.aspects.map { FindingCode(name, $0) } }

  let facts: CaseFacts
  let findings: [Finding]

  private var coverage: Coverage { facts.policy.decision.coverage }

  func judge() -> [Judgement] {
    if coverage.isFileOnly { return [fileOnly] }
    return [identity, requiredPresent, judgedStructures, judgedFindings]
  }

  private var fileOnly: Judgement {
    Judgement(
      .pass, aspect: Field.file.is(.within), labels: [],
      message: "The policy judges the file only: nothing is said about the anatomy.", expected: "file")
  }

  private func judgement(
    _ passes: Bool, _ field: Field, labels: [String], _ message: String, exportNames: String = "", measured: Measured?,
    expected: String, counterfactual: String
  ) -> Judgement {
    var judgement = Judgement(
      passes ? .pass : .fail, aspect: field.is(passes ? .within : field == .identity ? .missing : .below),
      labels: labels, message: message, measured: measured, expected: expected,
      margin: passes ? nil : -1, counterfactual: passes ? nil : counterfactual)
    judgement.exportNames = exportNames
    return judgement
  }

  // MARK: Identity

  private var present: [String] { facts.policy.labels.map(\.name).filter { facts.filled($0) != nil } }

  private var identity: Judgement {
    let numbered = present.filter { facts.identification(of: $0) == .number }
    let doubt = numbered.isEmpty ? nil : doubtAboutNumbers
    let ways = Identification.allCases.compactMap { way -> String? in
      let count = present.count { facts.identification(of: $0) == way }
      return count == 0 ? nil : "\(count) by \(way.rawValue)"
    }
    let found =
      present.isEmpty
      ? "No structure of the export is a label of the policy."
      : "\(counted(present.count, "structure")) identified, \(listed(ways))."
    let passes = doubt == nil && !present.isEmpty
    let message = found + (doubt.map { " \($0)" } ?? "")
    return judgement(
      passes, .identity, labels: numbered, message, exportNames: passes ? "" : facts.unrecognisedWords, measured: nil,
      expected: "labels by \(facts.policy.labelsBy.rawValue)",
      counterfactual:
        "With names in the export, or a label table (--labels), it would be known which structure is which.")
  }

  /// Why values do not tell which structure is which; nil when they do.
  private var doubtAboutNumbers: String? {
    guard facts.policy.labelsBy == .number else {
      return "The policy goes by names, and values alone do not tell which structure is which."
    }
    guard facts.request.namesPolicy else {
      return "The policy was chosen by the program, and values alone are no reason to choose it."
    }
    let roster = facts.table.roster
    guard facts.unknownStructures.isEmpty else { return "The export holds values that the policy does not know." }
    let values = Set(facts.table.present.map { roster[$0].value })
    // What the policy calls optional may be missing without making the others doubtful; where all is, nothing may.
    func labels(_ requirement: Presence.Requirement) -> Set<String> {
      Set(facts.policy.deciding.expectations.filter { $0.kind.judged.requirement == requirement }.flatMap(\.subjects))
    }
    let mayBeMissing = labels(.optional).subtracting(labels(.required))
    let expected = facts.policy.labels.filter { !mayBeMissing.contains($0.name) }
    // A card that was learned of masks with these values, of which any may be missing, judges the whole mask.
    if expected.isEmpty, !facts.policy.learnedMasks.isEmpty { return nil }
    let own = Set((expected.isEmpty ? facts.policy.labels : expected).compactMap(\.value))
    if values.count <= 5, values == Set(1...max(1, values.count)), !own.isSubset(of: values) {
      return "The values \(values.count == 1 ? "1 alone" : "1 to \(values.count)") are what any small model writes."
    }
    return nil
  }

  // MARK: Structures

  /// The labels that should be there: those that were asked for by name, else those that the policy requires.
  private var wanted: [String] {
    let required = facts.policy.deciding.expectations.filter { $0.kind.judged.requirement == .required }
      .flatMap(\.subjects)
    return facts.policy.labels.map(\.name).filter { name in
      facts.isAskedFor(name) && (facts.namesAsked || required.contains(name))
    }
  }

  private var requiredPresent: Judgement {
    let wanted = wanted
    let there = wanted.filter { facts.filled($0) != nil }
    // A policy that requires nothing is content with anything that it knows.
    let pool = wanted.isEmpty ? present : there
    let least = wanted.isEmpty ? min(1, coverage.requiredPresent) : min(coverage.requiredPresent, wanted.count)
    let passes = pool.count >= least
    let what = facts.namesAsked ? "were asked for" : "the policy requires"
    let message =
      passes
      ? "\(pool.count) of the structures that \(what) \(pool.count == 1 ? "is" : "are") there."
      : "No structure that \(facts.namesAsked ? "was asked for" : what) is there."
        + (facts.namesAsked ? "" : " If only some were wanted, name them (--structures).")
    return judgement(
      passes, .requiredPresent, labels: passes ? [] : wanted, message,
      exportNames: passes ? "" : facts.unrecognisedWords,
      measured: Measured(value: Double(pool.count), unit: "structures"), expected: ">= \(least)",
      counterfactual: "With \(counted(least, "of them", plural: "of them")) in the export this would pass.")
  }

  // MARK: Shares

  private var anatomical: [Finding] { findings.filter(\.isAnatomical) }

  private var judgedStructures: Judgement {
    // What is judged of a derived structure is judged of what it is made of.
    let judged = Set(anatomical.filter(\.hasResult).flatMap(\.labels).flatMap(facts.policy.ownLabels))
    let silent = present.filter { !judged.contains($0) }
    let share = present.isEmpty ? 0 : Double(present.count - silent.count) / Double(present.count)
    let passes = share >= coverage.judgedStructures
    let names =
      silent.count > 8 ? "\(silent.prefix(8).joined(separator: ", ")) and \(silent.count - 8) more" : listed(silent)
    return judgement(
      passes, .judgedStructures, labels: silent,
      "\(present.count - silent.count) of \(counted(present.count, "structure")) in the export were judged"
        + (silent.isEmpty ? "." : "; nothing was judged of \(names)."),
      measured: Measured(value: (share * 1000).rounded() / 10, unit: "%"),
      expected: ">= \(percent(coverage.judgedStructures))",
      counterfactual: "With an expectation about anatomy that has a result for each of them this would pass.")
  }

  private var judgedFindings: Judgement {
    let there = Set(present)
    let about = anatomical.filter { finding in
      !Set(finding.labels.flatMap(facts.policy.ownLabels)).isDisjoint(with: there) && finding.outcome != .skipped
        && !finding.isBeyondReach
    }
    let judged = about.count { $0.hasResult || $0.outcome == .waived }
    let share = about.isEmpty ? 0 : Double(judged) / Double(about.count)
    let passes = share >= coverage.judgedFindings
    return judgement(
      passes, .judgedFindings, labels: [],
      "\(judged) of \(counted(about.count, "finding")) about structures in the export have a result.",
      measured: Measured(value: (share * 1000).rounded() / 10, unit: "%"),
      expected: ">= \(percent(coverage.judgedFindings))",
      counterfactual: "With more of what the policy asks measured this would pass.")
  }
}

extension Finding {
  /// Whether there is a result, good or bad.
  package var hasResult: Bool { outcome == .pass || outcome == .warn || outcome == .fail }

  /// Whether it is about the shape and place of structures: neither the file, nor presence, nor a model's word.
  package var isAnatomical: Bool {
    !(isOfFile || isOfCoverage || isAsked || kind == Presence.name)
  }

  /// Whether it is about the export's file, and not about anatomy.
  package var isOfFile: Bool { kind == FileIntegrity.name }

  /// Whether it is about how much of what the policy asks was judged.
  package var isOfCoverage: Bool { kind == CoverageJudgement.name }

  /// Whether it is a question to eyes, a model's or a person's.
  package var isAsked: Bool { kind == Ask.name }

  /// Whether it has no result only since what it takes was never to be had: a structure that was not asked for or is
  /// out of view, a picture or a model that was not given.
  fileprivate var isBeyondReach: Bool {
    let beyond: Set<UnknownCause.Kind> = [.notAskedFor, .outOfView, .noImage, .noModel]
    return outcome == .notEvaluable && !causes.isEmpty && causes.allSatisfy { beyond.contains($0.kind) }
  }
}

extension FindingCode {
  /// The policy says that nothing but the file is judged.
  package static let fileOnly = FindingCode(CoverageJudgement.name, CoverageJudgement.Field.file.is(.within))
  /// Structures are in the export of which nothing was judged.
  package static let judgedStructuresBelow = FindingCode(
    CoverageJudgement.name, CoverageJudgement.Field.judgedStructures.is(.below))
}

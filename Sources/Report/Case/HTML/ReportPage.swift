package import Evaluation
package import Pictures

/// What an HTML report shows, already in words: a run of cases, or a single one.
package struct ReportPage: Hashable, Sendable {
  package var title: String
  /// In any order; the page puts the worst first.
  package var cases: [ReportCase]
  /// What made the run: program, policy, reasoner, when.
  package var provenance: [ReportFact]

  package init(title: String, cases: [ReportCase], provenance: [ReportFact] = []) {
    self.title = title
    self.cases = cases
    self.provenance = provenance
  }
}

/// What became of a case. Not checked is no verdict, and stands beside the rejected ones.
package enum ReportVerdict: String, CaseIterable, Hashable, Sendable {
  case reject
  case notChecked = "not-checked"
  case review
  case accept
}

/// A name and a value, as provenance lists them.
package struct ReportFact: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One checked export.
package struct ReportCase: Hashable, Sendable {
  package var name: String
  /// What the policy is about, such as `CT abdomen, 3D`.
  package var task: String
  package var verdict: ReportVerdict
  /// What was decided and why, in one sentence for people who read no numbers.
  package var sentence: String?
  /// Acceptability, 0…1; nil when the case was not checked.
  package var score: Double?
  /// What the score means.
  package var scoreBasis: String?
  /// Why the case was not checked, and what to do.
  package var failure: String?
  package var arbitration: ReportArbitration?
  package var reasons: [ReportReason]
  package var findings: [ReportFinding]
  /// How many findings that neither failed nor warned are not among them.
  var unlisted = 0
  package var stages: [ReportStage]
  package var pictures: [ReportPicture]
  /// The places that the reasons are about.
  package var places: [ReportPicture]
  /// The slices through them.
  package var atlas: SliceAtlas?
  /// What is only observed and odd, and how many findings are.
  package var observed: [String]
  /// What was not judged, a sentence for each cause.
  package var unjudged: [String]
  /// How the export was read.
  package var notes: [String]
  package var provenance: [ReportFact]

  package init(
    name: String, task: String, verdict: ReportVerdict, sentence: String? = nil,
    score: Double? = nil, failure: String? = nil,
    arbitration: ReportArbitration? = nil, reasons: [ReportReason] = [], findings: [ReportFinding] = [],
    stages: [ReportStage] = [], pictures: [ReportPicture] = [],
    places: [ReportPicture] = [], atlas: SliceAtlas? = nil, observed: [String] = [], unjudged: [String] = [],
    notes: [String] = [], provenance: [ReportFact] = []
  ) {
    self.name = name
    self.unjudged = unjudged
    self.sentence = sentence
    self.places = places
    self.atlas = atlas
    self.observed = observed
    self.task = task
    self.verdict = verdict
    self.score = score
    self.failure = failure
    self.arbitration = arbitration
    self.reasons = reasons
    self.findings = findings
    self.stages = stages
    self.pictures = pictures
    self.notes = notes
    self.provenance = provenance
  }
}

extension ReportCase {
  /// The case for a page of many: with the findings that failed or warned, and the number of the others.
  var shortened: ReportCase {
    var short = self
    short.findings = findings.filter { $0.outcome == .fail || $0.outcome == .warn }
    short.unlisted = findings.count - short.findings.count
    return short
  }
}

/// How the verdicts became one.
package struct ReportArbitration: Hashable, Sendable {
  package var rules: ReportVerdict
  /// Nil when no model was consulted, or it gave no usable verdict.
  package var model: ReportVerdict?
  package var because: String

  package init(rules: ReportVerdict, model: ReportVerdict? = nil, because: String) {
    self.rules = rules
    self.model = model
    self.because = because
  }
}

/// One reason of a decision.
package struct ReportReason: Hashable, Sendable {
  package var id: String
  /// The fault's title, if one was recognised.
  package var fault: String?
  /// `reject`, `review` or `note`.
  package var severity: String
  package var labels: [String]
  package var text: String
  /// Ids of findings, statements and pictures of the same case.
  package var evidence: [String]
  /// Where to look, in words.
  package var place: String?
  package var counterfactual: String?
  package var repair: String?
  /// What happened, in plain words.
  package var sentence: String?
  /// What would waive it, as a policy writes it.
  package var waiver: String?

  package init(
    id: String, fault: String? = nil, severity: String, labels: [String] = [], text: String, evidence: [String] = [],
    place: String? = nil, counterfactual: String? = nil, repair: String? = nil,
    sentence: String? = nil, waiver: String? = nil
  ) {
    self.sentence = sentence
    self.waiver = waiver
    self.id = id
    self.fault = fault
    self.severity = severity
    self.labels = labels
    self.text = text
    self.evidence = evidence
    self.place = place
    self.counterfactual = counterfactual
    self.repair = repair
  }
}

/// One expectation's result.
package struct ReportFinding: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    case fail, warn
    case notEvaluable = "not-evaluable"
    case pass, waived, skipped
  }

  package var id: String
  package var outcome: Outcome
  package var severity: String
  package var expectation: String
  package var kind: String
  package var labels: [String]
  /// With its unit.
  package var measured: String?
  /// The number itself and the limits that hold for it, in one unit; nil where there are none.
  package var scale: LimitScale?
  /// Numbers beside what was usual where they were learned.
  package var compared: [ComparedNumber] = []
  /// Whether it decides nothing.
  package var isObserved: Bool
  /// As the author wrote it.
  package var expected: String?
  /// Signed share: negative is outside of the limits.
  package var margin: Double?
  package var message: String
  /// Why there is no result.
  package var cause: String?
  package var because: String?
  package var citation: String?
  package var place: String?
  package var counterfactual: String?

  package init(
    id: String, outcome: Outcome, severity: String, expectation: String, kind: String, labels: [String] = [],
    measured: String? = nil, scale: LimitScale? = nil, isObserved: Bool = false, expected: String? = nil,
    margin: Double? = nil, message: String, cause: String? = nil,
    because: String? = nil, citation: String? = nil, place: String? = nil, counterfactual: String? = nil
  ) {
    self.id = id
    self.outcome = outcome
    self.severity = severity
    self.expectation = expectation
    self.kind = kind
    self.labels = labels
    self.measured = measured
    self.scale = scale
    self.isObserved = isObserved
    self.expected = expected
    self.margin = margin
    self.message = message
    self.cause = cause
    self.because = because
    self.citation = citation
    self.place = place
    self.counterfactual = counterfactual
  }
}

/// What one of the four stages said.
package struct ReportStage: Hashable, Sendable {
  package struct Statement: Hashable, Sendable {
    package var id: String
    package var text: String
    package var evidence: [String]
    package var isGrounded: Bool
    /// What the evidence does not bear out.
    package var problem: String?

    package init(id: String, text: String, evidence: [String] = [], isGrounded: Bool = true, problem: String? = nil) {
      self.id = id
      self.text = text
      self.evidence = evidence
      self.isGrounded = isGrounded
      self.problem = problem
    }
  }

  package var name: String
  /// Who spoke: the model and its prompt, or that no model was consulted; or why there is no answer.
  package var notes: [String]
  package var statements: [Statement]

  package init(name: String, notes: [String] = [], statements: [Statement] = []) {
    self.name = name
    self.notes = notes
    self.statements = statements
  }
}

/// A rendered picture.
package struct ReportPicture: Hashable, Sendable {
  /// `P1`, `P2`… where statements cite it.
  package var id: String?
  package var name: String
  package var caption: String
  package var width: Int
  package var height: Int
  package var png: [UInt8]
  /// Names for outlines, where they stand on the picture.
  package var marks: [PictureMark]

  package init(
    id: String? = nil, name: String, caption: String, width: Int, height: Int, png: [UInt8], marks: [PictureMark] = []
  ) {
    self.marks = marks
    self.id = id
    self.name = name
    self.caption = caption
    self.width = width
    self.height = height
    self.png = png
  }
}

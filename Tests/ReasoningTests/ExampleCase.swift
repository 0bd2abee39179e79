import Diagnostics
import Evaluation
import Pictures
import PolicyLanguage
import Reasoning
import TestSupport
import Testing
import Volume

/// A kind of expectation that says nothing, for policies made in tests.
struct ExampleKind: ExpectationKind {
  static let name = "example"
  static let page = KindPage(summary: "Nothing.", why: "", example: "", judged: "", remedy: "")
  static let needsSubjects = false
  var wantsSource: Bool { false }
  init() {}
  init?(reading fields: inout FieldReader) { self.init() }
}

private let nowhere = SourceRange(file: "example.yaml", line: 1, column: 1)

func expectation(
  _ id: String, because: String? = nil, source: Citation? = nil, subjects: [String] = [], modelMayClear: Bool = false,
  strata: [String: String] = [:]
) -> PolicyLanguage.Expectation {
  Expectation(
    id: id, kind: ExampleKind(), variants: strata.isEmpty ? [] : [.init(strata: strata, kind: ExampleKind())],
    subjects: subjects, severity: .review, when: nil, unless: nil, because: because,
    source: source, repair: nil, modelMayClear: modelMayClear, reference: nil, range: nowhere)
}

func label(_ name: String, side: PatientDirection? = nil, pairedWith: String? = nil) -> LabelDeclaration {
  LabelDeclaration(name: name, side: side, pairedWith: pairedWith, range: nowhere)
}

func policy(
  labels: [LabelDeclaration] = abdomen, expectations: [PolicyLanguage.Expectation] = abdominalExpectations,
  mode: Mode = .decide,
  decision: (inout DecisionSettings) -> Void = { _ in }
) -> Policy {
  var settings = DecisionSettings()
  decision(&settings)
  return Policy(
    id: "ct-abdomen", version: "1.0.0", title: "Abdominal organs on CT", digest: "abc",
    task: TaskDescription(modality: "CT", region: "abdomen"), context: exampleContext, labels: labels, groups: [],
    expectations: expectations, decision: settings, mode: mode, range: nowhere)
}

private let exampleContext = [
  ContextVariable(name: "breath", values: ["inspiration", "unknown"], initial: "unknown", place: nowhere)
]

let abdomen = [
  label("liver"), label("spleen"), label("kidney_right", side: .right, pairedWith: "kidney_left"),
  label("kidney_left", side: .left, pairedWith: "kidney_right"),
  label("lung_right", side: .right, pairedWith: "lung_left"),
  label("lung_left", side: .left, pairedWith: "lung_right"),
]

let abdominalExpectations = [
  expectation(
    "volume", because: "A mask far outside this range is leaked, truncated or another structure.",
    source: Citation(cite: "SHIP-Trend 2024", population: "adults", mean: "144 mL"),
    subjects: ["kidney_left", "kidney_right"]),
  expectation("sides", because: "The left kidney lies left of the right kidney."),
]

/// A finding with sensible words; what does not matter to a test stays out of its sight.
///
/// - Parameter aspect: nil: what the kind calls the outcome of its first field.
func finding(
  _ id: String, _ kind: String, _ aspect: String? = nil, _ labels: [String] = [], _ outcome: Finding.Outcome = .fail,
  severity: Severity = .review, measured: Measured? = nil, expected: String? = nil, margin: Double? = -0.3,
  message: String? = nil, location: Location? = nil, effect: NotEvaluableEffect = .review,
  isObserved: Bool = false
) -> Finding {
  Finding(
    id: id, expectation: kind, policy: "ct-abdomen", line: 1, code: code(kind, aspect, outcome), labels: labels,
    outcome: outcome, severity: severity, message: message ?? "\(kind) of \(labels.joined(separator: " and ")).",
    measured: measured, expected: expected, margin: margin, location: location, notEvaluable: effect,
    isObserved: isObserved)
}

/// A published code; a test about one that there is not fails.
private func code(_ kind: String, _ aspect: String?, _ outcome: Finding.Outcome) -> FindingCode {
  let known = ExpectationKinds.codes.filter { $0.kind == kind }
  let neutral: Deviation? =
    switch outcome {
    case .pass: .within
    case .notEvaluable: .unknown
    case .skipped: .skipped
    case .warn, .fail, .waived: nil
    }
  let found = known.first { code in
    aspect.map { $0 == code.aspect.text } ?? neutral.map { $0 == code.aspect.deviation }
      ?? ![.within, .unknown, .skipped].contains(code.aspect.deviation)
  }
  if let found { return found }
  Issue.record("there is no code \(kind).\(aspect ?? outcome.rawValue)")
  return FindingCode(kind, .unknown)
}

/// Codes by their texts.
func codes(_ texts: [String]) -> [FindingCode] { texts.compactMap { FindingCode($0) } }

/// A picture that shows every organ of the abdomen, or some structures.
func picture(_ name: String, of structures: [String] = abdomen.map(\.name)) -> Picture {
  Picture(
    name: name, caption: "Coronal plane; left is at the right edge.", width: 2, height: 2, png: [137, 80, 78, 71],
    structures: Set(structures))
}

/// The shipped prompts, read from the checkout.
func shippedPrompts() throws -> [String: String] {
  try PromptSet.required.reduce(into: [:]) { texts, name in
    texts[name] = try Checkout.text("Prompts/\(name).md")
  }
}

/// Expectations and conditions.
extension DiagnosticPage {
  static let duplicateID = DiagnosticPage(
    .expectations, .error, "an id that is taken",
    meaning: "Findings, waivers and extending policies name an expectation by its id, so it must be the only one.",
    fix: "Give one of the two another id.")

  static let noKind = DiagnosticPage(
    .expectations, .error, "nothing is expected",
    meaning: "The expectation has an id and perhaps conditions, and does not say what must hold.",
    fix: "Add one of the kinds that the message lists.", bad: "- {id: kidney, label: kidney_left}",
    good: "- {id: kidney, label: kidney_left, presence: required}")

  static let twoKinds = DiagnosticPage(
    .expectations, .error, "two kinds in one",
    meaning: "An expectation says one thing, so that its finding, its reason and its severity are about that thing.",
    fix: "Make it two expectations.", bad: "- {id: x, label: liver, presence: required, holes: {count: 0}}",
    good: "- {id: x, label: liver, presence: required}\n- {id: y, label: liver, holes: {count: 0, ignore_below: 2 %}}")

  static let missingEach = DiagnosticPage(
    .expectations, .error, "of which structure", meaning: "The kind judges single structures, and none is named.",
    fix: "Add `each: GROUP` or `label: NAME`.",
    bad: "- {id: x, presence: required}", good: "- {id: x, each: kidneys, presence: required}")

  static let needlessEach = DiagnosticPage(
    .expectations, .error, "structures named twice",
    meaning: "The kind names its own labels; those of `each` or `label` would change nothing.", fix: "Remove the line.",
    bad: "- {id: x, each: kidneys, position: kidney_left is left-of kidney_right}",
    good: "- {id: x, position: kidney_left is left-of kidney_right}")

  static let eachAndLabel = DiagnosticPage(
    .expectations, .error, "each and label", meaning: "Both say which structures it is about.",
    fix: "Keep one; `each` takes lists and groups.",
    bad: "- {id: x, each: kidneys, label: liver, presence: required}",
    good: "- {id: x, each: [kidneys, liver], presence: required}")

  static let wrongDimensions = DiagnosticPage(
    .expectations, .error, "measured in other dimensions",
    meaning:
      "An area belongs to a picture, a volume to a scan. Asked of the other, it has no value, and the expectation would never be judged.",
    fix: "Use the measure of these dimensions, or add `slices` to judge slice by slice.",
    bad: "assert: area(liver) < 900 mm²",
    good: "assert: volume(liver) < 2500 mL")

  static let missingStratum = DiagnosticPage(
    .expectations, .error, "a stratum without limits",
    meaning: "`by` splits the population, and one of its parts has nothing to be held against.",
    fix: "Add limits for it, or `other` for the rest.", bad: "volume: {by: sex, typical: {female: 90..200 mL}}",
    good: "volume: {by: sex, typical: {female: 90..200 mL, male: 110..250 mL}}")

  static let unknownStratum = DiagnosticPage(
    .expectations, .error, "limits for nobody",
    meaning:
      "The context variable never has this value, or is a number that is not split into bands, so the limits would never be used.",
    fix: "Write one of its values, or give the number `bands`.")

  static let unknownCode = DiagnosticPage(
    .expectations, .error, "a code that no finding has",
    meaning:
      "Findings are named by the kind and what of it decided, such as `connectivity.components_above`. What no finding is called would never be cleared or waived; what coverage found never can be.",
    fix: "Write one of the codes that the reference lists.",
    bad: "decision: {model: {clear: [connectivity.islands]}}",
    good: "decision: {model: {clear: [connectivity.components_above]}}")

  static let noSubject = DiagnosticPage(
    .conditions, .error, "nobody to ask about",
    meaning:
      "A bare `complete`, `volume` or `label.side` is about the label of `each` or `label`, and this expectation has none.",
    fix: "Name the label in parentheses.", bad: "position: kidney_left is left-of kidney_right\nwhen: complete",
    good: "position: kidney_left is left-of kidney_right\nwhen: complete(kidney_left) and complete(kidney_right)")

  static let unknownName = DiagnosticPage(
    .conditions, .error, "a name that means nothing",
    meaning: "The word is neither a fact, nor a measure, nor a parameter, nor a context variable.",
    fix: "Correct it; facts about the case are written `context.NAME`.", bad: "when: nephrectomy == none",
    good: "when: context.nephrectomy == none")

  static let unknownFunction = DiagnosticPage(
    .conditions, .error, "a function that is not known",
    meaning:
      "Functions are the facts `complete`, `present`, `in_view`, the measures of the catalogue, and `all`, `any`, `count`, `sum`, `mean`, `min`, `max`, `abs`.",
    fix: "Correct the name; `segwarden measure --list` names the measures.", bad: "when: comlete(liver)",
    good: "when: complete(liver)")

  static let wrongArguments = DiagnosticPage(
    .conditions, .error, "another number of labels", meaning: "A measure is about one label or about two.",
    fix: "Give it as many as the message says.",
    bad: "assert: volume(liver, spleen) < 3 L", good: "assert: volume(liver) < 3 L")

  static let unknownContext = DiagnosticPage(
    .conditions, .error, "a fact that is not declared",
    meaning:
      "Facts about cases are declared under `context`, with the values they may have, so that misspellings are found here and not in a patient.",
    fix: "Declare the variable, or correct its name.", bad: "when: context.nefrectomy == none",
    good: "when: context.nephrectomy == none")

  static let impossibleValue = DiagnosticPage(
    .conditions, .error, "a value that never occurs",
    meaning:
      "The variable is compared with, or starts as, something that it can never be, so the condition would always come out the same.",
    fix: "Write one of its values.", bad: "unless: context.nephrectomy == both",
    good: "unless: context.nephrectomy == left")
}

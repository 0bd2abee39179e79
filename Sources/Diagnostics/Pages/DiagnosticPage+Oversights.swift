/// What is allowed and still looks like an oversight.
extension DiagnosticPage {
  static let noExpectations = DiagnosticPage(
    .oversights, .warning, "nothing is expected",
    meaning: "The policy holds no expectation, so nothing about the anatomy is judged, and every case ends in review.",
    fix: "Add expectations, at least `presence`.")

  static let noSource = DiagnosticPage(
    .oversights, .note, "limits without a source",
    meaning: "Nobody can check, or later move, a range of which nobody knows where it came from.",
    fix: "Add `source` with the publication or the cohort; whom it describes goes into `population`.",
    bad: "volume: {possible: 45..450 mL}",
    good: "volume: {possible: 45..450 mL}\nsource: {cite: \"J Clin Med 2024;13(3):769\", population: adults}")

  static let noReason = DiagnosticPage(
    .oversights, .note, "an expectation without a reason",
    meaning:
      "Whoever reads a finding wants to know why it matters, and whoever changes the policy why it is there. `because` is shown with every failure.",
    fix: "Add `because` in one sentence.", bad: "presence: required",
    good: "presence: required\nbecause: An abdominal CT shows both kidneys unless one was removed.")

  static let meanOutsideLimits = DiagnosticPage(
    .oversights, .warning, "the cited mean fails",
    meaning:
      "The mean that the source gives lies outside of the limits that cite it: one of the two is wrong, or the unit is.",
    fix: "Compare both with the publication.", bad: "volume: 14..23 mL\nsource: {cite: SHIP-Trend, mean: 144 mL}",
    good: "volume: 45..450 mL\nsource: {cite: SHIP-Trend, mean: 144 mL}")

  static let farFromSource = DiagnosticPage(
    .oversights, .note, "a range far from its source",
    meaning:
      "The limits hold the cited mean and reach a multiple of ten away from it (four for a typical range). So wide a limit notices little, and may be a slip of a digit or a unit.",
    fix: "Check the digits; narrow the range, or say in `because` why it is that wide.",
    bad: "volume: {possible: 45..4500 mL}\nsource: {cite: SHIP-Trend, mean: 144 mL}",
    good: "volume: {possible: 45..450 mL}\nsource: {cite: SHIP-Trend, mean: 144 mL}")

  static let zeroWidth = DiagnosticPage(
    .oversights, .warning, "a range of one number",
    meaning: "A measured size is never exactly one number, so nearly every case lies outside.",
    fix: "Give a range, or one side of it.", bad: "volume: {typical: 144 mL}", good: "volume: {typical: 99..230 mL}")

  static let impossibleLimit = DiagnosticPage(
    .oversights, .warning, "a limit that no structure can meet",
    meaning:
      "The limits lie beyond what the number can be: a share is 0 to 1 (0 to 100 %), the sphericity of a ball is 1 and that of all else less. Every case would fail.",
    fix: "Add the % that is missing, or correct the digits.", bad: "connectivity: {largest_fraction: \">= 90\"}",
    good: "connectivity: {largest_fraction: \">= 90 %\"}")

  static let neverHolds = DiagnosticPage(
    .oversights, .warning, "a condition that never holds",
    meaning: "What `assert` asks for contradicts itself, or what its numbers can be; every case would fail.",
    fix: "Correct the limits; `or` is often meant where `and` stands.",
    bad: "assert: volume > 100 mL and volume < 50 mL", good: "assert: volume > 50 mL and volume < 100 mL")

  static let exactQuantifier = DiagnosticPage(
    .oversights, .warning, "exactly so many",
    meaning:
      "A bare number means exactly that many, so a case where more hold fails as well. At least so many is what is nearly always meant.",
    fix: "Write `>=` before the number, in quotes.", bad: "quorum: 2", good: "quorum: \">= 2\"")

  static let strictTopology = DiagnosticPage(
    .oversights, .note, "no tolerance for specks",
    meaning:
      "Sound masks have specks and pinholes of a few voxels: nearly every second reference mask of an organ is in more than one piece when each voxel counts. Without a tolerance most alarms will be false.",
    fix: "Add `ignore_below`, such as 2 % or 0.1 mL.", bad: "connectivity: {components: 1}",
    good: "connectivity: {components: 1, ignore_below: 2 %}")

  static let neverApplies = DiagnosticPage(
    .oversights, .warning, "a condition that never lets it apply",
    meaning: "Whatever a case is, `when` is false or `unless` true; the expectation is never judged.",
    fix: "Correct the condition, or remove the expectation.",
    bad: "when: context.side == left and context.side == right",
    good: "when: context.side == left or context.side == right")

  static let neverFails = DiagnosticPage(
    .oversights, .warning, "an expectation that cannot fail",
    meaning: "What it asks for is granted before it is asked: required when present, or a quorum that lets all fail.",
    fix: "Correct it, or remove it.", bad: "presence: required\nwhen: present", good: "presence: required")

  static let needlessCondition = DiagnosticPage(
    .oversights, .note, "a condition that says nothing new",
    meaning:
      "A structure without voxels is not judged by this kind anyway, and its absence is judged by a `presence` expectation. The condition only makes findings look skipped on purpose.",
    fix: "Remove the condition.")

  static let duplicateExpectation = DiagnosticPage(
    .oversights, .warning, "the same expectation twice",
    meaning: "Two expectations ask the same of the same labels, so one fault counts twice.",
    fix: "Remove one; perhaps one of them was meant for other labels.")

  static let eachOfOne = DiagnosticPage(
    .oversights, .note, "each of one label",
    meaning: "`each` names a single label. That is allowed, and perhaps a group was meant.",
    fix: "Write `label`, or name the group.",
    bad: "each: [kidney_left]", good: "label: kidney_left")

  static let unusedLabel = DiagnosticPage(
    .oversights, .note, "a label that nothing uses",
    meaning: "The label is declared, and no expectation looks at it: it may be missing or wrong without any finding.",
    fix: "Add an expectation, or remove the label.")

  static let noteVetoes = DiagnosticPage(
    .oversights, .warning, "notes decide", meaning: "`veto` holds `note`, so the slightest finding rejects a case.",
    fix: "Raise the severity of what should decide, and keep `note` out of `veto`.",
    bad: "decision: {veto: [note]}", good: "decision: {veto: [reject]}")

  static let learnedVeto = DiagnosticPage(
    .oversights, .warning, "what was learned decides alone",
    meaning:
      "The limits were learned from examples, and a failure decides by itself. What examples taught knows nothing of patients and faults that were not among them.",
    fix:
      "Give the expectation a severity that `veto` does not hold, or replace the limits by published ones and remove `learned`.",
    bad: "severity: reject\nlearned: {cohort: trusted, n: 84, date: 2026-11-25}",
    good: "severity: review\nlearned: {cohort: trusted, n: 84, date: 2026-11-25}")

  static let vetoedClearing = DiagnosticPage(
    .oversights, .warning, "what a model may clear is vetoed",
    meaning:
      "The expectation says that a model may clear its failures, and a failure of its severity decides by itself: no model can clear it.",
    fix: "Give it a severity that `veto` does not hold, or remove `model_may_clear`.",
    bad: "severity: reject\nmodel_may_clear: true", good: "severity: review\nmodel_may_clear: true")

  static let noteRejects = DiagnosticPage(
    .oversights, .warning, "a note that rejects",
    meaning:
      "The expectation is only a note when it fails, and rejects the case when it cannot be judged: not knowing would be worse than failing.",
    fix: "Raise `severity`, or lower `not_evaluable`.", bad: "severity: note\nnot_evaluable: reject",
    good: "severity: note\nnot_evaluable: ignore")

  static let observed = DiagnosticPage(
    .oversights, .note, "what is only observed",
    meaning:
      "The policy or the expectation has `mode: observe`: its findings are shown and counted, and decide nothing. That is for the time in which it is being tried out, and easily forgotten.",
    fix: "Remove `mode` when what it finds is right; until then nothing.", bad: "mode: observe", good: "mode: decide")

  static let rejectWithoutVeto = DiagnosticPage(
    .oversights, .note, "reject without a veto",
    meaning:
      "Expectations of severity `reject` do not reject by themselves, because `veto` does not hold it: a failure is a review.",
    fix: "Add `reject` to `veto`, or lower the severity to `review`.", bad: "decision: {veto: []}",
    good: "decision: {veto: [reject]}")

  static let expiredWaiver = DiagnosticPage(
    .oversights, .warning, "a waiver that has ended",
    meaning: "Its last day is over, so it lets nothing pass any more.", fix: "Remove it, or have its owner renew it.")

  static let unusedParameter = DiagnosticPage(
    .oversights, .note, "a parameter that nothing uses", meaning: "Setting it would change nothing.",
    fix: "Use it, or remove it.")

  static let unusedContext = DiagnosticPage(
    .oversights, .note, "a fact that nothing asks for",
    meaning: "Whatever a case gives for this variable, nothing is judged differently.",
    fix: "Use it in a condition or in `by`, or remove it.")

  static let noTests = DiagnosticPage(
    .oversights, .note, "no tests beside the policy",
    meaning:
      "Without `NAME.test.yaml` nobody knows whether the policy passes what is sound and notices what is not, today and after the next change.",
    fix: "Write cases beside the policy; a phantom and a few mutations of it are enough to begin with.")
}

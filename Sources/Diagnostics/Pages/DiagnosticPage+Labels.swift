/// Labels and groups.
extension DiagnosticPage {
  static let unknownLabel = DiagnosticPage(
    .labels, .error, "a label that is not declared",
    meaning:
      "The name stands neither under `labels` nor under `groups`. Were it read as absent, the expectation would never be judged.",
    fix: "Correct the name, or declare the label.", bad: "each: kidnys", good: "each: kidneys")

  static let groupNotLabel = DiagnosticPage(
    .labels, .error, "a group where one label belongs",
    meaning: "The place takes a single label; of a group nobody knows which one is meant.",
    fix: "Name one label; for each of a group write `each`, or `all(… over GROUP)` in a condition.",
    bad: "label: kidneys", good: "each: kidneys")

  static let sameLabel = DiagnosticPage(
    .labels, .error, "a label against itself",
    meaning: "Two structures are compared here, and both names are the same.",
    fix: "Name the other one.", bad: "overlap: {between: [liver, liver], fraction: 0}",
    good: "overlap: {between: [liver, stomach], fraction: 0}")

  static let duplicateValue = DiagnosticPage(
    .labels, .error, "one value for two labels",
    meaning: "In a label map a voxel has one value, so one value cannot stand for two structures.",
    fix: "Give each label the value that the export uses.", bad: "labels: {liver: {value: 5}, spleen: {value: 5}}",
    good: "labels: {liver: {value: 5}, spleen: {value: 1}}")

  static let duplicateAlias = DiagnosticPage(
    .labels, .error, "one name for two labels",
    meaning: "The alias already stands for another label, so a structure of that name could be either.",
    fix: "Keep the alias with one of the two.",
    bad: "labels: {kidney_left: {aliases: [kidney]}, kidney_right: {aliases: [kidney]}}",
    good: "labels: {kidney_left: {aliases: [kidney_l]}, kidney_right: {aliases: [kidney_r]}}")

  static let badPair = DiagnosticPage(
    .labels, .error, "a pair that is none",
    meaning: "Two labels are a pair when each is the other's, on opposite sides.",
    fix: "Correct `paired_with` or `side`.", bad: "kidney_left: {side: left, paired_with: kidney_left}",
    good: "kidney_left: {side: left, paired_with: kidney_right}")

  static let noPair = DiagnosticPage(
    .labels, .error, "no partner is declared",
    meaning: "The condition asks for `label.pair`, and a label that it is about has none.",
    fix: "Add `paired_with` to the label, or leave the label out of `each`.",
    bad: "each: [liver]\nunless: present(label.pair)",
    good: "each: [kidney_left, kidney_right]\nunless: present(label.pair)")

  static let noSide = DiagnosticPage(
    .labels, .error, "no side is declared",
    meaning: "The condition asks for `label.side`, and a label that it is about has none.",
    fix: "Add `side: left` or `side: right` to the label.", bad: "kidney_left: {value: 3}",
    good: "kidney_left: {value: 3, side: left}")

  static let noLevel = DiagnosticPage(
    .labels, .error, "no level of the vertebral column is declared",
    meaning:
      "Places along the body are told in levels of the vertebral column. A label of `column` stands for one of them, by its name or its `level`; a structure whose place is judged declares the stretch in which it usually lies, and the policy its column.",
    fix: "Declare what is missing: the `column`, or the label's `level`.",
    bad: "labels: {vertebra_19: , vertebra_20: }\ncolumn: [vertebra_19, vertebra_20]",
    good: "labels: {vertebra_19: {level: T12}, vertebra_20: {level: L1}}\ncolumn: [vertebra_19, vertebra_20]")

  static let selfReference = DiagnosticPage(
    .labels, .error, "a landmark of itself",
    meaning:
      "`in_view_with` names other structures that tell whether this one lies in the field of view. Itself it cannot tell, when it is absent.",
    fix: "Name neighbours at the same level.", bad: "spleen: {in_view_with: [spleen]}",
    good: "spleen: {in_view_with: [vertebrae_T12, vertebrae_L1]}")

  static let emptyGroup = DiagnosticPage(
    .labels, .error, "a group of nothing", meaning: "An expectation for each of no labels is never judged.",
    fix: "Name labels, or remove the group.",
    bad: "groups: {kidneys: []}", good: "groups: {kidneys: [kidney_left, kidney_right]}")

  static let unusedGroup = DiagnosticPage(
    .labels, .note, "a group that nothing uses",
    meaning: "No expectation and no other group names it. Perhaps an expectation was meant for it.",
    fix: "Use it, or remove it.")

  static let pairWithoutSides = DiagnosticPage(
    .labels, .warning, "a pair without sides",
    meaning:
      "Two labels are declared a pair, and neither says on which side it lies, so an exchange of the two cannot be told from their declaration.",
    fix: "Add `side: left` and `side: right`.", bad: "kidney_left: {paired_with: kidney_right}",
    good: "kidney_left: {side: left, paired_with: kidney_right}")
}

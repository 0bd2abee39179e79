/// Numbers and their units.
extension DiagnosticPage {
  static let notANumber = DiagnosticPage(
    .quantities, .error, "not a number",
    meaning:
      "A number was expected. Numbers are written with a point before decimals and without separators of thousands; a word must be the name of a parameter.",
    fix: "Write the number in digits, or declare the parameter.", bad: "volume: 1,5 L", good: "volume: 1.5 L")

  static let notARange = DiagnosticPage(
    .quantities, .error, "not how a range is written",
    meaning:
      "Limits are one text: both ends with two points between them, or one end behind `>=`, `<=`, `>` or `<`, with the unit at the end. Dashes, lists and words such as `to` or `at least` say the same to a person, and are not read: one form for all policies.",
    fix: "Write the range as the message shows it.", bad: "volume: 50-450 mL", good: "volume: 50..450 mL")

  static let notWhole = DiagnosticPage(
    .quantities, .error, "not a whole number",
    meaning: "What is counted (pieces, holes, slices) comes in whole numbers.",
    fix: "Write a whole number.", bad: "connectivity: {components: 1.5}", good: "connectivity: {components: 1..2}")

  static let negative = DiagnosticPage(
    .quantities, .error, "below zero",
    meaning: "A size, a share or a count is never below zero, so the limit can mean nothing.",
    fix: "Remove the sign.", bad: "volume: -5..100 mL", good: "volume: 5..100 mL")

  static let outOfRange = DiagnosticPage(
    .quantities, .error, "outside of what is possible",
    meaning: "The number is none that this field can have: a neighbourhood of 7, a confidence of 3.",
    fix: "Choose a number in the range, or out of the list, that the message gives.",
    bad: "connectivity: {components: 1, neighbours: 7}", good: "connectivity: {components: 1, neighbours: 26}")

  static let reversedRange = DiagnosticPage(
    .quantities, .error, "a range that ends before it begins",
    meaning: "No number lies in such a range, so every case would fail.", fix: "Put the smaller number first.",
    bad: "volume: {possible: 450..45 mL}", good: "volume: {possible: 45..450 mL}")

  static let missingUnit = DiagnosticPage(
    .quantities, .error, "a number without its unit",
    meaning: "A bare number could be millimetres or voxels, and the two differ by the spacing of every file.",
    fix: "Write the unit behind the number.", bad: "volume: {typical: 99..230}", good: "volume: {typical: 99..230 mL}")

  static let unknownUnit = DiagnosticPage(
    .quantities, .error, "not a unit", meaning: "The word behind the number is no unit that is known here.",
    fix: "Use one of the units in the list of the policy language.", bad: "gap: 0..25 millimeters",
    good: "gap: 0..25 mm")

  static let unitMismatch = DiagnosticPage(
    .quantities, .error, "a unit of something else",
    meaning:
      "A volume cannot be compared with a length. Conversions would need a guess, and guesses are wrong by factors of a thousand.",
    fix: "Write a unit of what is measured; the message names those that fit.",
    bad: "volume: {typical: 3..5 mm}", good: "volume: {typical: 3..5 mm³}")

  static let missingLimits = DiagnosticPage(
    .quantities, .error, "nothing is limited",
    meaning: "The expectation names what it looks at and not what it may be, so it could never fail.",
    fix: "Add one of the limits that the message names.",
    bad: "connectivity: {neighbours: 26}", good: "connectivity: {components: 1, neighbours: 26}")

  static let missingOf = DiagnosticPage(
    .quantities, .error, "a share of what", meaning: "A percentage needs a whole: the image, or another label.",
    fix: "Add `of`.", bad: "area: {possible: 6..60 %}", good: "area: {possible: 6..60 %, of: image}")

  static let needlessOf = DiagnosticPage(
    .quantities, .error, "a whole without a share",
    meaning: "`of` says what a share is a share of, and these limits are sizes of their own.",
    fix: "Write the limits in %, or remove `of`.", bad: "volume: {possible: 45..450 mL, of: image}",
    good: "volume: {possible: 45..450 mL}")

  static let badQuantifier = DiagnosticPage(
    .quantities, .error, "how many is not said",
    meaning: "`quorum` and `slices` say how many labels or slices must satisfy the expectation, in one of a few forms.",
    fix: "Write `every`, `any`, `none`, `all but N`, `\">= N\"` or `\">= P %\"`.", bad: "slices: most",
    good: "slices: \">= 90 %\"")

  static let impossibleQuorum = DiagnosticPage(
    .quantities, .error, "more than there are",
    meaning: "The quorum asks for more labels than `each` names, so it could never be met and every case would fail.",
    fix: "Ask for fewer, or name more labels.", bad: "each: kidneys\nquorum: \">= 3\"",
    good: "each: kidneys\nquorum: \">= 1\"")

  static let contradictingBand = DiagnosticPage(
    .quantities, .error, "typical beyond possible",
    meaning:
      "Values inside `typical` pass and values outside `possible` fail; where typical reaches beyond possible, a value would have to do both.",
    fix: "Widen `possible` until it holds `typical`, or narrow `typical`.",
    bad: "volume: {typical: 99..230 mL, possible: 120..450 mL}",
    good: "volume: {typical: 99..230 mL, possible: 45..450 mL}")
}

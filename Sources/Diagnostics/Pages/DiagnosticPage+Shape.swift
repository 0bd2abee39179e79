/// Keys and values: what stands where.
extension DiagnosticPage {
  static let unknownKey = DiagnosticPage(
    .shape, .error, "a key that nobody reads",
    meaning:
      "The key is misspelled, or belongs somewhere else. What is not read does not count, and a limit that does not count must not look as if it did.",
    fix: "Correct the spelling, move the key, or remove it.",
    bad: "connectivity: {componnets: 1}", good: "connectivity: {components: 1}")

  static let missingKey = DiagnosticPage(
    .shape, .error, "a key is missing",
    meaning: "Something that the policy cannot do without has not been said.",
    fix: "Add the key that the message names.",
    bad: "- presence: required", good: "- {id: present, label: liver, presence: required}")

  static let missingValue = DiagnosticPage(
    .shape, .error, "a key without a value",
    meaning: "The key is there and says nothing, so nobody knows what was meant.",
    fix: "Give it a value, or remove it.",
    bad: "volume: {typical: }", good: "volume: {typical: 99..230 mL}")

  static let wrongType = DiagnosticPage(
    .shape, .error, "something else belongs here",
    meaning:
      "A list stands where a word belongs, a word where a mapping belongs, or a number where something true or false belongs.",
    fix: "Write what the message asks for; the kind's page has an example.",
    bad: "connectivity: [1, 2]", good: "connectivity: {components: 1..2}")

  static let unknownValue = DiagnosticPage(
    .shape, .error, "not one of the words",
    meaning: "The field takes one of a few words, and this is none of them.",
    fix: "Write one of the words that the message lists.",
    bad: "presence: requird", good: "presence: required")

  static let unexpected = DiagnosticPage(
    .shape, .error, "something that does not belong here",
    meaning: "A word, a sign or a key stands where it means nothing; what was intended by it would not be done.",
    fix: "Remove it, or write it as the message says.",
    bad: "position: liver is left-of spleen or so", good: "position: liver is right-of spleen")

  static let duplicate = DiagnosticPage(
    .shape, .error, "a name or value stands twice",
    meaning: "Two things cannot have one name, and a value given twice was probably meant to be another.",
    fix: "Rename one of the two, or remove it.", bad: "values: [left, left]", good: "values: [left, right]")

  static let unknownVersion = DiagnosticPage(
    .shape, .error, "another version of the language",
    meaning:
      "`segwarden` names the version of the policy language. This program cannot know what another version means.",
    fix: "Write `segwarden: 1`, or use a newer program.", bad: "segwarden: 2", good: "segwarden: 1")

  static let oldWord = DiagnosticPage(
    .shape, .error, "a word of an earlier version",
    meaning:
      "The language has another word for this now, which says more, or says it by other rules. The old one is not read, so that nobody relies on what it once did.",
    fix: "Write the new word that the message names, or let `segwarden policy format --fix` write it.",
    bad: "decision: {authority: rules}", good: "decision: {model: advises}")

  static let badName = DiagnosticPage(
    .shape, .error, "not a name",
    meaning:
      "Names of labels, groups, parameters and context variables stand in conditions, so they consist of letters, digits, `_` and `-`, begin with a letter, and are not `all`.",
    fix: "Choose such a name; what the export calls a structure goes into `aliases`.",
    bad: "labels: {left kidney: {value: 3}}", good: "labels: {kidney_left: {value: 3, aliases: [left kidney]}}")

  static let badDate = DiagnosticPage(
    .shape, .error, "not a day",
    meaning: "A waiver ends on a day of the calendar; a date that cannot be read would never end.",
    fix: "Write year, month and day.", bad: "until: 31.1.2027", good: "until: 2027-01-31")
}

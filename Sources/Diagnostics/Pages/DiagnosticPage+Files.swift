/// What spans several files, and suppressions.
extension DiagnosticPage {
  static let unknownPolicy = DiagnosticPage(
    .files, .error, "a policy that is not found",
    meaning:
      "`extends` names a policy that lies neither beside this one, nor in a folder of `SEGWARDEN_POLICIES`, nor among those that the program carries.",
    fix: "Correct the name; `segwarden policy list` names those that are found.")

  static let unknownRecipe = DiagnosticPage(
    .files, .error, "a recipe that is not found",
    meaning: "`extends` names the recipe of a synthetic export that is not there.",
    fix: "Correct the name; `segwarden phantom --list` names the recipes.")

  static let unknownExpectation = DiagnosticPage(
    .files, .error, "an expectation that is not there",
    meaning:
      "A waiver, or `disable`, names an expectation that the policy and those it extends do not have. It would have no effect, and nobody would notice.",
    fix: "Correct the id.")

  static let cycle = DiagnosticPage(
    .files, .error, "extends itself", meaning: "Following `extends` leads back to where it began.",
    fix: "Take one of the links away.")

  static let badSuppression = DiagnosticPage(
    .suppressions, .warning, "a suppression that cannot be used",
    meaning:
      "A comment `# segwarden: allow RULE because …` silences one note or warning on its own line or the next. It names a rule, gives a reason, and cannot silence an error: a policy with errors cannot be used.",
    fix: "Name the rule as the message in brackets does, and say why it does not matter here.",
    bad: "# segwarden: allow no-source",
    good: "# segwarden: allow no-source because the range is our own reading, see the wiki")

  static let unusedSuppression = DiagnosticPage(
    .suppressions, .note, "a suppression of nothing",
    meaning:
      "What the comment allows is not reported there any more, or never was. It would hide the next mistake of that kind.",
    fix: "Remove the comment.")
}

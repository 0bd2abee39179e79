/// The text itself, before anything in it means something.
extension DiagnosticPage {
  static let emptyFile = DiagnosticPage(
    .text, .error, "the file says nothing",
    meaning: "The file holds no document, only comments or nothing at all. Perhaps it was not saved.",
    fix: "Begin with `segwarden: 1`, or let `segwarden policy new` write a first draft.",
    bad: "# only a comment", good: "segwarden: 1\npolicy: ct-kidneys\nversion: 1.0.0")

  static let notUtf8 = DiagnosticPage(
    .text, .error, "a byte is not UTF-8",
    meaning: "The file was saved in another encoding, so letters beyond ASCII would come out as something else.",
    fix: "Save the file as UTF-8.")

  static let syntax = DiagnosticPage(
    .text, .error, "not YAML",
    meaning:
      "The text breaks the rules of YAML, and nothing behind this place can be understood. Most often it is a limit that begins with `>`, a colon inside plain text, or an indentation that does not line up.",
    fix: "Put limits that begin with `>`, and text with `: ` in it, into quotes.",
    bad: "connectivity: {largest_fraction: >= 0.98}", good: "connectivity: {largest_fraction: \">= 0.98\"}")

  static let tabIndentation = DiagnosticPage(
    .text, .error, "a tab indents a line",
    meaning: "YAML counts spaces; a tab has no agreed width, so it cannot indent.", fix: "Indent with spaces.")

  static let tooDeep = DiagnosticPage(
    .text, .error, "nested too deep",
    meaning:
      "Collections or parentheses stand inside one another deeper than anyone can read. No sound policy comes near.",
    fix: "Split the expectation, or the condition, into several.")

  static let tooLong = DiagnosticPage(
    .text, .error, "a condition is too long",
    meaning: "A condition of thousands of characters cannot be checked by a person, and hides what it decides.",
    fix: "Split the expectation into several, or give groups to `all`, `any` and `count`.")

  static let tooManyAliases = DiagnosticPage(
    .text, .error, "aliases unfold without end",
    meaning:
      "Aliases of aliases can make a short text grow beyond any memory. They are counted, and this is where it becomes too many.",
    fix: "Write out what is needed.")

  static let severalDocuments = DiagnosticPage(
    .text, .error, "a second document",
    meaning: "A line `---` begins a second document. One file holds one policy, so the second would never be read.",
    fix: "Put it into a file of its own.", bad: "policy: one\n---\npolicy: two", good: "policy: one")

  static let mergeKey = DiagnosticPage(
    .text, .error, "a merge key",
    meaning:
      "`<<` merges mappings in some YAML programs and not in others; two readers of one policy could see different limits.",
    fix: "Repeat the fields, use `extends`, or share single values with aliases or `parameters`.")

  static let unknownAnchor = DiagnosticPage(
    .text, .error, "an alias of nothing",
    meaning: "`*name` repeats what `&name` marked above it, and nothing above is marked so.",
    fix: "Mark the value with `&name` where it first stands, or correct the name.",
    bad: "ignore_below: *speck", good: "ignore_below: &speck 2 %")

  static let duplicateKey = DiagnosticPage(
    .text, .error, "a key stands twice",
    meaning: "Of two values for one key only one could count, and readers differ on which.",
    fix: "Keep one of the two; two limits on one thing are two expectations.",
    bad: "volume: {possible: 45..450 mL, possible: 50..400 mL}", good: "volume: {possible: 45..450 mL}")

  static let keyNotText = DiagnosticPage(
    .text, .error, "a key is not text",
    meaning: "A list or a mapping stands where the name of a field belongs.", fix: "Write a name before the colon.")

  static let unknownTag = DiagnosticPage(
    .text, .error, "a tag",
    meaning:
      "A word that begins with `!` tells a YAML program to make something special of a value. Policies hold texts, lists and mappings only.",
    fix: "Remove the tag, or put text that begins with `!` in quotes.",
    bad: "because: !important A kidney is one body.",
    good: "because: A kidney is one body.")

  static let invisibleSpace = DiagnosticPage(
    .text, .error, "a space that YAML does not know",
    meaning:
      "The text holds a character that looks like a space and is none to YAML, as word processors and web pages leave it.",
    fix: "Replace it by an ordinary space.")

  static let typographicQuotes = DiagnosticPage(
    .text, .error, "quotes of a word processor",
    meaning:
      "YAML knows straight quotes alone. Typographic ones, as word processors make them, are letters of the text, so a name in them is another name.",
    fix: "Write straight quotes, or none.", bad: "label: “liver”", good: "label: liver")

  static let commentInText = DiagnosticPage(
    .text, .warning, "a number sign that ends the text",
    meaning:
      "Behind a space, `#` begins a comment, and what follows is no part of the text. A sign with a letter or a digit right behind it was probably meant to be one.",
    fix: "Put the text in quotes, or write a space behind `#` where a comment is meant.", bad: "because: see issue #12",
    good: "because: \"see issue #12\"")

  static let lineSeparator = DiagnosticPage(
    .text, .error, "a line break that is none",
    meaning:
      "The text holds a character that some programs show as a new line and YAML reads as part of the line, so what stands there is not what is read.",
    fix: "Replace it by an ordinary line break.")

  static let notFormatted = DiagnosticPage(
    .text, .note, "left as it was written",
    meaning:
      "`policy format` found something that it cannot lay out without a risk of changing what the text says, so it changed nothing.",
    fix: "Write the place that the message names more simply, and format again.")
}

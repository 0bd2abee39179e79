/// What the reference says about a kind of problem.
package struct DiagnosticPage: Hashable, Sendable {
  /// Chapters of the reference, in its order.
  package enum Chapter: String, CaseIterable, Hashable, Sendable {
    case text = "The text itself"
    case shape = "Keys and values"
    case quantities = "Numbers and units"
    case labels = "Labels and groups"
    case expectations = "Expectations"
    case conditions = "Conditions"
    case files = "Several files"
    case lists = "Lists of cases"
    case oversights = "Oversights"
    case suppressions = "Suppressions"
  }

  /// A piece of a policy that has the problem, and the same without it.
  package struct Example: Hashable, Sendable {
    package var bad: String
    package var good: String
  }

  package var chapter: Chapter
  /// How grave it is.
  package var level: Diagnostic.Severity
  /// A few words, without a full stop.
  package var title: String
  /// What is wrong and why it matters, in whole sentences.
  package var meaning: String
  /// What to do, in whole sentences.
  package var fix: String
  package var example: Example?

  init(
    _ chapter: Chapter, _ level: Diagnostic.Severity, _ title: String, meaning: String, fix: String,
    bad: String? = nil, good: String? = nil
  ) {
    self.chapter = chapter
    self.level = level
    self.title = title
    self.meaning = meaning
    self.fix = fix
    if let bad, let good { example = Example(bad: bad, good: good) }
  }
}

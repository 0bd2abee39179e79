internal import PolicyLanguage

extension PolicyDocument {
  /// The expectations, those about the same labels together.
  static func checks(of policy: Policy) -> String {
    if policy.expectations.isEmpty { return "## What it checks\n\nNothing.\n" }
    var sections: [(title: String, expectations: [Expectation])] = []
    for expectation in policy.expectations {
      let title = title(of: expectation, policy)
      if let at = sections.firstIndex(where: { $0.title == title }) {
        sections[at].expectations.append(expectation)
      } else {
        sections.append((title, [expectation]))
      }
    }
    let texts = sections.map { section in
      "### \(section.title)\n\n" + section.expectations.map { entry($0, policy) }.joined()
    }
    return "## What it checks\n\n" + texts.joined(separator: "\n")
  }

  /// A heading: the group's name, the label's, or what the expectation is about.
  private static func title(of expectation: Expectation, _ policy: Policy) -> String {
    let subjects = expectation.subjects
    if subjects.isEmpty { return expectation.mentions.labels.isEmpty ? "The export" : "Between structures" }
    if subjects.count == 1 { return "`\(subjects[0])`" }
    if subjects == policy.labels.map(\.name) { return "All labels" }
    if let group = policy.groups.first(where: { $0.labels == subjects }) {
      return "\(group.name): \(subjects.map { "`\($0)`" }.joined(separator: ", "))"
    }
    return subjects.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func entry(_ expectation: Expectation, _ policy: Policy) -> String {
    let words = ExpectationWords(expectation, in: policy)
    let conditions = words.conditions.isEmpty ? "" : " (\(words.conditions.joined(separator: "; ")))"
    let statement = words.statement.prefix(1).uppercased() + words.statement.dropFirst()
    var text = "- **\(expectation.id)** (`\(type(of: expectation.kind).name)`). \(statement)\(conditions)".asSentence
    if let because = expectation.because { text += " *\(because.asSentence)*" }
    if let source = words.source { text += " Source: \(source.asSentence)" }
    text += " \(words.consequence.asSentence)"
    if !expectation.notEvaluable.isEmpty {
      text += " When it cannot be judged: \(UnknownWords(policy).clause(for: expectation))."
    }
    return text + "\n"
  }
}

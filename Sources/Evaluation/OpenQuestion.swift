package import PolicyLanguage

/// A question about the pictures, and the finding that waits for its answer.
package struct OpenQuestion: Hashable, Sendable {
  /// What it is answered by: the finding's id; `F4.2` where the finding waits for several answers.
  package var id: String
  /// The finding's id.
  package var finding: String
  /// The structure that it is about, where the finding waits for the answers about several.
  package var label: String?
  /// The structures that a picture must show for an answer; empty where it is about the whole export.
  package var structures: [String]
  package var text: String
  /// `yes` or `no`: the answer that passes.
  package var expected: Ask.Answer
  /// How many of the answers must pass, where the finding waits for several.
  package var quorum: OpenQuorum?
  /// What is not known beside the answer: whether the expectation applies.
  package var open: [UnknownCause]

  package init(
    id: String? = nil, finding: String, label: String? = nil, structures: [String]? = nil, text: String,
    expected: Ask.Answer, quorum: OpenQuorum? = nil, open: [UnknownCause] = []
  ) {
    self.id = id ?? finding
    self.finding = finding
    self.label = label
    self.structures = structures ?? label.map { [$0] } ?? []
    self.text = text
    self.expected = expected
    self.quorum = quorum
    self.open = open
  }
}

/// A quorum of labels that wait for answers.
package struct OpenQuorum: Hashable, Sendable {
  package var quorum: Quantifier
  /// Labels that cannot be judged for another reason than a missing answer.
  package var unknown: Int

  package init(quorum: Quantifier, unknown: Int) {
    self.quorum = quorum
    self.unknown = unknown
  }
}

extension Finding {
  /// The finding with the answers to its questions put in. Without a clear answer it stays not evaluable, and weighs
  /// what the policy says of a model that could not tell: that is another matter than that none was asked.
  ///
  /// - Parameters:
  ///   - answers: each question with its answer; nil where it could not be told.
  ///   - whose: who answered, for the message: `The model answered`.
  package func settled(
    by answers: [(question: OpenQuestion, answer: Ask.Answer?)], whose: String, policy: Policy
  ) -> Finding {
    guard outcome == .notEvaluable, let first = answers.first else { return self }
    let held = answers.filter { $0.answer == $0.question.expected }
    let wrong = answers.filter { $0.answer != nil && $0.answer != $0.question.expected }
    let unsure = answers.count - held.count - wrong.count
    // A question that nobody knows to apply may not count: the wrong answer to it alone is no failure.
    let inDoubt = answers.filter { !$0.question.open.isEmpty }
    let doubtful = Completions(
      holding: inDoubt.count { $0.answer == $0.question.expected },
      failed: wrong.count { !$0.question.open.isEmpty }, unknown: inDoubt.count { $0.answer == nil })
    let passes: Bool? =
      if let open = first.question.quorum {
        Completions(holding: held.count, failed: wrong.count, unknown: open.unknown + unsure)
          .satisfy(open.quorum, doubtful: doubtful)
      } else {
        unsure + doubtful.failed > 0 ? nil : wrong.isEmpty
      }
    var settled = self
    guard let passes else {
      settled.causes = causes.filter { $0.kind != .noModel }
      if unsure > 0 { settled.causes.append(.modelUnsure("asked: \(first.question.text)")) }
      settled.cause = settled.causes.words
      if let expectation = policy.expectations.first(where: { $0.id == self.expectation }) {
        settled.notEvaluable = UnknownEffect(policy).of(settled.causes, for: expectation)
        let isAboutFacts = wrong.contains { $0.question.open.contains { $0.kind == .noContext } }
        // A fact that is not given never makes a case better than its worst value would.
        if isAboutFacts, settled.notEvaluable == .review, policy.decision.vetoes(severity) {
          settled.notEvaluable = .reject
        }
      }
      return settled
    }
    settled.outcome = passes ? .pass : .fail
    settled.code = Ask.code(.answer, passes ? .within : .different)
    (settled.cause, settled.causes) = (nil, [])
    settled.expected = expected ?? first.question.expected.rawValue
    let said =
      first.question.quorum == nil
      ? "\(first.answer?.rawValue ?? "nothing")"
      : answers.map { "\($0.answer?.rawValue ?? "cannot tell") for \($0.question.label ?? "it")" }.joined(
        separator: ", ")
    settled.message =
      "\(first.question.text) \(whose) \(said) from the pictures; expected is \(first.question.expected.rawValue)."
    return settled
  }
}

internal import Concurrency
internal import Evaluation
internal import Formats
internal import Geometry
internal import Mutations
internal import Phantoms
package import PolicyLanguage
internal import Reasoning
package import Volume

/// Runs a policy's tests.
package struct PolicyTestRun: Sendable {
  /// Reads a policy again with other values for its parameters; nil when they do not fit it.
  package typealias Resetting = @Sendable (_ settings: [String: String]) -> Policy?
  /// Reads an export, or throws a `ReadError`.
  package typealias Reading =
    @Sendable (_ path: String, _ image: String?, _ labels: String?) throws -> (
      segmentation: Segmentation, image: IntensityVolume?, imageGrid: Grid?
    )

  private let policy: Policy
  private let file: PolicyTestFile
  private let resetting: Resetting
  private let reading: Reading

  package init(
    policy: Policy, file: PolicyTestFile, resetting: @escaping Resetting, reading: @escaping Reading
  ) {
    self.policy = policy
    self.file = file
    self.resetting = resetting
    self.reading = reading
  }

  private struct Case {
    let segmentation: Segmentation
    let image: IntensityVolume?
    let imageGrid: Grid?
  }

  /// Runs all cases, then the mutations, `jobs` at once.
  package func run(jobs: Int = 1, mutates: Bool = true) async -> PolicyTestResult {
    var coverage = TestedExpectations(of: policy)
    var outcomes: [CaseOutcome] = []
    for test in file.cases {
      let outcome = await outcome(of: test)
      coverage.note(outcome.findings)
      outcomes.append(outcome)
    }
    var score: MutationScore?
    if mutates, let plan = file.mutations {
      var sum = MutationScore()
      for test in file.cases where plan.cases.contains(test.name) {
        await spoil(test, plan, jobs: jobs, &sum, &coverage)
      }
      score = sum
    }
    return PolicyTestResult(
      policy: policy.id, version: policy.version, cases: outcomes, coverage: coverage, mutations: score)
  }

  /// The name of the first case that the policy accepts, those first of which the tests say so; nil when it accepts
  /// none.
  package func firstAccepted() async -> String? {
    for test in file.cases.filter({ $0.decision == .accept }) + file.cases.filter({ $0.decision != .accept }) {
      if await outcome(of: test).decision == .accept { return test.name }
    }
    return nil
  }

  private func outcome(of test: PolicyTestCase) async -> CaseOutcome {
    func failed(_ problem: String) -> CaseOutcome {
      CaseOutcome(name: test.name, decision: nil, findings: [], problems: [problem], range: test.range)
    }
    do {
      guard let policy = policy(for: test) else {
        return failed("the policy cannot be read with these settings")
      }
      var made = try prepared(test)
      for spec in test.mutations {
        made = Case(
          segmentation: try spec.apply(to: made.segmentation, seed: test.seed).segmentation, image: made.image,
          imageGrid: made.imageGrid)
      }
      let (result, outcome) = await judge(made, test, by: policy)
      return CaseOutcome(
        name: test.name, decision: outcome.decision, findings: result.findings,
        problems: FindingComparison(test: test).problems(result.findings, decision: outcome.decision),
        range: test.range)
    } catch let error as ReadError {
      return failed("the export cannot be read: \(error.message)")
    } catch let error as MutationError {
      return failed("the mutation cannot be made: \(error.message)")
    } catch {
      return failed("the case cannot be made: \(error)")
    }
  }

  /// The policy with the case's parameters; nil when it cannot be read with them.
  private func policy(for test: PolicyTestCase) -> Policy? {
    test.settings.isEmpty ? policy : resetting(test.settings)
  }

  private func prepared(_ test: PolicyTestCase) throws -> Case {
    switch test.source {
    case .phantom(let recipe):
      let image = recipe.intensities()
      return Case(segmentation: recipe.segmentation(named: true), image: image, imageGrid: image?.grid)
    case .export(let path, let image, let labels):
      let (segmentation, volume, grid) = try reading(path, image, labels)
      // Mutations and messages speak of the policy's labels.
      return Case(segmentation: segmentation.named(for: policy), image: volume, imageGrid: grid)
    }
  }

  private func judge(
    _ made: Case, _ test: PolicyTestCase, by policy: Policy
  ) async -> (EvaluationResult, Conclusion) {
    let image = made.image.map { image in
      IntensityVolume(
        grid: test.lacks.apply(to: image.grid), channels: image.channels, values: image.values,
        discrepancies: image.discrepancies)
    }
    var result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: test.lacks.apply(to: made.segmentation), image: image),
      imageGrid: made.imageGrid.map { test.lacks.apply(to: $0) }, context: test.context,
      request: ExportRequest(structures: test.structures), caseName: test.caseName, today: test.today)
    Self.answer(&result, with: test.answers)
    let evidence = CaseEvidence(
      policy: policy, findings: result.findings,
      structures: (policy.labels + policy.structures).map { result.facts.summary(of: $0) },
      context: result.facts.context)
    return (result, RulesReasoner().decide(evidence))
  }

  /// Settles the policy's questions by the test's answers, as a model's would.
  private static func answer(_ result: inout EvaluationResult, with answers: [String: Ask.Answer?]) {
    let policy = result.facts.policy
    result.findings = result.findings.map { finding in
      let given = result.questions.filter { $0.finding == finding.id }.map { question in
        let labels = question.label.map { [$0] } ?? finding.labels
        let names = labels.map { "\(finding.expectation)(\($0))" } + [finding.expectation]
        let name = names.first { answers.keys.contains($0) }
        return (question: question, isGiven: name != nil, answer: name.flatMap { answers[$0] ?? nil })
      }
      guard given.contains(where: \.isGiven) else { return finding }
      return finding.settled(
        by: given.map { ($0.question, $0.answer) }, whose: "The test answers", policy: policy)
    }
  }

  private func spoil(
    _ test: PolicyTestCase, _ plan: MutationPlan, jobs: Int, _ score: inout MutationScore,
    _ coverage: inout TestedExpectations
  ) async {
    // What cannot be made or read has failed as a case already.
    guard let sound = try? prepared(test), let policy = self.policy(for: test) else { return }
    let (_, before) = await judge(sound, test, by: policy)
    let labels = plan.labels.isEmpty ? policy.labels.map(\.name) : plan.labels
    let specs = MutationCatalogue.standard(for: sound.segmentation, labels: labels)
    let results = await specs.concurrentMap(atMost: jobs) { spec in
      await attempt(spec, on: sound, test, plan, by: policy, before: before.decision)
    }
    for result in results {
      switch result {
      case .made(let attempt, let findings):
        score.attempts.append(attempt)
        coverage.note(findings)
      case .notApplicable(let text, let reason): score.notApplicable.append((text, reason))
      }
    }
  }

  private enum Trial: Sendable {
    case made(MutationScore.Attempt, [Finding])
    case notApplicable(String, String)
  }

  private func attempt(
    _ spec: MutationSpec, on sound: Case, _ test: PolicyTestCase, _ plan: MutationPlan, by policy: Policy,
    before: Decision
  ) async -> Trial {
    let mutated: Mutated
    do { mutated = try spec.apply(to: sound.segmentation, seed: test.seed) } catch {
      return .notApplicable(spec.text, error.message)
    }
    let spoilt = Case(segmentation: mutated.segmentation, image: sound.image, imageGrid: sound.imageGrid)
    let (result, outcome) = await judge(spoilt, test, by: policy)
    let kinds = mutated.fault.namingKinds
    let asked = kinds.filter { policy.asks($0, of: mutated.labels) }
    let attempt = MutationScore.Attempt(
      caseName: test.name, fault: mutated.fault, labels: mutated.labels, text: spec.text, decision: outcome.decision,
      isNoticed: outcome.decision > before, diagnosis: outcome.reasons.first?.fault,
      asked: asked, notAsked: kinds.filter { !asked.contains($0) }, exception: plan.exception(spec, mutated.labels))
    return .made(attempt, result.findings)
  }
}

extension Policy {
  /// Whether an expectation of a kind is about one of some labels, or about none in particular.
  fileprivate func asks(_ kind: String, of labels: [String]) -> Bool {
    expectations.contains { expectation in
      type(of: expectation.kind).name == kind
        && (expectation.subjects.isEmpty || expectation.subjects.contains(where: labels.contains))
    }
  }
}

/// What came of a policy's tests.
package struct PolicyTestResult: Sendable {
  package var policy: String
  package var version: String
  package var cases: [CaseOutcome]
  package var coverage: TestedExpectations
  /// Nil when the test file asks for none.
  package var mutations: MutationScore?

  package var passed: Bool { cases.allSatisfy(\.passed) }
}

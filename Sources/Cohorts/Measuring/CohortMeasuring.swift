package import Cases
internal import Concurrency
internal import Evaluation
internal import Formats
internal import Geometry
package import PolicyLanguage
internal import Volume

/// Measures the cases of a cohort, several at a time; one that cannot be read does not stop the others.
package struct CohortMeasuring: Sendable {
  let policy: Policy
  let wanted: [WantedNumber]
  /// Facts that hold for all cases.
  let context: [String: String]
  /// Whether images are looked at where cases have them.
  let readsImages: Bool
  let jobs: Int

  package init(
    policy: Policy, wanted: [WantedNumber], context: [String: String], readsImages: Bool, jobs: Int
  ) {
    self.policy = policy
    self.wanted = wanted
    self.context = context
    self.readsImages = readsImages
    self.jobs = jobs
  }

  /// Cost: reading and judging each case by the policy, and the wanted numbers. A case is forgotten when its numbers
  /// are known.
  package func cohort(named name: String, _ exports: [Export]) async -> Cohort {
    let results = await exports.concurrentMap(atMost: jobs) { await measured($0) }
    var cases: [Cohort.Case] = []
    var failures: [Cohort.Failure] = []
    for (export, result) in zip(exports, results) {
      switch result {
      case .success(let measured): cases.append(measured)
      case .failure(let problem): failures.append(.init(name: export.name, message: problem.message))
      }
    }
    return Cohort(name: name, cases: cases, failures: failures)
  }

  private struct CaseProblem: Error { let message: String }

  private func measured(_ export: Export) async -> Result<Cohort.Case, CaseProblem> {
    do {
      let inputs = try CaseInputs(export, for: policy, context: context, readsImage: readsImages)
      let scene = Scene(segmentation: inputs.segmentation, image: readsImages ? inputs.image?.volume : nil)
      let result = await Evaluator(policy: policy).evaluate(
        scene, imageGrid: inputs.image?.grid, context: inputs.context, numbers: wanted.compactMap(\.number.measure),
        caseName: export.name)
      return .success(numbers(of: export.name, result))
    } catch let error as ReadError {
      return .failure(CaseProblem(message: error.message))
    } catch let error as CaseError {
      return .failure(CaseProblem(message: error.message))
    } catch {
      return .failure(CaseProblem(message: "it cannot be measured: \(error)"))
    }
  }

  private func numbers(of name: String, _ result: EvaluationResult) -> Cohort.Case {
    let facts = result.facts
    let failed = result.findings.filter { $0.outcome == .fail }
    var vetoes: [String] = []
    for finding in failed
    where policy.decision.vetoes(finding.severity) && !vetoes.contains(finding.expectation) {
      vetoes.append(finding.expectation)
    }
    var strata: [String: String] = [:]
    for variable in policy.context { strata[variable.name] = facts.stratum(of: variable.name) }
    return Cohort.Case(
      name: name, values: wanted.map { $0.value(in: facts) }, strata: strata, vetoes: vetoes,
      isFlagged: failed.contains { $0.severity > .note })
  }
}

package import Cases
internal import Concurrency
internal import Evaluation
internal import Formats
internal import Geometry
package import PolicyLanguage
internal import Volume

/// Measures new cases for the numbers of which a policy keeps what was learned.
package struct DriftMeasuring: Sendable {
  /// What is known of one case.
  package struct Case: Sendable {
    package let name: String
    /// One for each number; nil where it is not known.
    package let values: [Double?]
    /// What the case belongs to, by column.
    package let subgroups: [String: String]
    /// The patient, where the table says which.
    package let group: String?
  }

  private let policy: Policy
  private let numbers: [LearnedNumber]
  private let context: [String: String]
  private let jobs: Int

  package init(policy: Policy, numbers: [LearnedNumber], context: [String: String], jobs: Int) {
    self.policy = policy
    self.numbers = numbers
    self.context = context
    self.jobs = jobs
  }

  /// Cost: reading and judging each case, and the numbers.
  package func cases(_ exports: [Export]) async -> (cases: [Case], failures: [Cohort.Failure]) {
    let results = await exports.concurrentMap(atMost: jobs) { await measured($0) }
    var cases: [Case] = []
    var failures: [Cohort.Failure] = []
    for (export, result) in zip(exports, results) {
      switch result {
      case .success(let one): cases.append(one)
      case .failure(let error): failures.append(.init(name: export.name, message: error.message))
      }
    }
    return (cases, failures)
  }

  private struct CaseProblem: Error { let message: String }

  private func measured(_ export: Export) async -> Result<Case, CaseProblem> {
    do {
      let inputs = try CaseInputs(export, for: policy, context: context, readsImage: policy.needsImage)
      let scene = Scene(segmentation: inputs.segmentation, image: policy.needsImage ? inputs.image?.volume : nil)
      let result = await Evaluator(policy: policy).evaluate(
        scene, imageGrid: inputs.image?.grid, context: inputs.context, numbers: numbers.flatMap(\.needs),
        caseName: export.name)
      return .success(
        Case(
          name: export.name, values: numbers.map { $0.value(result.facts) },
          subgroups: export.context.merging(export.subgroups) { $1 }, group: export.group))
    } catch let error as ReadError {
      return .failure(CaseProblem(message: error.message))
    } catch let error as CaseError {
      return .failure(CaseProblem(message: error.message))
    } catch {
      return .failure(CaseProblem(message: "it cannot be measured: \(error)"))
    }
  }
}

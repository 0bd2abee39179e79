import Evaluation
import Formats
import Geometry
import Measurements
import Mutations
import Phantoms
import PolicyLanguage
import PolicyTesting
import Reasoning
import Shipped
import Volume

/// One export of a shipped policy's own tests, measured once, about which the laws are asked.
struct LawCase: Sendable, CustomStringConvertible {
  let description: String
  let policy: Policy
  let segmentation: Segmentation
  let image: IntensityVolume?
  let context: [String: String]
  /// What was measured for the policy as it ships.
  let table: MeasurementTable
  let result: EvaluationResult
  let verdict: RulesVerdict

  init(
    _ description: String, policy: Policy, segmentation: Segmentation, image: IntensityVolume?,
    context: [String: String]
  ) async {
    self.description = description
    self.policy = policy
    self.segmentation = segmentation
    self.image = image
    self.context = context
    result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation, image: image), imageGrid: image?.grid, context: context)
    table = result.facts.table
    verdict = RulesVerdict(of: result.findings, by: policy.decision)
  }

  /// The rules' verdict on what was measured, or on another table, by the policy or by another.
  func judged(
    _ table: MeasurementTable? = nil, by policy: Policy? = nil, context: [String: String]? = nil
  ) -> RulesVerdict {
    let policy = policy ?? self.policy
    let result = Evaluator(policy: policy).judge(table ?? self.table, context: context ?? self.context)
    return RulesVerdict(of: result.findings, by: policy.decision)
  }

  /// The rules' verdict on other masks, measured anew.
  func measured(_ segmentation: Segmentation, image: IntensityVolume?) async -> LawCase {
    await LawCase(description, policy: policy, segmentation: segmentation, image: image, context: context)
  }
}

extension LawCase {
  private struct Missing: Error { let what: String }

  /// The cases of every shipped policy's tests.
  static func shipped() async throws -> [LawCase] {
    var cases: [LawCase] = []
    for (name, text) in Shipped.policies() {
      let reading = PolicyReader.read(PolicySource(file: "\(name).yaml", text: text), vocabulary: .standard)
      guard let policy = reading.policy, let tests = Shipped.policyTests().first(where: { $0.name == name }) else {
        throw Missing(what: "\(name): \(reading.rendered(reading.diagnostics))")
      }
      let source = PolicySource(file: "\(name).test.yaml", text: tests.text)
      let read = PolicyTestReader.read(source, of: policy) { name in
        Shipped.phantoms().first { $0.name == name }.map { ("\(name).yaml", $0.text) }
      }
      guard let file = read.file else { throw Missing(what: "\(name): its tests") }
      for test in file.cases where test.settings.isEmpty {
        guard case .phantom(let recipe) = test.source else { continue }
        var segmentation = recipe.segmentation(named: true)
        for spec in test.mutations { segmentation = try spec.apply(to: segmentation, seed: test.seed).segmentation }
        cases.append(
          await LawCase(
            "\(name): \(test.name)", policy: policy, segmentation: segmentation, image: recipe.intensities(),
            context: test.context))
      }
    }
    return cases
  }
}

extension Policy {
  /// The same policy with other expectations, facts or settings.
  func with(
    expectations: [Expectation]? = nil, context: [ContextVariable]? = nil, coverage: PolicyLanguage.Coverage? = nil
  ) -> Policy {
    var decision = decision
    if let coverage { decision.coverage = coverage }
    return Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context ?? self.context,
      labels: labels, groups: groups, column: column, expectations: expectations ?? self.expectations,
      decision: decision, labelsBy: labelsBy, subset: subset, parameters: parameters, bases: bases, range: range)
  }
}

import Diagnostics
import Evaluation
import Formats
import Geometry
import Mutations
import Phantoms
import Pictures
import PolicyLanguage
import Reasoning
import SegWarden
import Shipped
import Volume

/// An export that was measured and judged once, under one policy; every lie is told about it anew.
struct LyingCase: Sendable, CustomStringConvertible {
  let description: String
  let evidence: CaseEvidence
  /// What the rules say when every question is answered as expected.
  let baseline: RulesVerdict
  /// The findings behind that.
  let answered: [Finding]

  /// What holds a verdict up, or may: failures, warnings and unknowns.
  var odd: [Finding] {
    evidence.findings.filter {
      $0.outcome == .fail || $0.outcome == .warn || ($0.outcome == .notEvaluable && $0.notEvaluable != .ignore)
    }
  }

  init(_ description: String, _ evaluation: EvaluationResult, _ policy: Policy) {
    self.description = description
    let questions = evaluation.questions
    evidence = CaseEvidence(
      policy: policy, findings: evaluation.findings, structures: policy.labels.map { evaluation.facts.summary(of: $0) },
      pictures: [
        Picture(
          name: "overview", caption: "Coronal plane; left is at the right edge.", width: 2, height: 2,
          png: [137, 80, 78, 71], structures: Set(policy.labels.map(\.name)))
      ], context: evaluation.facts.context, questions: questions)
    answered = evaluation.findings.map { finding in
      guard questions.contains(where: { $0.finding == finding.id }) else { return finding }
      var finding = finding
      finding.outcome = .pass
      return finding
    }
    baseline = RulesVerdict(of: answered, by: policy.decision)
  }
}

/// What a policy says of models in a run of lies.
enum LyingPolicy: String, CaseIterable, Sendable {
  /// As it ships.
  case shipped
  /// Every code is named, and three votes are asked for: the most that an author can let a model do.
  case generous

  func text(_ policy: String) -> String {
    guard self == .generous else { return policy }
    let codes = PolicyVocabulary.standard.codes.map { "    - \($0.text)" }.joined(separator: "\n")
    let lines = policy.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("  model: ") }
    return lines.map { line in
      line == "decision:"
        ? "decision:\n  votes: 3\n  model:\n    clear:\n\(codes.replacing("    -", with: "      -"))" : String(line)
    }.joined(separator: "\n")
  }
}

/// The exports that are lied about: phantoms and each mutation of them.
enum LyingCases {
  /// Policy, phantom, and how many of its mutations are judged in a short run.
  private static let phantoms = [
    ("ct-kidneys", "abdomen-sound", 6), ("cxr-lungs", "chest-sound", 4), ("ct-totalsegmentator", "abdomen-sound", 2),
    ("questions", "abdomen-sound", 3),
  ]

  /// Questions, alone and under a quorum, beside what can be measured.
  private static let questions = """
    segwarden: 1
    policy: questions
    version: 1.0.0
    labels: {kidney_right: {value: 2}, kidney_left: {value: 3}, liver: {value: 5}}
    groups: {kidneys: [kidney_right, kidney_left]}
    expectations:
      - {id: present, each: kidneys, presence: required, severity: reject}
      - {id: one-piece, each: kidneys, connectivity: {components: 1, ignore_below: 2 %}}
      - {id: whole, each: kidneys, continuity: {missing_slices: 0}}
      - {id: follows, label: liver, ask: Does the contour follow the capsule?}
      - {id: all-follow, each: kidneys, quorum: all but 1, ask: Does the contour follow the capsule?, expect: "yes"}
    decision:
      veto: [reject]
    """

  /// - Parameter isLong: all mutations under both forms of each policy, instead of some in turn.
  static func make(isLong: Bool) async throws -> [LyingCase] {
    var cases: [LyingCase] = []
    for (name, phantom, count) in phantoms {
      let recipe = try recipe(phantom)
      let image = recipe.intensities()
      let sound = recipe.segmentation(named: true)
      let specs = MutationCatalogue.standard(for: sound)
      let step = isLong ? 1 : max(1, specs.count / count)
      for (number, at) in stride(from: step / 2, to: specs.count, by: step).enumerated() {
        guard let mutated = try? specs[at].apply(to: sound, seed: 7).segmentation else { continue }
        for (turn, form) in LyingPolicy.allCases.enumerated() where isLong || turn == number % 2 {
          let policy = try policy(name, form)
          let result = await Evaluator(policy: policy).evaluate(
            Scene(segmentation: mutated, image: image), imageGrid: image?.grid, context: [:])
          cases.append(LyingCase("\(name), \(form.rawValue): \(phantom) \(specs[at].text)", result, policy))
        }
      }
    }
    return cases
  }

  /// A real export and each mutation of it.
  static func real(export path: String) async throws -> [LyingCase] {
    var cases: [LyingCase] = []
    for form in LyingPolicy.allCases {
      let policy = try policy("ct-totalsegmentator", form)
      let sound = try ExportReader.read(path: path).segmentation.named(for: policy)
      let specs = MutationCatalogue.standard(for: sound)
      for spec in specs {
        guard let mutated = try? spec.apply(to: sound, seed: 7).segmentation else { continue }
        let result = await Evaluator(policy: policy).evaluate(
          Scene(segmentation: mutated), imageGrid: nil, context: [:])
        cases.append(LyingCase("\(form.rawValue): real export \(spec.text)", result, policy))
      }
    }
    return cases
  }

  private struct Missing: Error { let what: String }

  private static func policy(_ name: String, _ form: LyingPolicy) throws -> Policy {
    let text = name == "questions" ? questions : Shipped.policies().first { $0.name == name }?.text ?? ""
    let reading = PolicyReader.read(
      PolicySource(file: "\(name).yaml", text: form.text(text)), vocabulary: .standard)
    guard let policy = reading.policy else { throw Missing(what: reading.rendered(reading.diagnostics)) }
    return policy
  }

  private static func recipe(_ name: String) throws -> PhantomRecipe {
    let texts = Shipped.phantoms()
    @Sendable func entry(_ name: String) -> (file: String, text: String)? {
      texts.first { $0.name == name }.map { ("\(name).yaml", $0.text) }
    }
    var diagnostics = Diagnostics()
    guard let (file, text) = entry(name),
      let recipe = PhantomReader(library: entry).recipe(text: text, file: file, diagnostics: &diagnostics)
    else { throw Missing(what: name) }
    return recipe
  }
}

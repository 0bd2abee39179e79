internal import Evaluation
package import PolicyLanguage
internal import Wording

/// What unknowns do to a policy's decision, in words; read from the function that decides (`UnknownEffect`).
package struct UnknownWords {
  private let policy: Policy

  package init(_ policy: Policy) { self.policy = policy }

  /// A sentence for each effect that any cause has, where an expectation does not say otherwise.
  package var general: [String] {
    let plain = Expectation(
      id: "", kind: FileIntegrity.standard, subjects: [], severity: .review, when: nil, unless: nil, because: nil,
      source: nil, repair: nil, reference: nil, range: policy.range)
    return clauses(for: plain).map { "What cannot be judged \(Self.verb($0)): \(listed($1))." }
      + [
        "A label that is absent or empty changes nothing where the policy judges its presence.",
        "An expectation may say otherwise.",
      ]
  }

  /// What unknowns do under one expectation: `no_image: ignore; all else: review`.
  package func clause(for expectation: Expectation) -> String {
    let all = clauses(for: expectation)
    if all.count == 1 { return all[0].effect.rawValue }
    return all.map { "\($0.effect.rawValue) (\(listed($0.causes)))" }.joined(separator: "; ")
  }

  private func clauses(for expectation: Expectation) -> [(effect: NotEvaluableEffect, causes: [String])] {
    let effect = UnknownEffect(policy)
    let label = expectation.subjects.first ?? ""
    return NotEvaluableEffect.allCases.reversed().compactMap { wanted in
      let causes = UnknownCause.Kind.allCases.filter {
        effect.of(UnknownCause($0, of: label), for: expectation) == wanted
      }
      return causes.isEmpty ? nil : (wanted, causes.map { "`\($0.rawValue)`" })
    }
  }

  private static func verb(_ effect: NotEvaluableEffect) -> String {
    switch effect {
    case .ignore: "changes nothing for these causes"
    case .review: "asks for a review for these causes"
    case .reject: "rejects the case for these causes"
    }
  }
}

/// What an accept needs, in words.
struct CoverageWords {
  private let coverage: Coverage
  private let labelsBy: LabelsBy
  private let subset: Subset

  init(_ coverage: Coverage, labelsBy: LabelsBy, subset: Subset) {
    (self.coverage, self.labelsBy, self.subset) = (coverage, labelsBy, subset)
  }

  var sentence: String {
    if coverage.isFileOnly { return "An accept speaks of the file only: no anatomy is judged." }
    let identity =
      switch labelsBy {
      case .names: "structures identified by names, codes or a label table"
      case .number: "structures identified by names, codes, a label table or the policy's own values"
      case .foreground: "one foreground, whatever its value"
      }
    let asked = subset == .allowed ? "of those that the export holds" : "of those that were asked for"
    return
      "An accept needs \(identity); at least \(coverage.requiredPresent) required structure \(asked); "
      + "\(Self.percent(coverage.judgedStructures)) of the structures in the export judged, and "
      + "\(Self.percent(coverage.judgedFindings)) of the findings about them with a result."
  }

  private static func percent(_ share: Double) -> String { "\(Significant.text(share * 100, digits: 3)) %" }
}

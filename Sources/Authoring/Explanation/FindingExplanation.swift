package import Evaluation
package import PolicyLanguage
internal import Wording

/// What one finding of a record means: what was measured, how far it is from the limit, where, what would change it,
/// and what was expected and why.
package struct FindingExplanation {
  private let finding: Finding
  private let policy: Policy?

  /// - Parameter policy: the policy that the finding is of; nil where it is not at hand.
  package init(_ finding: Finding, policy: Policy?) {
    self.finding = finding
    self.policy = policy
  }

  package var text: String {
    var text = Paragraphs(
      "\(finding.id): \(outcome)\(finding.labels.isEmpty ? "" : ", \(finding.labels.joined(separator: ", "))") (\(finding.policy), \(finding.expectation), line \(finding.line))"
    )
    text.add("Found", [finding.message])
    text.add("Measured", [measured].compactMap { $0 })
    text.add("Where", [place].compactMap { $0 })
    text.add("To pass", [finding.counterfactual].compactMap { $0 })
    if finding.outcome == .notEvaluable {
      text.add("Why there is no result", [finding.cause.map { $0.asSentence } ?? "The record does not say.", effect])
    }
    if let repair = finding.repair { text.add("Repair", [repair.asSentence]) }
    guard let policy, let expectation = policy.expectations.first(where: { $0.id == finding.expectation }) else {
      text.add("Why it is expected", [finding.because?.asSentence].compactMap { $0 })
      text.add("Source", [finding.source.map { $0.cite.asSentence }].compactMap { $0 })
      return text.text
    }
    let words = ExpectationWords(expectation, in: policy)
    text.add("Expected", [words.statement.asSentence] + words.conditions.map { $0.asSentence })
    text.add("Why it is expected", [(finding.because ?? expectation.because)?.asSentence ?? words.kind.page.why])
    text.add("Source", [words.source.map { $0.asSentence }].compactMap { $0 })
    text.add("Decision", [words.consequence.asSentence])
    if finding.outcome == .fail || finding.outcome == .warn { text.add("What to do", [words.kind.page.remedy]) }
    return text.text
  }

  private var outcome: String {
    switch finding.outcome {
    case .pass: "passed"
    case .warn: "warning"
    case .fail: "failed"
    case .notEvaluable: "not evaluable"
    case .skipped: "skipped"
    case .waived: "waived"
    }
  }

  /// The number, the limit, and how far apart they are.
  private var measured: String? {
    guard let measured = finding.measured else { return nil }
    let number = Significant.text(measured.value, digits: 6)
    var text = measured.unit.isEmpty ? number : "\(number) \(measured.unit)"
    if let expected = finding.expected { text += "; expected: \(expected)" }
    if let margin = finding.margin, margin.isFinite {
      let share = Significant.text(abs(margin) * 100, digits: 3)
      text += "; \(margin < 0 ? "beyond" : "within") by \(share) % of the limit, or of the range's width"
    }
    return text.asSentence
  }

  private var place: String? {
    guard let location = finding.location else { return nil }
    var parts: [String] = []
    if let slices = location.slices {
      parts.append("slices \(slices.axis) \(slices.from)" + (slices.to == slices.from ? "" : "–\(slices.to)"))
    }
    parts.append(
      "voxels " + location.voxel.map { "(\($0.map(String.init).joined(separator: ", ")))" }.joined(separator: " to "))
    if let box = location.rasMM, box.count == 2 {
      parts.append(
        "in the patient "
          + box.map { "(\($0.map { Significant.text($0, digits: 5) }.joined(separator: ", ")))" }.joined(
            separator: " to ")
          + " mm, RAS")
    }
    return parts.joined(separator: "; ").asSentence
  }

  private var effect: String {
    switch finding.notEvaluable {
    case .ignore: "That changes nothing in the decision."
    case .review: "That asks for a review."
    case .reject: "That rejects the case."
    }
  }
}

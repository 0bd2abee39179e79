import Evaluation
import PolicyLanguage

/// Stage 2: what is to be seen. Observations `V1`… cite findings or pictures.
enum VisualFeatures {
  /// The measured findings put in words: each that is odd or unknown by itself, those that passed together by kind.
  static func byRules(_ findings: [Finding]) -> StageRecord {
    var texts: [(text: String, evidence: [String])] = []
    for finding in findings {
      switch finding.outcome {
      case .fail: texts.append(("Failed: \(finding.message)", [finding.id]))
      case .warn: texts.append(("Unusual: \(finding.message)", [finding.id]))
      case .notEvaluable: texts.append(("Not evaluable: \(finding.cause ?? finding.message)", [finding.id]))
      case .waived: texts.append(("Waived: \(finding.message)", [finding.id]))
      case .pass, .skipped: break
      }
    }
    let passed = findings.filter { $0.outcome == .pass }
    let kinds = passed.reduce(into: [String]()) { if !$0.contains($1.kind) { $0.append($1.kind) } }
    for kind in kinds {
      let same = passed.filter { $0.kind == kind }
      let labels = same.flatMap(\.labels).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let whom = labels.isEmpty ? "the export" : list(labels)
      texts.append(("As expected in \(kind): \(whom).", same.map(\.id)))
    }
    let statements = texts.enumerated().map { index, item in
      Statement(id: "V\(index + 1)", text: item.text, evidence: item.evidence, grounded: true)
    }
    return StageRecord(
      name: .visualFeatures, statements: statements,
      note: "No language model was consulted and no picture was looked at: the measured findings in words.")
  }
}

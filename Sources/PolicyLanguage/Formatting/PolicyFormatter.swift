package import Diagnostics
internal import YAML

/// Writes a policy in the one style of the shipped policies, and keeps every comment with what it belongs to:
/// expectations as blocks, one blank line between sections and between expectations, keys in their usual order. Other
/// texts are formatted without that.
package enum PolicyFormatter {
  private static let formatter = YAMLFormatter(width: 160) { $0.contains("policy") ? .policy : .plain }

  /// - Parameters:
  ///   - text: a policy, or any other text of one YAML document.
  ///   - file: the name that diagnostics show.
  /// - Returns: The formatted text, nil when the text is not YAML; and what is to be said about it. Cost: linear in the
  ///   text.
  package static func format(_ text: String, file: String) -> (text: String?, diagnostics: [Diagnostic]) {
    formatter.format(text, file: file)
  }
}

extension YAMLStyle {
  /// A policy's.
  fileprivate static let policy = YAMLStyle(
    order: KeyOrder([
      "segwarden", "policy", "version", "title", "mode", "task", "extends", "context", "parameters", "labels_by",
      "subset",
      "labels", "structures", "groups", "column", "expectations", "waivers", "decision",
    ]), hasSections: true,
    parts: [
      "labels": YAMLStyle(alignsBraces: true), "structures": YAMLStyle(alignsBraces: true),
      "expectations": YAMLStyle(isParted: true, isBlock: true, parts: [nil: expectation]),
    ])

  private static let expectation = YAMLStyle(
    order: KeyOrder(
      [
        "id": 0, "each": 1, "label": 1, "when": 3, "unless": 3, "severity": 4, "mode": 4, "because": 5, "source": 6,
        "learned": 7,
        "repair": 8, "not_evaluable": 8, "model_may_clear": 8,
      ],
      // The kind, and what says more about it, such as `reference` and `expect`.
      others: 2), isBlock: true)
}

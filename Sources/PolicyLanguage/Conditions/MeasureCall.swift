package import Diagnostics

/// A measure of certain labels as a policy names it: `edge_support`, `gap(label, liver)`. Checked: the measure is
/// known, made for the policy's images, and gets as many labels as it takes.
package struct MeasureCall: Hashable, Sendable {
  package let function: MeasureFunction
  let arguments: [ConditionLabel]
  /// The author's words.
  package let text: String
  package let range: SourceRange

  /// Who it is about, for a subject; nil where it speaks of a subject or its pair and there is none.
  package func labels(subject: LabelDeclaration?) -> [String]? {
    let names = arguments.compactMap { $0.name(subject) }
    return names.count == arguments.count ? names : nil
  }

  /// Whether it measures the same as another, however that is written.
  package func isSame(as other: MeasureCall) -> Bool { function == other.function && arguments == other.arguments }

  /// The labels that it names itself.
  package var namedLabels: [String] {
    arguments.compactMap { if case .named(let name) = $0 { name } else { nil } }
  }

  var usesPair: Bool { arguments.contains(.pair) }
}

internal import Diagnostics

/// What a checked value means, as a text to compare: everything in it but where it was written.
enum Meaning {
  static func text(_ value: Any) -> String {
    if value is SourceRange || value is FieldMentions { return "" }
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else { return "\(value)" }
    var parts = mirror.children.map { "\($0.label ?? ""):\(text($0.value))" }
    // Their order says nothing.
    if mirror.displayStyle == .set || mirror.displayStyle == .dictionary { parts.sort() }
    return "\(type(of: value))(\(parts.joined(separator: ",")))"
  }
}

extension Expectation {
  /// Equal for expectations that judge every case alike and weigh alike; what is told to people may differ.
  package var meaning: String {
    Meaning.text(
      [
        kind, variants, subjects, quorum as Any, slices as Any, severity, when as Any, unless as Any,
        notEvaluable as Any, reference as Any,
      ] as [Any])
  }
}

extension Policy {
  /// What the policies differ in beside their expectations, such as `labels`; empty when in nothing.
  package func parts(differingFrom other: Policy) -> [String] {
    let parts: [(String, (Policy) -> Any)] = [
      ("labels", { $0.labels }), ("context", { $0.context }), ("waivers", { $0.waivers }),
      ("decision", { $0.decision }),
    ]
    return parts.filter { Meaning.text($0.1(self)) != Meaning.text($0.1(other)) }.map { $0.0 }
  }
}

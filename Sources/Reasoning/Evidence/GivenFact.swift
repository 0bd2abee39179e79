import PolicyLanguage

/// A fact about a case that somebody gave: one that differs from what the policy assumes where nobody says.
struct GivenFact: Hashable, Sendable {
  /// `D1`, `D2`…: what reasons cite.
  let id: String
  /// The context variable.
  let name: String
  let value: String

  /// For people: `nephrectomy left`.
  var text: String { "\(name) \(value)" }

  /// The facts of a case in the order of their names.
  static func all(of evidence: CaseEvidence) -> [GivenFact] {
    let given = evidence.context.sorted { $0.key < $1.key }.filter { name, value in
      evidence.policy.context.first { $0.name == name }?.initial != value
    }
    return given.enumerated().map { GivenFact(id: "D\($0 + 1)", name: $1.key, value: $1.value) }
  }
}

internal import Diagnostics
internal import YAML

/// Expectations that ask the same twice, or what excludes each other.
struct DuplicateChecks {
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    var first: [Statement: Expectation] = [:]
    for expectation in policy.expectations where !expectation.written.isEmpty {
      let statement = Statement(expectation)
      guard let other = first[statement] else {
        first[statement] = expectation
        continue
      }
      diagnostics.warning(
        .duplicateExpectation,
        "'\(expectation.id)' asks what '\(other.id)' in line \(other.range.line) asks already", at: expectation.range,
        suggestion: "remove one of the two")
    }
    for (index, expectation) in policy.expectations.enumerated() {
      for other in policy.expectations[..<index] where excludes(expectation, other) {
        diagnostics.warning(
          .neverHolds,
          "nothing can satisfy '\(expectation.id)' where '\(other.id)' in line \(other.range.line) holds of the same label",
          at: expectation.range, suggestion: "say with when or unless which of the two applies")
      }
    }
  }

  /// Whether two expectations about one label exclude each other wherever one of them applies.
  private func excludes(_ a: Expectation, _ b: Expectation) -> Bool {
    guard a.kind.excludes(b.kind), !Set(a.subjects).isDisjoint(with: b.subjects) else { return false }
    let conditions = [a, b].map { [$0.when?.text, $0.unless?.text] }
    return conditions[0] == conditions[1] || conditions.contains([nil, nil])
  }

  /// All that decides what is judged.
  private struct Statement: Hashable {
    let fields: Set<String>
    let subjects: Set<String>
    let quantifiers: [String?]
    let conditions: [String?]

    init(_ expectation: Expectation) {
      fields = Set(
        expectation.written.flatMap { entry in
          // The order of fields means nothing.
          entry.value.entries.map { $0.map { "\(entry.key).\($0.key): \($0.value.flow)" } }
            ?? ["\(entry.key): \(entry.value.flow)"]
        })
      subjects = Set(expectation.subjects)
      quantifiers = [expectation.quorum?.text, expectation.slices?.text]
      conditions = [expectation.when?.text, expectation.unless?.text]
    }
  }
}

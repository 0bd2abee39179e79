internal import Evaluation
internal import PolicyLanguage
internal import Reasoning
package import Results

/// The difference for people.
extension PolicyDifference {
  package var text: String {
    var lines = ["\(Self.name(old)) → \(Self.name(new)): \(summary)."]
    if !counts.isEmpty { lines += ["", "Decisions"] + Self.aligned(counts.map { [$0.change, Self.cases($0.cases)] }) }
    let fates = expectations
    if !fates.isEmpty { lines += ["", "Expectations"] + Self.aligned(fates.map { [$0.expectation, Self.words($0)] }) }
    if !otherParts.isEmpty { lines += ["", "The policies differ in \(otherParts.joined(separator: ", ")) as well."] }
    for difference in flips { lines += [""] + Self.lines(of: difference) }
    if !open.isEmpty {
      lines += ["", "Cannot be told from the stored answers; check these masks again:"]
      lines += open.map { "  \($0.caseName)  \(Self.words($0.old)) → \(Self.words($0.new))" }
    }
    if !deviating.isEmpty {
      lines += ["", "Judged otherwise by \(Self.name(old)) than when they were checked:"]
      lines += deviating.map { "  \($0.caseName): \($0.reason)" }
    }
    if !left.isEmpty { lines += ["", "Left out:"] + left.map { "  \($0.caseName): \($0.reason)" } }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    let parts = [
      Self.cases(cases.count),
      flips.isEmpty ? "no decision flips" : "\(flips.count) \(flips.count == 1 ? "flips" : "flip")",
      open.isEmpty ? nil : "\(open.count) cannot be told", left.isEmpty ? nil : "\(left.count) left out",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  private static func name(_ policy: Policy) -> String { "\(policy.id) \(policy.version)" }

  private static func cases(_ count: Int) -> String { "\(count) \(count == 1 ? "case" : "cases")" }

  private static func words(_ fate: Fate) -> String {
    let parts =
      [fate.text == .same ? nil : fate.text.rawValue, fate.flips == 0 ? nil : "flips \(cases(fate.flips))"]
      + fate.outcomes.map { "\($0.findings) \($0.change)" }
      + [fate.unstored == 0 ? nil : "\(fate.unstored) not stored: check the masks again"]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }

  private static func lines(of difference: CaseDifference) -> [String] {
    let head = "\(difference.caseName)  \(words(difference.old)) → \(words(difference.new))"
    let changes = (difference.appearing + difference.vanishing).map { change -> String in
      let outcomes = [change.old, change.new].map { $0.map(word) ?? "not judged" }
      let told = change.new.flatMap { $0.isUnstored ? nil : $0 } ?? change.old
      let labels = change.labels.isEmpty ? "" : " (\(change.labels.joined(separator: ", ")))"
      return "  \(change.expectation)\(labels): \(outcomes.joined(separator: " → ")). \(told?.message ?? "")"
    }
    return [head] + (changes.isEmpty ? ["  The findings are the same; the policies decide differently."] : changes)
  }

  /// An outcome with what it weighs.
  private static func word(_ finding: Finding) -> String {
    switch finding.outcome {
    case .fail: "fail (\(finding.severity.rawValue))"
    case .notEvaluable: finding.isUnstored ? "not stored" : "not evaluable (\(finding.notEvaluable.rawValue))"
    default: finding.outcome.rawValue
    }
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let width = rows.map { $0[0].count }.max() ?? 0
    return rows.map { "  " + $0[0] + String(repeating: " ", count: width - $0[0].count) + "  " + $0[1] }
  }
}

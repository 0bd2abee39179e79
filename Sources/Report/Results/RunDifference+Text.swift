internal import Evaluation
internal import PolicyLanguage
internal import Results
package import Store
internal import Wording

/// The difference of two runs for people.
extension RunDifference {
  package var text: String {
    var lines = ["\(Self.name(old)) → \(Self.name(new))", "\(summary).", "\(whatChanged)."]
    lines += ["", matrix]
    let owed = responsible
    if !owed.isEmpty {
      lines += ["", "Expectations that flips are owed to:"]
      lines += TextTable(owed.map { [$0.expectation, counted($0.flips, "case")] }).aligned.split(separator: "\n")
        .map { "  \($0)" }
    }
    for flip in flips { lines += [""] + Self.lines(of: flip) }
    for (names, place) in [(onlyOld, "the old run"), (onlyNew, "the new run")] where !names.isEmpty {
      lines += ["", "Only in \(place): \(listed(names.map(TerminalText.oneLine), atMost: 20))."]
    }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    let flipped = flips.isEmpty ? "no verdict flips" : "\(flips.count) \(flips.count == 1 ? "flips" : "flip")"
    let parts = [
      "\(counted(compared, "case")) in both", flipped, onlyOld.isEmpty ? nil : "\(onlyOld.count) only in the old run",
      onlyNew.isEmpty ? nil : "\(onlyNew.count) only in the new run",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private var whatChanged: String {
    func words(_ count: Int, _ what: String) -> String {
      count == 0 ? "the same \(what)" : "another \(what) in \(counted(count, "case"))"
    }
    return "\(words(otherExports, "export")), \(words(otherPolicies, "policy"))".capitalizedFirst
  }

  /// Old verdicts in rows, new ones in columns.
  private var matrix: String {
    let shown = Self.verdicts.filter { verdict in
      verdict != "error" || counts[verdict] != nil || counts.values.contains { $0[verdict] != nil }
    }
    let rows = shown.map { old in [old] + shown.map { "\(counts[old]?[$0] ?? 0)" } }
    return TextTable([["old \\ new"] + shown] + rows).aligned
  }

  private static func name(_ summary: RunEntry) -> String {
    let policy = summary.run.policy.map { "\($0.id) \($0.version), " } ?? ""
    return
      "run \(summary.id.number) “\(TerminalText.oneLine(summary.run.name))” (\(policy)\(summary.run.program), \(summary.run.started))"
  }

  private static func lines(of flip: Flip) -> [String] {
    let head = "\(TerminalText.oneLine(flip.caseName))  \(flip.old) → \(flip.new)"
    if let failure = flip.failure { return [head, "  \(failure.code): \(failure.message)"] }
    let changes = ((flip.difference?.appearing ?? []) + (flip.difference?.vanishing ?? [])).map { change -> String in
      let outcomes = [change.old, change.new].map { $0.map(word) ?? "not judged" }
      let labels = change.labels.isEmpty ? "" : " (\(listed(change.labels, atMost: 8)))"
      let told = change.new ?? change.old
      return "  \(change.expectation)\(labels): \(outcomes.joined(separator: " → ")). \(told?.message ?? "")"
    }
    return [head] + (changes.isEmpty ? ["  The findings are the same; what is made of them differs."] : changes)
  }

  /// An outcome with what it weighs.
  private static func word(_ finding: Finding) -> String {
    switch finding.outcome {
    case .fail: "fail (\(finding.severity.rawValue))"
    case .notEvaluable: "not evaluable (\(finding.notEvaluable.rawValue))"
    default: finding.outcome.rawValue
    }
  }
}

extension String {
  /// With a capital at the beginning.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

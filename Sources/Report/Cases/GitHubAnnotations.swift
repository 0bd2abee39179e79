internal import Anatomy
internal import Evaluation
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Results
internal import Wording

/// Annotations of GitHub's workflows (workflow commands on standard output): one for each reason of a case that is not
/// accepted, at its line of the policy where that is known.
struct GitHubAnnotations: CaseReport {
  let places: PolicyPlaces

  func add(_ result: CaseResult, pictures: [Picture]) -> String {
    guard let record = result.record else {
      let failure = result.failure
      return command(
        "error", title: "\(result.caseName): no verdict (\(failure?.code ?? "unknown"))", at: nil,
        failure?.message ?? "")
    }
    guard record.decision != .accept else { return "" }
    if let observed = record.arbitration.observed {
      return command(
        "notice", title: "\(record.caseName): observed, in force \(observed.rawValue)", at: nil,
        record.reasons.first?.text ?? record.arbitration.because)
    }
    // A decision may rest on no reason at all, such as votes without a majority.
    guard !record.reasons.isEmpty else {
      return command(
        level(record.decision), title: "\(record.caseName): \(record.decision.rawValue)", at: nil,
        record.arbitration.because)
    }
    return record.reasons.map { reason in
      let finding = reason.evidence.lazy.compactMap { id in record.findings.first { $0.id == id } }.first
      let place = finding.flatMap { places.place(of: $0, in: record.provenance.policy) }
      let what = [reason.fault?.rawValue ?? reason.kind, reason.label].compactMap(\.self).joined(separator: " ")
      return command(level(reason.severity), title: "\(record.caseName): \(what)", at: place, reason.text)
    }.joined()
  }

  func end(_ tally: RunTally) -> String {
    command("notice", title: "segwarden", at: nil, TextReport(isColoured: false).summary(tally))
  }

  private func level(_ decision: Decision) -> String { decision == .reject ? "error" : "warning" }

  private func level(_ severity: Severity) -> String {
    severity == .reject ? "error" : severity == .review ? "warning" : "notice"
  }

  private func command(_ name: String, title: String, at place: PolicyPlaces.Place?, _ message: String) -> String {
    // What the program ships is no file of the repository that is checked.
    let file = place.flatMap { $0.isShipped ? nil : "file=\(Self.property($0.file)),line=\($0.line)," } ?? ""
    return TerminalText.safe("::\(name) \(file)title=\(Self.property(title))::\(Self.data(message))\n", isShown: false)
  }

  /// A message as a workflow command carries it. By scalars, since a line end of two signs is one character.
  private static func data(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  /// A property's value, in which the signs between properties are escaped as well.
  private static func property(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  private static func escaped(_ text: String, _ codes: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if let code = codes[scalar] { result += code } else { result.unicodeScalars.append(scalar) }
    }
  }
}

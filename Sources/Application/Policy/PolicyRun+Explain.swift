internal import Authoring
internal import Evaluation
internal import FoundationEssentials
internal import PolicyLanguage
internal import Results
internal import SegWarden
internal import Wording

extension PolicyRun {
  /// What a policy, an expectation, a finding or a word of the language means.
  ///
  /// - Parameters:
  ///   - subject: a policy's name or file, a record's file (`FILE.json`, or `FILE.json#F7`), or `kind`, `rule`,
  ///     `measure`.
  ///   - policyName: the policy that a record's findings are of.
  package static func explain(_ subject: String, _ id: String?, policy policyName: String?) throws -> ExitStatus {
    if let id, let page = try word(subject, id) {
      Console.print(page)
    } else if let (file, finding) = record(subject, id) {
      try explain(finding: finding, in: file, policy: policyName)
    } else {
      let policy = try PolicyLibrary().policy(subject).checked()
      let explanation = PolicyExplanation(policy)
      guard let id else {
        Console.print(explanation.overview)
        return .success
      }
      guard let text = explanation.explanation(of: id) else {
        throw unknown("expectation", id, among: policy.expectations.map(\.id), "the policy \(policy.id)")
      }
      Console.print(text)
    }
    return .success
  }

  /// The page of a word of the language; nil when the subject is none of its classes.
  private static func word(_ subject: String, _ id: String) throws -> String? {
    switch subject {
    case "kind":
      guard let kind = PolicyVocabulary.standard.kind(id) else {
        throw unknown("kind", id, among: PolicyVocabulary.standard.kinds.map { $0.name }, "the language")
      }
      return KindReference.page(of: kind)
    case "rule": return "# \(id)\n\n" + DiagnosticReference.entry(try rule(named: id))
    case "measure":
      guard let page = MeasureWords.page(of: id) else {
        throw unknown("measure", id, among: MeasureWords.names, "the catalogue")
      }
      return page
    default: return nil
    }
  }

  /// A record's file and the finding in it.
  private static func record(_ subject: String, _ id: String?) -> (file: String, finding: String?)? {
    if subject.hasSuffix(".json") { return (subject, id) }
    guard let mark = subject.firstRange(of: ".json#") else { return nil }
    return (String(subject[..<mark.upperBound].dropLast()), String(subject[mark.upperBound...]))
  }

  private static func explain(finding id: String?, in file: String, policy name: String?) throws {
    let findings = try RecordReading.findings(file)
    guard let id else {
      let ids = findings.filter { $0.outcome == .fail || $0.outcome == .warn }.map(\.id)
      throw ProgramError(
        .usage,
        "which finding of \(file)? Say \(file)#F1, or its id as the second word."
          + (ids.isEmpty ? "" : " Failed or warned have \(ids.prefix(12).joined(separator: ", ")).")
      )
    }
    guard let finding = findings.first(where: { $0.id == id }) else {
      throw unknown("finding", id, among: findings.map(\.id), file)
    }
    // Without the policy the finding still says what was found.
    let policy =
      try name.map { try PolicyLibrary().policy($0).checked() } ?? (try? PolicyLibrary().policy(finding.policy))?.policy
    Console.print(FindingExplanation(finding, policy: policy).text)
    if policy == nil {
      Console.note("The policy \(finding.policy) is not at hand; name it with --policy to see what it expects.")
    }
  }

  private static func unknown(_ what: String, _ name: String, among known: [String], _ place: String) -> ProgramError {
    let near = Suggestion.didYouMean(name, among: known)
    let all = known.count <= 40 ? " It has \(known.joined(separator: ", "))." : ""
    return ProgramError(
      .usage, "\(place) has no \(what) “\(name)”\(Suggestion.end(near))\(near == nil ? all : "")")
  }
}

internal import Evaluation
internal import JSON
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Results

/// Cases as SARIF 2.1.0 (OASIS standard, 2020): a result for each finding that weighs. Its rule is the finding's code,
/// its place the expectation's line in the policy, and the export is the artifact that was analysed, by the case's name
/// and the digest of its contents, without a path.
struct SARIFCases: CaseReport {
  /// What relative places start from, by the words that stand for it.
  private static let bases: JSONValue = [
    "EXPORTS": ["description": ["text": "The exports, by the names of their cases; where they lie is not told."]],
    "SHIPPED": ["description": ["text": "The policies that the program brings along: segwarden policy list."]],
  ]

  let version: String
  let places: PolicyPlaces
  private var artifacts: [JSONValue] = []
  private var notifications: [JSONValue] = []
  private var rules: [FindingCode] = []
  private var hasResults = false

  init(version: String, places: PolicyPlaces) {
    self.version = version
    self.places = places
  }

  mutating func add(_ result: CaseResult, pictures: [Picture]) throws -> String {
    var text = artifacts.isEmpty ? Self.head : ""
    let export: JSONValue = [
      "uri": .string(SARIF.segment(result.caseName)), "uriBaseId": "EXPORTS", "index": .integer(artifacts.count),
    ]
    var artifact: [JSONValue.Member] = [.init("location", export), .init("roles", ["analysisTarget"])]
    guard let record = result.record else {
      artifacts.append(.object(artifact))
      notifications.append([
        "level": "error", "message": ["text": .string(result.failure?.message ?? "no verdict")],
        "descriptor": ["id": .string(result.failure?.code ?? "unknown")],
        "locations": [["physicalLocation": ["artifactLocation": export]]],
      ])
      return text
    }
    if let digest = record.provenance.inputs.first(where: { $0.role == "mask" })?.sha256 {
      artifact.append(.init("hashes", ["sha-256": .string(digest)]))
    }
    artifacts.append(.object(artifact))
    for finding in record.findings where finding.holdsBack != nil || finding.isObserved && finding.isOdd {
      let line = try self.result(finding, of: record, export: export).text()
      text += (hasResults ? ",\n" : "\n") + "        \(line)"
      hasResults = true
    }
    return text
  }

  mutating func end(_ tally: RunTally) throws -> String {
    let driver: JSONValue = [
      "name": "segwarden", "version": .string(version), "rules": .array(rules.map(Self.rule)),
    ]
    let invocation: JSONValue = [
      "executionSuccessful": .bool(notifications.isEmpty), "toolExecutionNotifications": .array(notifications),
    ]
    let members: [(String, JSONValue)] = [
      ("tool", ["driver": driver]), ("artifacts", .array(artifacts)), ("invocations", [invocation]),
      ("originalUriBaseIds", Self.bases), ("columnKind", "unicodeCodePoints"),
    ]
    let rest = try members.map { "      \"\($0)\": \(try $1.text())" }.joined(separator: ",\n")
    return (artifacts.isEmpty ? Self.head : "") + (hasResults ? "\n      " : "") + "],\n\(rest)\n    }\n  ]\n}\n"
  }

  /// Results come first, so that they can be written as they come.
  private static let head = """
    {
      "$schema": "\(SARIF.schema)",
      "version": "2.1.0",
      "runs": [
        {
          "results": [
    """

  private static func rule(_ code: FindingCode) -> JSONValue {
    var members: [JSONValue.Member] = [.init("id", .string(code.text))]
    if case .success(let page) = KindPages.read[code.kind] {
      members += [
        .init("shortDescription", ["text": .string(page.summary)]),
        .init("fullDescription", ["text": .string(page.why)]),
        .init("help", ["text": .string(page.remedy)]),
      ]
    }
    return .object(members)
  }

  private mutating func result(
    _ finding: Finding, of record: Record, export: JSONValue
  ) -> JSONValue {
    if !rules.contains(finding.code) { rules.append(finding.code) }
    // What is only observed informs; results of that kind have no level.
    let level = finding.holdsBack.map { $0 == .reject ? "error" : $0 == .review ? "warning" : "note" } ?? "none"
    let why = finding.outcome == .notEvaluable ? finding.cause.map { " \($0.asSentence)." } ?? "" : ""
    let repair = finding.counterfactual.map { " To pass: \($0)" } ?? ""
    return [
      "ruleId": .string(finding.code.text), "ruleIndex": .integer(rules.firstIndex(of: finding.code) ?? 0),
      "kind": .string(finding.isObserved ? "informational" : "fail"), "level": .string(level),
      "message": ["text": .string("\(record.caseName): \(finding.message)\(why)\(repair)")],
      "analysisTarget": export, "locations": [location(of: finding, in: record)],
      "partialFingerprints": [
        "segwarden/1": .string(
          ([record.caseName, finding.expectation, finding.code.aspect.field] + finding.labels).joined(separator: "/"))
      ],
      "properties": properties(of: finding, in: record),
    ]
  }

  private func location(of finding: Finding, in record: Record) -> JSONValue {
    let policy = record.provenance.policy
    var members: [JSONValue.Member] = []
    if let place = places.place(of: finding, in: policy) {
      var artifact: [JSONValue.Member] = [.init("uri", .string(SARIF.uri(place.file)))]
      if place.isShipped { artifact.append(.init("uriBaseId", "SHIPPED")) }
      members.append(
        .init(
          "physicalLocation",
          ["artifactLocation": .object(artifact), "region": ["startLine": .integer(place.line)]]))
    }
    let logical: JSONValue = [
      "name": .string(finding.expectation), "fullyQualifiedName": .string("\(policy.id)/\(finding.expectation)"),
      "kind": "member",
    ]
    return .object(members + [.init("logicalLocations", [logical])])
  }

  private func properties(of finding: Finding, in record: Record) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("case", .string(record.caseName)), .init("decision", .string(record.decision.rawValue)),
      .init("finding", .string(finding.id)), .init("outcome", .string(finding.outcome.rawValue)),
      .init("labels", .array(finding.labels.map(JSONValue.string))),
    ]
    if let measured = finding.measured {
      members += [.init("measured", .number(measured.value)), .init("unit", .string(measured.unit))]
    }
    if let expected = finding.expected { members.append(.init("expected", .string(expected))) }
    if let margin = finding.margin { members.append(.init("margin", .number(margin))) }
    return .object(members)
  }
}

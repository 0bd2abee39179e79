internal import Digest
package import Evaluation
package import JSON
package import Measurements

/// What is kept of a case, beside its record, so that another policy can judge it without the masks:
/// `segwarden.answers/2`. Holds no name, path or date that the record does not hold.
package struct StoredCase: Sendable {
  package static let schemaName = "segwarden.answers/2"

  package let caseName: String
  /// What a mask of a single organ is called, whose value alone does not say what it is: its file's name without the
  /// ending, where that is a structure's name; else nil, since names of files may identify patients.
  package let fileStem: String?
  /// Facts about the case as they were given, without a policy's defaults.
  package let context: [String: String]
  /// What the export was meant to hold and be judged by.
  package let request: ExportRequest
  package let measurements: StoredMeasurements

  package init(
    caseName: String, fileStem: String?, context: [String: String], request: ExportRequest = ExportRequest(),
    measurements: StoredMeasurements
  ) {
    self.caseName = caseName
    self.fileStem = fileStem
    self.context = context
    self.request = request
    self.measurements = measurements
  }

  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("schema", .string(Self.schemaName)), .init("case", .string(caseName)),
    ]
    if let fileStem { members.append(.init("file", .string(fileStem))) }
    let facts = context.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
    members.append(.init("context", .object(facts)))
    if let structures = request.structures {
      members.append(.init("asked_for", .array(structures.map(JSONValue.string))))
    }
    if !request.namesPolicy { members.append(.init("policy_chosen", .bool(true))) }
    return .object(members + measurements.json)
  }

  /// The file's text: a line for each member and for each measure's answers, the same for the same case.
  package func text() throws -> String { try Self.lines(json, depth: 0) + "\n" }

  /// What a record cites a text by.
  package static func digest(of text: String) -> String { SHA256.of(text) }

  private static func lines(_ value: JSONValue, depth: Int) throws -> String {
    guard case .object(let members) = value, depth < 3, !members.isEmpty else { return try value.text() }
    let indent = String(repeating: "  ", count: depth + 1)
    let body = try members.map { member in
      let opens = depth == 0 ? ["answers", "slices"].contains(member.name) : member.name == "answers"
      return try "\(indent)\(JSONValue.string(member.name).text()): "
        + (opens ? lines(member.value, depth: depth + 1) : member.value.text())
    }
    return "{\n\(body.joined(separator: ",\n"))\n\(indent.dropLast(2))}"
  }

  /// Reads what `text` wrote. Throws for anything else: what it is, and what to do.
  package init(parsing bytes: [UInt8]) throws(StoredCaseError) {
    guard let json = try? JSONValue(parsing: bytes), case .string(let schema)? = json["schema"] else {
      throw StoredCaseError(code: .notJSON, message: "its answers are no JSON with a schema; check the masks again.")
    }
    guard schema == Self.schemaName else {
      throw StoredCaseError(
        code: .otherSchema,
        message: "its answers are kept as \(schema), and this program reads \(Self.schemaName); check the masks again.")
    }
    guard case .string(let caseName)? = json["case"],
      let context = try? json["context"]?.decoded(as: [String: String].self),
      let measurements = StoredMeasurements(json: json)
    else { throw StoredCaseError(code: .damaged, message: "its answers are damaged; check the masks again.") }
    let request = ExportRequest(
      structures: try? json["asked_for"]?.decoded(as: [String].self), namesPolicy: json["policy_chosen"] != .bool(true))
    self.init(
      caseName: caseName, fileStem: json["file"]?.string, context: context, request: request, measurements: measurements
    )
  }
}

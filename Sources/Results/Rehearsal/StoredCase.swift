internal import Digest
package import Evaluation
package import Geometry
package import JSON
internal import Volume

/// What is kept of a case, beside its record, so that another policy can judge it without the masks: `segwarden.answers/1`. Holds no name, path or date
/// that the record does not hold.
package struct StoredCase: Sendable {
  package static let schemaName = "segwarden.answers/1"

  package let caseName: String
  /// What a mask of a single organ is called, whose value alone does not say what it is: its file's name without the ending.
  package let fileStem: String
  /// Facts about the case as they were given, without a policy's defaults.
  package let context: [String: String]
  /// What the export was meant to hold and be judged by.
  package let request: ExportRequest
  package let scene: StoredScene

  package init(
    caseName: String, fileStem: String, context: [String: String], request: ExportRequest = ExportRequest(),
    scene: StoredScene
  ) {
    self.caseName = caseName
    self.fileStem = fileStem
    self.context = context
    self.request = request
    self.scene = scene
  }

  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("schema", .string(Self.schemaName)), .init("case", .string(caseName)),
    ]
    if fileStem != caseName { members.append(.init("file", .string(fileStem))) }
    let facts = context.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
    members.append(.init("context", .object(facts)))
    if let structures = request.structures {
      members.append(.init("asked_for", .array(structures.map(JSONValue.string))))
    }
    if !request.namesPolicy { members.append(.init("policy_chosen", .bool(true))) }
    return .object(members + scene.json)
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

  /// Reads what `text` wrote; nil for anything else.
  package init?(parsing bytes: [UInt8]) {
    guard let json = try? JSONValue(parsing: bytes), json["schema"] == .string(Self.schemaName),
      case .string(let caseName)? = json["case"],
      let context = try? json["context"]?.decoded(as: [String: String].self),
      let scene = StoredScene(json: json)
    else { return nil }
    var fileStem = caseName
    if case .string(let stem)? = json["file"] { fileStem = stem }
    let request = ExportRequest(
      structures: try? json["asked_for"]?.decoded(as: [String].self), namesPolicy: json["policy_chosen"] != .bool(true))
    self.init(caseName: caseName, fileStem: fileStem, context: context, request: request, scene: scene)
  }
}

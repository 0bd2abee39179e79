internal import JSON

extension JSONValue {
  /// This schema as servers take it.
  ///
  /// Providers refuse bounds on the length of strings, patterns, `oneOf` and annotations such as `default` in strict mode. The bounds are put into the
  /// description, where the model reads them, `oneOf` becomes `anyOf`; the answer is checked against the full schema afterwards.
  var portableSchema: JSONValue {
    guard let members else { return self }
    var portable: [Member] = []
    var notes: [String] = []
    for member in members {
      switch member.name {
      case "$schema", "$id", "$comment", "default", "examples": break
      case "minLength": notes.append("Characters: at least \(member.value.integer ?? 0).")
      case "pattern": notes.append("Must match \(member.value.string ?? "").")
      case "maxLength": notes.append("Characters: at most \(member.value.integer ?? 0).")
      case "properties", "$defs":
        let named = member.value.members ?? []
        portable.append(Member(member.name, .object(named.map { Member($0.name, $0.value.portableSchema) })))
      case "items", "additionalProperties": portable.append(Member(member.name, member.value.portableSchema))
      case "anyOf", "oneOf", "allOf":
        let alternatives = (member.value.array ?? []).map(\.portableSchema)
        portable.append(Member(member.name == "oneOf" ? "anyOf" : member.name, .array(alternatives)))
      default: portable.append(member)
      }
    }
    guard !notes.isEmpty else { return .object(portable) }
    let described = portable.first { $0.name == "description" }?.value.string
    portable.removeAll { $0.name == "description" }
    portable.append(Member("description", .string(([described].compactMap(\.self) + notes).joined(separator: " "))))
    return .object(portable)
  }
}

internal import JSON
internal import PolicyLanguage

/// The schema of a kind's value: every form that its reader accepts, and the one in which limits differ between strata.
struct KindSchema {
  let kind: any ExpectationKind.Type

  /// The definitions that it adds, its own last.
  var definitions: [JSONValue.Member] {
    let forms = FieldReader.declarations(of: kind)
    var definitions: [JSONValue.Member] = []
    var alternatives: [JSONValue] = []
    for form in forms {
      if let value = form.first(where: { $0.key == nil }) {
        alternatives.append(FieldSchema(type: value.type).value)
        continue
      }
      let (fields, required) = FieldSchema.members(of: form)
      alternatives.append(.mapping(fields, required: required))
      // Where limits differ between strata, any field may be a mapping of these.
      let varied = fields.map { field in
        let name = "strata-\(kind.name)-\(field.name)"
        definitions.append(
          .init(
            name,
            ["type": "object", "additionalProperties": ["anyOf": [field.value, ["$ref": .string("#/$defs/\(name)")]]]]))
        return JSONValue.Member(field.name, ["anyOf": [field.value, ["$ref": .string("#/$defs/\(name)")]]])
      }
      alternatives.append(.mapping([.init("by", ["$ref": "#/$defs/by"])] + varied, required: ["by"] + required))
    }
    let members: [JSONValue.Member] = [
      .init("title", .string(kind.name)), .init("description", .string(kind.summary)),
    ]
    let form: JSONValue = alternatives.count == 1 ? alternatives[0] : ["anyOf": .array(alternatives)]
    definitions.append(.init("kind-\(kind.name)", .object(members + (form.members ?? []))))
    return definitions
  }
}

internal import JSON

/// How much of JSON Schema a server takes. What it does not take is put into the description, where the model reads it;
/// the answer is checked against the full schema afterwards.
package enum SchemaSubset: String, CaseIterable, Hashable, Sendable {
  /// The schema as it is.
  case full
  /// OpenAI's strict mode, and what most compatible servers take: bounds of numbers and arrays, none of texts.
  case openai
  /// Gemini's `responseJsonSchema`: as OpenAI's, and no `const`.
  case gemini
  /// Anthropic's `output_config`: no bounds.
  case anthropic
  /// What all of them take.
  case portable

  fileprivate var refused: Set<String> {
    let texts: Set = ["minLength", "maxLength", "pattern"]
    let bounds: Set = ["minimum", "maximum", "minItems", "maxItems"]
    return switch self {
    case .full: []
    case .openai: texts
    case .gemini: texts.union(["const"])
    case .anthropic: texts.union(bounds)
    case .portable: texts.union(bounds).union(["const"])
    }
  }
}

extension JSONValue {
  /// The schema with nothing but what a server takes. `oneOf` becomes `anyOf`, and annotations such as `default` are
  /// left out: strict modes refuse them.
  func reduced(to subset: SchemaSubset) -> JSONValue {
    guard subset != .full, let members else { return self }
    let refused = subset.refused
    var reduced: [Member] = []
    var notes: [String] = []
    for member in members {
      switch member.name {
      case "$schema", "$id", "$comment", "default", "examples": break
      case "const" where refused.contains("const"):
        // One choice among one says the same.
        if member.value.string != nil {
          reduced.append(Member("enum", [member.value]))
        } else {
          notes.append(member.note ?? "")
        }
      case _ where refused.contains(member.name): notes.append(member.note ?? "")
      case "properties", "$defs":
        let named = member.value.members ?? []
        reduced.append(Member(member.name, .object(named.map { Member($0.name, $0.value.reduced(to: subset)) })))
      case "items", "additionalProperties": reduced.append(Member(member.name, member.value.reduced(to: subset)))
      case "anyOf", "oneOf", "allOf":
        let alternatives = (member.value.array ?? []).map { $0.reduced(to: subset) }
        reduced.append(Member(member.name == "oneOf" ? "anyOf" : member.name, .array(alternatives)))
      default: reduced.append(member)
      }
    }
    guard !notes.isEmpty else { return .object(reduced) }
    let described = reduced.first { $0.name == "description" }?.value.string
    reduced.removeAll { $0.name == "description" }
    reduced.append(Member("description", .string(([described].compactMap(\.self) + notes).joined(separator: " "))))
    return .object(reduced)
  }
}

extension JSONValue.Member {
  /// A keyword in words.
  fileprivate var note: String? {
    guard let said = try? value.text() else { return nil }
    return switch name {
    case "minLength": "Characters: at least \(said)."
    case "maxLength": "Characters: at most \(said)."
    case "pattern": "Must match \(value.string ?? said)."
    case "minimum": "At least \(said)."
    case "maximum": "At most \(said)."
    case "minItems": "Elements: at least \(said)."
    case "maxItems": "Elements: at most \(said)."
    case "const": "Must be \(said)."
    default: nil
    }
  }
}

internal import JSON
internal import PolicyLanguage
internal import Wording

/// The schema of one field's value.
struct FieldSchema {
  let type: FieldType

  /// Text as it is read: every scalar is text.
  static let text: JSONValue = ["type": ["string", "number", "boolean"], "minLength": 1]

  var value: JSONValue {
    switch type {
    case .limits(let dimensions): scalar(TextPatterns.limits(dimensions), bare: TextPatterns.allowsBare(dimensions))
    case .counts: scalar(TextPatterns.limits([.count]), bare: true)
    case .quantity(let dimensions): scalar(TextPatterns.quantity(dimensions), bare: TextPatterns.allowsBare(dimensions))
    case .quantities(let dimensions):
      ["type": "array", "items": FieldSchema(type: .quantity(dimensions)).value, "minItems": 1]
    case .wholeNumbers(let allowed):
      ["type": "array", "items": FieldSchema(type: .integer(allowed)).value, "minItems": 1]
    case .number(let allowed): number("number", allowed.map { (.number($0.lowerBound), .number($0.upperBound)) })
    case .integer(let allowed): number("integer", allowed.map { (.integer($0.lowerBound), .integer($0.upperBound)) })
    case .integers(let few):
      [
        "anyOf": [
          ["enum": .array(few.map { .integer($0) })], ["type": "string", "pattern": .string(TextPatterns.name)],
        ]
      ]
    case .boolean: ["type": "boolean"]
    case .text: Self.text
    case .texts: ["type": "array", "items": ["type": ["string", "number", "boolean"]]]
    case .choice(let words): Self.choice(words)
    case .choices(let words):
      ["anyOf": [Self.choice(words), ["type": "array", "items": Self.choice(words)]]]
    case .label: ["type": "string", "minLength": 1]
    case .labels:
      [
        "anyOf": [
          ["type": "string", "minLength": 1],
          ["type": "array", "items": ["type": "string", "minLength": 1], "minItems": 1],
        ]
      ]
    case .labelPair: ["type": "array", "items": ["type": "string", "minLength": 1], "minItems": 2, "maxItems": 2]
    case .namedLabels: ["type": "object", "additionalProperties": FieldSchema(type: .labels).value]
    case .quantifier: scalar(TextPatterns.quantifier, bare: true)
    case .condition: ["type": ["string", "boolean"], "minLength": 1]
    case .levels: ["type": "string", "pattern": .string(TextPatterns.levels)]
    case .day: ["type": "string", "pattern": .string(TextPatterns.day)]
    case .phrase: ["type": "string", "minLength": 1]
    case .mapping(let fields): Self.mapping(of: fields)
    case .mappings(let fields): ["type": "array", "items": Self.mapping(of: fields), "minItems": 1]
    case .anything: [:]
    }
  }

  /// Words are an enumeration, so that editors offer them; the name of a parameter in place of one is not known here.
  static func choice(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

  /// Fields by key, each once, and the keys that must be there. A key that several accessors read takes any of what
  /// they take.
  static func members(of fields: [FieldDeclaration]) -> (members: [JSONValue.Member], required: [String]) {
    let keys = fields.compactMap(\.key).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let members = keys.map { key in
      let values = fields.filter { $0.key == key }.map { FieldSchema(type: $0.type).value }
      return JSONValue.Member(key, values.count == 1 ? values[0] : ["anyOf": .array(values)])
    }
    return (members, keys.filter { key in fields.contains { $0.key == key && $0.isRequired } })
  }

  private static func mapping(of fields: [FieldDeclaration]) -> JSONValue {
    let (members, required) = members(of: fields)
    return .mapping(members, required: required)
  }

  private func scalar(_ pattern: String, bare: Bool) -> JSONValue {
    ["type": bare ? ["string", "number"] : "string", "pattern": .string(pattern)]
  }

  private func number(_ kind: JSONValue, _ bounds: (low: JSONValue, high: JSONValue)?) -> JSONValue {
    var rule: [JSONValue.Member] = [.init("type", kind)]
    if let bounds { rule += [.init("minimum", bounds.low), .init("maximum", bounds.high)] }
    return ["anyOf": [.object(rule), ["type": "string", "pattern": .string(TextPatterns.bareNumber)]]]
  }
}

extension JSONValue {
  /// A mapping with these keys and no others.
  static func mapping(_ properties: [Member], required: [String] = [], open: Bool = false) -> JSONValue {
    var members: [Member] = [.init("type", "object"), .init("properties", .object(properties))]
    if !required.isEmpty { members.append(.init("required", .array(required.map { .string($0) }))) }
    if !open { members.append(.init("additionalProperties", false)) }
    return .object(members)
  }

  /// The schema with a description in front.
  func described(_ words: String?) -> JSONValue {
    guard let words, case .object(let members) = self else { return self }
    return .object([.init("description", .string(words))] + members)
  }
}

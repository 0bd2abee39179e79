extension JSONSchema {
  /// One schema object, read once so that checking a value cannot fail.
  struct Rule: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
      case null, boolean, integer, number, string, array, object
    }
    /// What members beyond `properties` may be.
    indirect enum Additional: Hashable, Sendable {
      case allowed
      case forbidden
      case rule(Rule)
    }
    struct Property: Hashable, Sendable {
      let name: String
      let rule: Rule
    }
    struct Bounds: Hashable, Sendable {
      var least: Double?
      var most: Double?
    }
    struct Sizes: Hashable, Sendable {
      var least: Int?
      var most: Int?
    }

    let path: String
    var kinds: [Kind] = []
    var choices: [JSONValue]?
    var constant: JSONValue?
    var properties: [Property] = []
    var required: [String] = []
    var additional = Additional.allowed
    /// At most one: an array because a struct cannot hold itself.
    var items: [Rule] = []
    var value = Bounds()
    var length = Sizes()
    /// A regular expression that is found in the text.
    var pattern: String?
    var count = Sizes()
    var anyOf: [Rule] = []
    var oneOf: [Rule] = []
    var allOf: [Rule] = []
    /// The name under `$defs`.
    var reference: String?

    init(reading schema: JSONValue, at path: String) throws(JSONSchemaError) {
      self.path = path
      guard let members = schema.members else {
        throw JSONSchemaError(code: .form, message: "must be an object", location: path)
      }
      for member in members { try read(member.name, member.value) }
    }

    private mutating func read(_ keyword: String, _ value: JSONValue) throws(JSONSchemaError) {
      let reader = KeywordReader(value: value, path: path + "/" + keyword.asPointerToken)
      switch keyword {
      case "$schema", "$id", "$comment", "title", "description", "default", "examples": break
      case "$defs" where path == "#": break
      case "type": kinds = try reader.kinds()
      case "enum": choices = try reader.elements()
      case "const": constant = value
      case "properties":
        for member in try reader.members() {
          let rule = try Rule(reading: member.value, at: reader.path + "/" + member.name.asPointerToken)
          properties.append(Property(name: member.name, rule: rule))
        }
      case "required": required = try reader.strings()
      case "additionalProperties":
        switch value {
        case .bool(let allowed): additional = allowed ? .allowed : .forbidden
        default: additional = .rule(try Rule(reading: value, at: reader.path))
        }
      case "items": items = [try Rule(reading: value, at: reader.path)]
      case "minimum": self.value.least = try reader.number()
      case "maximum": self.value.most = try reader.number()
      case "minLength": length.least = try reader.size()
      case "maxLength": length.most = try reader.size()
      case "pattern": pattern = try reader.pattern()
      case "minItems": count.least = try reader.size()
      case "maxItems": count.most = try reader.size()
      case "anyOf": anyOf = try reader.rules()
      case "oneOf": oneOf = try reader.rules()
      case "allOf": allOf = try reader.rules()
      case "$ref": reference = try reader.reference()
      default:
        throw JSONSchemaError(
          code: .keyword, message: "the keyword \"\(keyword)\" is not understood here", location: path)
      }
    }
  }

  /// Refuses references that lead nowhere, and those that lead back to themselves without going down into the value:
  /// checking would never end.
  func checkReferences() throws(JSONSchemaError) {
    for rule in [root] + definitions.values.sorted(by: { $0.path < $1.path }) {
      try checkNames(in: rule)
      try checkCircle(from: rule, through: [])
    }
  }

  private func checkNames(in rule: Rule) throws(JSONSchemaError) {
    if let name = rule.reference, definitions[name] == nil {
      throw JSONSchemaError(
        code: .reference, message: "\"$ref\" names \"#/$defs/\(name)\", which does not exist", location: rule.path)
    }
    var below = rule.properties.map(\.rule) + rule.items + rule.anyOf + rule.oneOf + rule.allOf
    if case .rule(let additional) = rule.additional { below.append(additional) }
    for rule in below { try checkNames(in: rule) }
  }

  private func checkCircle(from rule: Rule, through names: Set<String>) throws(JSONSchemaError) {
    var names = names
    if let name = rule.reference, let target = definitions[name] {
      guard names.insert(name).inserted else {
        throw JSONSchemaError(
          code: .reference, message: "\"$ref\" to \"#/$defs/\(name)\" leads back to itself", location: rule.path)
      }
      try checkCircle(from: target, through: names)
    }
    for rule in rule.anyOf + rule.oneOf + rule.allOf { try checkCircle(from: rule, through: names) }
  }
}

/// The value of one keyword, read as what the keyword needs.
private struct KeywordReader {
  let value: JSONValue
  let path: String

  func kinds() throws(JSONSchemaError) -> [JSONSchema.Rule.Kind] {
    let names = if let name = value.string { [name] } else { try strings() }
    var kinds: [JSONSchema.Rule.Kind] = []
    for name in names {
      guard let kind = JSONSchema.Rule.Kind(rawValue: name) else {
        throw fault("\"\(name)\" is no type of JSON Schema")
      }
      kinds.append(kind)
    }
    guard !kinds.isEmpty else { throw fault("must name at least one type") }
    return kinds
  }

  func strings() throws(JSONSchemaError) -> [String] {
    let strings = (value.array ?? []).compactMap(\.string)
    guard let array = value.array, array.count == strings.count else { throw fault("must be an array of strings") }
    return strings
  }

  func elements() throws(JSONSchemaError) -> [JSONValue] {
    guard let array = value.array, !array.isEmpty else { throw fault("must be an array with at least one element") }
    return array
  }

  func members() throws(JSONSchemaError) -> [JSONValue.Member] {
    guard let members = value.members else { throw fault("must be an object") }
    return members
  }

  func number() throws(JSONSchemaError) -> Double {
    guard let number = value.number else { throw fault("must be a number") }
    return number
  }

  func size() throws(JSONSchemaError) -> Int {
    guard let size = value.integer, size >= 0 else { throw fault("must be a whole number, 0 or more") }
    return size
  }

  /// A pattern in the part of ECMA-262's syntax that Swift reads the same way.
  func pattern() throws(JSONSchemaError) -> String {
    guard let text = value.string else { throw fault("must be a string") }
    guard (try? Regex(text)) != nil else { throw fault("\"\(text)\" is no regular expression that is understood here") }
    return text
  }

  func rules() throws(JSONSchemaError) -> [JSONSchema.Rule] {
    var rules: [JSONSchema.Rule] = []
    for (index, schema) in try elements().enumerated() {
      rules.append(try JSONSchema.Rule(reading: schema, at: "\(path)/\(index)"))
    }
    return rules
  }

  func reference() throws(JSONSchemaError) -> String {
    let prefix = "#/$defs/"
    guard let text = value.string, text.hasPrefix(prefix), !text.dropFirst(prefix.count).contains("/") else {
      throw fault("must be \"#/$defs/NAME\"; other references are not understood")
    }
    return String(text.dropFirst(prefix.count))
  }

  private func fault(_ message: String) -> JSONSchemaError {
    JSONSchemaError(code: .form, message: message, location: path)
  }
}

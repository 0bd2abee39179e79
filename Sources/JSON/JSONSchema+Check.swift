extension JSONSchema {
  func check(_ value: JSONValue, _ rule: Rule, at path: String) -> [Violation] {
    // A value of the wrong type breaks every other rule too; one message says it all.
    if !rule.kinds.isEmpty, !rule.kinds.contains(where: { $0.holds(value) }) {
      let wanted = rule.kinds.map(\.inWords).joined(separator: " or ")
      return [Violation(path: path, keyword: "type", message: "must be \(wanted), but is \(value.inWords)")]
    }
    var found = checkChoice(value, rule, at: path)
    switch value {
    case .object(let members): found += check(members, rule, at: path)
    case .array(let elements): found += check(elements, rule, at: path)
    case .string(let text):
      found += check(size: text.unicodeScalars.count, rule.length, "Length", "character", at: path)
      found += check(text, rule.pattern, at: path)
    case .integer, .number: found += check(number: value, rule.value, at: path)
    case .null, .bool: break
    }
    for part in rule.allOf { found += check(value, part, at: path) }
    if !rule.anyOf.isEmpty { found += check(value, alternatives: rule.anyOf, "anyOf", at: path) }
    if !rule.oneOf.isEmpty { found += check(value, alternatives: rule.oneOf, "oneOf", at: path) }
    if let name = rule.reference, let target = definitions[name] { found += check(value, target, at: path) }
    return found
  }

  private func checkChoice(_ value: JSONValue, _ rule: Rule, at path: String) -> [Violation] {
    if let constant = rule.constant, !constant.means(value) {
      let message = "must be \(constant.excerpt), but is \(value.excerpt)"
      return [Violation(path: path, keyword: "const", message: message)]
    }
    if let choices = rule.choices, !choices.contains(where: { $0.means(value) }) {
      let wanted = choices.map(\.excerpt).joined(separator: ", ")
      return [Violation(path: path, keyword: "enum", message: "must be one of \(wanted), but is \(value.excerpt)")]
    }
    return []
  }

  private func check(_ members: [JSONValue.Member], _ rule: Rule, at path: String) -> [Violation] {
    var found: [Violation] = []
    let present = Set(members.map(\.name))
    for name in rule.required where !present.contains(name) {
      found.append(Violation(path: path, keyword: "required", message: "lacks the required member \"\(name)\""))
    }
    let rules = Dictionary(rule.properties.map { ($0.name, $0.rule) }, uniquingKeysWith: { first, _ in first })
    for member in members {
      let below = path + "/" + member.name.asPointerToken
      if let property = rules[member.name] {
        found += check(member.value, property, at: below)
        continue
      }
      switch rule.additional {
      case .allowed: break
      case .rule(let additional): found += check(member.value, additional, at: below)
      case .forbidden:
        let names = rule.properties.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let message = "is not allowed here; " + (names.isEmpty ? "no members are" : "the allowed members are \(names)")
        found.append(Violation(path: below, keyword: "additionalProperties", message: message))
      }
    }
    return found
  }

  private func check(_ elements: [JSONValue], _ rule: Rule, at path: String) -> [Violation] {
    var found = check(size: elements.count, rule.count, "Items", "element", at: path)
    for item in rule.items {
      for (index, element) in elements.enumerated() { found += check(element, item, at: "\(path)/\(index)") }
    }
    return found
  }

  private func check(size: Int, _ sizes: Rule.Sizes, _ what: String, _ unit: String, at path: String) -> [Violation] {
    func counted(_ number: Int) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }
    if let least = sizes.least, size < least {
      let message = "must have at least \(counted(least)), but has \(size)"
      return [Violation(path: path, keyword: "min" + what, message: message)]
    }
    if let most = sizes.most, size > most {
      let message = "must have at most \(counted(most)), but has \(size)"
      return [Violation(path: path, keyword: "max" + what, message: message)]
    }
    return []
  }

  /// Cost: the pattern is compiled for each text; patterns are no values, and a schema is one.
  private func check(_ text: String, _ pattern: String?, at path: String) -> [Violation] {
    guard let pattern, let expression = try? Regex(pattern), (try? expression.firstMatch(in: text)) == nil else {
      return []
    }
    let message = "must match \(pattern), but is \(JSONValue.string(text).excerpt)"
    return [Violation(path: path, keyword: "pattern", message: message)]
  }

  private func check(number value: JSONValue, _ bounds: Rule.Bounds, at path: String) -> [Violation] {
    guard let number = value.number else { return [] }
    // Asked the positive way round, so that a value that is not a number breaks every bound.
    if let least = bounds.least, !(number >= least) {
      let message = "must be at least \(JSONValue.number(least).excerpt), but is \(value.excerpt)"
      return [Violation(path: path, keyword: "minimum", message: message)]
    }
    if let most = bounds.most, !(number <= most) {
      let message = "must be at most \(JSONValue.number(most).excerpt), but is \(value.excerpt)"
      return [Violation(path: path, keyword: "maximum", message: message)]
    }
    return []
  }

  private func check(
    _ value: JSONValue, alternatives: [Rule], _ keyword: String, at path: String
  ) -> [Violation] {
    let results = alternatives.map { check(value, $0, at: path) }
    let fitting = results.count { $0.isEmpty }
    if fitting == 1 || fitting > 1 && keyword == "anyOf" { return [] }
    if fitting > 1 {
      let message = "fits \(fitting) of the \(alternatives.count) alternatives, but must fit exactly one"
      return [Violation(path: path, keyword: keyword, message: message)]
    }
    // Where the type leaves one alternative only, as with "this object or null", that one was meant: say what it lacks.
    let meant = results.filter { found in !found.contains { $0.path == path && $0.keyword == "type" } }
    if meant.count == 1 { return meant[0] }
    let reasons = (meant.isEmpty ? results : meant).map { found in found.map(\.description).joined(separator: ", ") }
    let message = "fits none of the \(alternatives.count) alternatives: " + reasons.joined(separator: "; or ")
    return [Violation(path: path, keyword: keyword, message: message)]
  }
}

extension JSONSchema.Rule.Kind {
  func holds(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.string, .string), (.array, .array), (.object, .object): true
    case (.number, .integer), (.number, .number), (.integer, .integer): true
    case (.integer, .number(let real)): real.isFinite && real.rounded() == real
    default: false
    }
  }

  var inWords: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension JSONValue {
  fileprivate var inWords: String {
    switch self {
    case .null: "null"
    case .bool(let flag): String(flag)
    case .integer, .number: "the number \(excerpt)"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// Short enough for a message.
  fileprivate var excerpt: String {
    switch self {
    case .number(let real): Int(exactly: real).map(String.init) ?? real.description
    case .array(let elements): "an array of \(elements.count)"
    case .object(let members): "an object of \(members.count)"
    case .string(let text) where text.count > 60: "\"\(text.prefix(60))…\""
    case .string(let text): "\"\(text)\""
    case .null: "null"
    case .bool(let flag): String(flag)
    case .integer(let whole): String(whole)
    }
  }
}

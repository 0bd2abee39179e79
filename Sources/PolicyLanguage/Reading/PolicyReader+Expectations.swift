/// The expectations, each with exactly one kind.
extension PolicyReader {
  /// Parts of the language that a policy may already hold and this version does not judge.
  private static let notYet = ["ask", "assert"]

  mutating func expectations(_ nodes: [YAMLNode]) -> [Expectation] {
    var ids: [String: SourceRange] = [:]
    return nodes.compactMap { node in
      guard node.entries != nil else {
        diagnostics.error("wrong-type", "an expectation is a mapping, not \(node.described)", at: node.range)
        return nil
      }
      let name = node["id"]?.text.map { "the expectation '\($0)'" } ?? "the expectation"
      var fields = FieldReader(name, node, scope: scope)
      fields.require("id")
      let id = fields.text("id")
      if let id {
        if let first = ids[id] {
          fields.error("duplicate-id", "the id '\(id)' was already given in line \(first.line)", at: "id")
        } else {
          ids[id] = fields.range(of: "id")
        }
      }
      return expectation(id, &fields)
    }
  }

  private mutating func expectation(_ id: String?, _ fields: inout FieldReader) -> Expectation? {
    let kindType = kind(&fields)
    let subjects = subjects(&fields, kindType)
    let severity = fields.choice("severity", of: Severity.self) ?? .review
    let when = condition("when", &fields, subjects)
    let unless = condition("unless", &fields, subjects)
    let because = fields.text("because")
    let source = citation(&fields)
    let repair = fields.text("repair")
    let effect = fields.choice("not_evaluable", of: NotEvaluableEffect.self)
    let reference = fields.label("reference")
    finish(&fields)

    guard let kindType, let value = fields.node[kindType.name] else { return nil }
    guard !value.isNull else {
      diagnostics.error("missing-value", "'\(kindType.name)' has no value", at: fields.keyRange(kindType.name))
      return nil
    }
    var reader = FieldReader(kindType.name, value, scope: scope, subjects: subjects ?? [])
    let kind = kindType.init(reading: &reader)
    finish(&reader)
    guard let kind else {
      if !reader.diagnostics.hasErrors {
        diagnostics.error("wrong-type", "'\(kindType.name)' cannot be read", at: value.range)
      }
      return nil
    }
    guard let id else { return nil }
    return Expectation(
      id: id, kind: kind, subjects: subjects ?? [], severity: severity, when: when, unless: unless, because: because,
      source: source, repair: repair, notEvaluable: effect, reference: reference,
      range: fields.range(of: "id"), mentions: reader.mentions)
  }

  /// The one kind of an expectation; nil when there is none, or none that can be told.
  private mutating func kind(_ fields: inout FieldReader) -> (any ExpectationKind.Type)? {
    for kind in kinds { fields.ignore(FieldReader.Key(kind.name)) }
    let entries = fields.node.entries ?? []
    let found = entries.compactMap { entry in kinds.first { $0.name == entry.key }.map { ($0, entry) } }
    for (_, entry) in found.dropFirst() {
      diagnostics.error(
        "two-kinds", "an expectation says one thing; '\(found[0].1.key)' is already there", at: entry.keyRange,
        suggestion: "make it an expectation of its own")
    }
    if let first = found.first { return first.0 }
    let notYet = Self.notYet.filter { name in fields.has(FieldReader.Key(name)) }
    for name in notYet { unsupported(&fields, name) }
    if !notYet.isEmpty { fields.ignore("expect") }
    // An unknown key is probably the misspelled kind, and is reported anyway.
    if notYet.isEmpty, entries.allSatisfy({ Self.commonKeys.contains($0.key) }) {
      diagnostics.error(
        "no-kind", "\(fields.owner) does not say what it expects", at: fields.range,
        suggestion: "add one of: \(kinds.map { $0.name }.sorted().joined(separator: ", "))")
    }
    return nil
  }

  private static let commonKeys: Set<String> = [
    "id", "each", "label", "severity", "when", "unless", "because", "source", "repair", "not_evaluable", "reference",
  ]

  /// The labels of `each` or `label`; nil when they are missing or wrong.
  private mutating func subjects(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) -> [String]? {
    let each = fields.labels("each")
    let label = fields.label("label")
    let (hasEach, hasLabel) = (fields.has("each"), fields.has("label"))
    if hasEach, hasLabel {
      diagnostics.error(
        "each-and-label", "give each or label, not both", at: fields.keyRange("label"),
        suggestion: "each takes lists and groups")
    }
    if let kind {
      if kind.needsSubjects, !hasEach, !hasLabel {
        diagnostics.error(
          "missing-each", "'\(kind.name)' needs to know which labels it is about", at: fields.keyRange(kind.name),
          suggestion: "add each: GROUP or label: NAME")
      }
      if !kind.needsSubjects, hasEach || hasLabel {
        diagnostics.error(
          "needless-each", "'\(kind.name)' names its own labels", at: fields.keyRange(hasEach ? "each" : "label"),
          suggestion: "remove this line")
        return []
      }
    }
    return each ?? label.map { [$0] }
  }

  private mutating func condition(
    _ key: String, _ fields: inout FieldReader, _ subjects: [String]?
  ) -> Condition? {
    // Subjects that are wrong are reported already, and must not be missed here again.
    let hasSubject = subjects?.isEmpty == false || fields.has("each") || fields.has("label")
    guard let condition = fields.condition(FieldReader.Key(key), hasSubject: hasSubject) else { return nil }
    if condition.usesSide, let label = (subjects ?? []).lazy.compactMap(scope.label).first(where: { $0.side == nil }) {
      fields.error(
        "no-side", "this asks for label.side, and '\(label.name)' declares none", at: FieldReader.Key(key),
        suggestion: "add side: left or side: right to the label")
    }
    return condition
  }

  private mutating func citation(_ fields: inout FieldReader) -> Citation? {
    guard let node = fields.node("source") else { return nil }
    if node.entries == nil { return fields.text("source").map { Citation(cite: $0) } }
    var reader = FieldReader("source", node, scope: scope)
    reader.require("cite")
    let cite = reader.text("cite")
    let (population, mean) = (reader.text("population"), reader.text("mean"))
    finish(&reader)
    return cite.map { Citation(cite: $0, population: population, mean: mean) }
  }
}

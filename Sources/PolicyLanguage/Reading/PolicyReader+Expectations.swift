/// The expectations, each with exactly one kind.
extension PolicyReader {
  mutating func expectations(_ nodes: [YAMLNode]) -> [Expectation] {
    nodes.compactMap { node in
      guard node.entries != nil else {
        diagnostics.error(.wrongType, "an expectation is a mapping, not \(node.described)", at: node.range)
        return nil
      }
      let name = node["id"]?.text.map { "the expectation '\($0)'" } ?? "the expectation"
      var fields = FieldReader(name, node, scope: scope)
      fields.require("id")
      return expectation(fields.text("id"), &fields)
    }
  }

  private mutating func expectation(_ id: String?, _ fields: inout FieldReader) -> Expectation? {
    let kindType = kind(&fields)
    let subjects = subjects(&fields, kindType)
    let quorum = fields.quantifier("quorum", of: "labels")
    let slices = fields.quantifier("slices", of: "slices")
    let severity = fields.choice("severity", of: Severity.self) ?? .review
    let when = condition("when", &fields, subjects)
    let unless = condition("unless", &fields, subjects)
    let because = fields.text("because")
    let source = citation(&fields)
    let learned = learnedNote(&fields)
    let repair = fields.text("repair")
    let effect = fields.choice("not_evaluable", of: NotEvaluableEffect.self)
    let reference = fields.label("reference")
    if quorum != nil, subjects?.count == 1 || (subjects?.isEmpty ?? false) {
      fields.error(.badQuantifier, "'quorum' is about several labels", at: "quorum", suggestion: "name a group in each")
    }
    var siblings: [String: YAMLNode] = [:]
    for name in kindType?.siblings ?? [] {
      fields.ignore(FieldReader.Key(name))
      siblings[name] = fields.node[name]
    }
    finish(&fields)

    guard let kindType, let value = fields.node[kindType.name] else { return nil }
    guard !value.isNull else {
      diagnostics.error(.missingValue, "'\(kindType.name)' has no value", at: fields.keyRange(kindType.name))
      return nil
    }
    if slices != nil, !kindType.hasSlices || scope.dimensions == 2 {
      let why = scope.dimensions == 2 ? "a picture has no slices" : "'\(kindType.name)' is about the whole structure"
      diagnostics.error(.unexpected, why, at: fields.keyRange("slices"), suggestion: "remove slices")
    }
    var inside = scope
    if slices != nil { inside.dimensions = 2 }
    var mentions = fields.mentions
    var variants: [Expectation.Variant] = []
    for stratum in strata(value) ?? [] {
      var reader = FieldReader(
        kindType.name, stratum.value, scope: inside, subjects: subjects ?? [], siblings: siblings)
      let kind = kindType.init(reading: &reader)
      finish(&reader)
      mentions.merge(reader.mentions)
      guard let kind else {
        if !reader.diagnostics.hasErrors {
          diagnostics.error(.wrongType, "'\(kindType.name)' cannot be read", at: value.range)
        }
        continue
      }
      variants.append(.init(strata: stratum.strata, kind: kind))
    }
    guard let id, let kind = variants.first?.kind else { return nil }
    return Expectation(
      id: id, kind: kind, variants: value["by"] == nil ? [] : variants, subjects: subjects ?? [], quorum: quorum,
      slices: slices, severity: severity, when: when, unless: unless, because: because, source: source,
      learned: learned, repair: repair, notEvaluable: effect, reference: reference, range: fields.range(of: "id"), mentions: mentions)
  }

  /// The one kind of an expectation; nil when there is none, or none that can be told.
  private mutating func kind(_ fields: inout FieldReader) -> (any ExpectationKind.Type)? {
    let kinds = scope.vocabulary.kinds
    for kind in kinds { fields.ignore(FieldReader.Key(kind.name)) }
    let entries = fields.node.entries ?? []
    let found = entries.compactMap { entry in scope.vocabulary.kind(entry.key).map { ($0, entry) } }
    for (_, entry) in found.dropFirst() {
      diagnostics.error(
        .twoKinds, "an expectation says one thing; '\(found[0].1.key)' is already there", at: entry.keyRange,
        suggestion: "make it an expectation of its own")
    }
    if let first = found.first { return first.0 }
    // An unknown key is probably the misspelled kind, and is reported anyway.
    if entries.allSatisfy({ Self.commonKeys.contains($0.key) }) {
      diagnostics.error(
        .noKind, "\(fields.owner) does not say what it expects", at: fields.range,
        suggestion: "add one of: \(kinds.map { $0.name }.sorted().joined(separator: ", "))")
    }
    return nil
  }

  /// What every expectation may say beside its kind.
  static let commonKeys: Set<String> = [
    "id", "each", "label", "quorum", "slices", "severity", "when", "unless", "because", "source", "learned", "repair",
    "not_evaluable", "reference",
  ]

  /// The labels of `each` or `label`; nil when they are missing or wrong.
  private mutating func subjects(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) -> [String]? {
    let each = fields.labels("each")
    let label = fields.label("label")
    let (hasEach, hasLabel) = (fields.has("each"), fields.has("label"))
    if hasEach, hasLabel {
      diagnostics.error(
        .eachAndLabel, "give each or label, not both", at: fields.keyRange("label"),
        suggestion: "each takes lists and groups")
    }
    if let kind {
      if kind.needsSubjects, !hasEach, !hasLabel {
        diagnostics.error(
          .missingEach, "'\(kind.name)' needs to know which labels it is about", at: fields.keyRange(kind.name),
          suggestion: "add each: GROUP or label: NAME")
      }
      if !kind.takesSubjects, hasEach || hasLabel {
        diagnostics.error(
          .needlessEach, "'\(kind.name)' names its own labels", at: fields.keyRange(hasEach ? "each" : "label"),
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
    return fields.condition(FieldReader.Key(key), hasSubject: hasSubject, subjects: subjects ?? [])
  }

  private mutating func learnedNote(_ fields: inout FieldReader) -> LearnedNote? {
    guard let node = fields.node("learned") else { return nil }
    var reader = FieldReader("learned", node, scope: scope)
    let note = LearnedNote(reading: &reader)
    finish(&reader)
    return note
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

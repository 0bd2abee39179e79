internal import Diagnostics
internal import Wording
internal import YAML

/// The expectations, each with exactly one kind.
extension PolicyReader {
  mutating func expectations(_ nodes: [YAMLNode]) -> [Expectation] {
    nodes.compactMap { node in
      guard node.entries != nil else {
        diagnostics.error(.wrongType, "an expectation is a mapping, not \(node.described)", at: node.range)
        return nil
      }
      let node = withSubjectBeside(node)
      let name = node["id"]?.text.map { "the expectation '\($0)'" } ?? "the expectation"
      var fields = FieldReader(name, node, scope: scope)
      return expectation(&fields)
    }
  }

  private mutating func expectation(_ fields: inout FieldReader) -> Expectation? {
    let kindType = kind(&fields)
    let clauses = ExpectationClauses(reading: &fields, takesSubjects: kindType?.takesSubjects ?? true)
    let isOther =
      isUnitApart(&fields, kindType) || isPairApart(&fields, kindType) || isValueAlone(&fields, kindType)
    if !isOther { checkSubjects(&fields, kindType) }
    let (subjects, slices) = (clauses.subjects ?? [], clauses.slices)
    var siblings: [String: YAMLNode] = [:]
    for name in kindType?.siblings ?? [] {
      fields.ignore(FieldReader.Key(name))
      siblings[name] = fields.node[name]
    }
    finish(&fields)

    guard let kindType, let value = fields.node[kindType.name], !isOther else { return nil }
    if let sentence = sentence(inMapping: value, kindType) {
      diagnostics.error(
        .wrongType, "'\(kindType.name)' takes a sentence in one text, not a mapping", at: value.range,
        suggestion: "write \(kindType.name): \(sentence)")
      return nil
    }
    guard !value.isNull else {
      diagnostics.error(.missingValue, "'\(kindType.name)' has no value", at: fields.keyRange(kindType.name))
      return nil
    }
    if let written = writtenLimits(value, kindType) {
      diagnostics.error(
        .notARange, "'\(kindType.name)' takes a range in one text, not \(value.described)", at: value.range,
        suggestion: "write \(kindType.name): \(written)")
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
    for stratum in strata(value) ?? [] where stratum.isWhole {
      var reader = FieldReader(
        kindType.name, stratum.value, scope: inside, subjects: subjects,
        hasSubject: fields.has("each") || fields.has("label"), siblings: siblings)
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
    guard let id = clauses.id, let kind = variants.first?.kind else { return nil }
    let own = [kindType.name] + kindType.siblings
    return Expectation(
      id: id, kind: kind, variants: value["by"] == nil ? [] : variants, subjects: subjects, quorum: clauses.quorum,
      slices: slices, severity: clauses.severity, mode: clauses.mode, when: clauses.when, unless: clauses.unless,
      because: clauses.because,
      source: clauses.source, learned: clauses.learned, repair: clauses.repair, notEvaluable: clauses.notEvaluable,
      modelMayClear: clauses.modelMayClear, reference: clauses.reference,
      range: fields.range(of: "id"), mentions: mentions,
      written: (fields.node.entries ?? []).filter { own.contains($0.key) }, saysEach: fields.has("each"))
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
    if isNamedByWord(&fields) || isSentenceApart(&fields) || isPartApart(&fields) { return nil }
    // An unknown key is probably the misspelled kind, and is reported anyway.
    if entries.allSatisfy({ Self.commonKeys.contains($0.key) }) {
      diagnostics.error(
        .noKind, "\(fields.owner) does not say what it expects", at: fields.range,
        suggestion: "add one of: \(kinds.map { $0.name }.sorted().joined(separator: ", "))")
    }
    return nil
  }

  /// What every expectation may say beside its kind.
  static let commonKeys = Set(LanguageKeys.expectation.compactMap(\.key))

  /// Whether `each` or `label` stands where the kind wants one, and not where it wants none.
  private mutating func checkSubjects(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) {
    let (hasEach, hasLabel) = (fields.has("each"), fields.has("label"))
    if hasEach, hasLabel {
      diagnostics.error(
        .eachAndLabel, "give each or label, not both", at: fields.keyRange("label"),
        suggestion: "each takes lists and groups")
    }
    guard let kind else { return }
    if kind.needsSubjects, !hasEach, !hasLabel {
      diagnostics.error(
        .missingEach, "'\(kind.name)' needs to know which labels it is about", at: fields.keyRange(kind.name),
        suggestion: "add each: GROUP or label: NAME")
    }
    if !kind.takesSubjects, hasEach || hasLabel {
      diagnostics.error(
        .needlessEach, "'\(kind.name)' names its own labels", at: fields.keyRange(hasEach ? "each" : "label"),
        suggestion: "remove this line")
    }
  }
}

internal import Diagnostics
internal import Wording
internal import YAML

/// What authors write who know another program's rules.
extension PolicyReader {
  /// Keys under which other languages name a check.
  private static let kindWords = ["kind", "type", "check", "rule", "measure", "metric"]

  /// Reports `kind: volume`, which is written as the key `volume`, with what stands beside it.
  mutating func isNamedByWord(_ fields: inout FieldReader) -> Bool {
    let entries = fields.node.entries ?? []
    let kinds = scope.vocabulary.kinds.map { $0.name }
    for entry in entries where Self.kindWords.contains(entry.key) {
      guard let written = entry.value.text else { continue }
      let name = kinds.contains(written) ? written : Suggestion.nearest(to: written, among: kinds)
      guard let name else { continue }
      let beside = entries.filter { other in
        other.key != entry.key && !Self.commonKeys.contains(other.key) && !Self.kindWords.contains(other.key)
      }
      for other in [entry] + beside { fields.ignore(FieldReader.Key(other.key)) }
      let limits = WrittenLimits(YAMLNode(content: .mapping(beside), range: entry.value.range))
      var text = "…"
      if case .ends(let lower, let upper)? = limits {
        text =
          lower.map { low in upper.map { "\(low)..\($0)" } ?? "\">= \(low)\"" } ?? upper.map { "\"<= \($0)\"" } ?? text
      } else if beside.count == 1, let one = beside[0].value.text {
        text = one
      }
      diagnostics.error(
        .unknownKey, "what is expected is the key itself, not the value of '\(entry.key)'", at: entry.keyRange,
        suggestion: "write \(name): \(text)")
      return true
    }
    return false
  }

  /// The expectation with its label beside the kind, also where that stands, reported, inside the kind's value.
  mutating func withSubjectBeside(_ node: YAMLNode) -> YAMLNode {
    guard node["each"] == nil, node["label"] == nil, var entries = node.entries,
      let at = entries.firstIndex(where: { scope.vocabulary.kind($0.key)?.needsSubjects == true }),
      let inside = entries[at].value.entries,
      let entry = inside.first(where: { ["label", "each", "labels"].contains($0.key) })
    else { return node }
    let key = entry.value.elements != nil || entry.key == "each" ? "each" : "label"
    diagnostics.error(
      .missingEach, "the label stands beside '\(entries[at].key)', not inside it", at: entry.keyRange,
      suggestion: "move it one level up, as \(key): \(entry.value.text ?? "[…]")")
    entries[at].value.content = .mapping(inside.filter { $0.key != entry.key })
    entries.append(.init(key: key, keyRange: entry.keyRange, value: entry.value))
    return YAMLNode(content: .mapping(entries), range: node.range)
  }

  /// The range that a list of two ends, or `{min: …, max: …}`, is for a kind that takes a range as one text; nil for
  /// everything else.
  func writtenLimits(_ value: YAMLNode, _ kind: (any ExpectationKind.Type)) -> String? {
    guard value.text == nil, case .ends(let lower, let upper)? = WrittenLimits(value) else { return nil }
    let text: String? =
      switch (lower, upper) {
      case (let low?, let high?): "\(low)..\(high)"
      case (let low?, nil): ">= \(low)"
      case (nil, let high?): "<= \(high)"
      case (nil, nil): nil
      }
    guard let text else { return nil }
    for candidate in [text, IntendedLimits.text(text, Dimension.allCases) ?? text] {
      let scalar = YAMLNode.Scalar(text: candidate, style: .quoted)
      var reader = FieldReader(
        kind.name, YAMLNode(content: .scalar(scalar), range: value.range), scope: scope)
      let isRead = kind.init(reading: &reader) != nil
      let quoted = candidate.hasPrefix(">") || candidate.hasPrefix("<") ? "\"\(candidate)\"" : candidate
      if isRead { return quoted }
      // A unit that is missing is told with the range.
      let lacking = reader.diagnostics.sorted.filter { $0.severity == .error }
      if lacking.count == 1, lacking[0].rule == .missingUnit, let hint = lacking[0].suggestion {
        return String(hint.dropFirst(hint.hasPrefix("write ") ? "write ".count : 0))
      }
    }
    return nil
  }

  /// Reports a unit with a key of its own, which stands behind its number.
  mutating func isUnitApart(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) -> Bool {
    guard let kind, let value = fields.node[kind.name] else { return false }
    let words = ["unit", "units"]
    let beside = fields.node.entries?.first { words.contains($0.key) }
    guard let entry = beside ?? value.entries?.first(where: { words.contains($0.key) }), let unit = entry.value.text
    else { return false }
    fields.ignore(FieldReader.Key(entry.key))
    let limits =
      value.text.map { (kind.name, $0) }
      ?? value.entries?.lazy.compactMap { limit in
        words.contains(limit.key) ? nil : limit.value.text.map { (limit.key, $0) }
      }.first
    diagnostics.error(
      .unknownKey, "a unit stands behind its numbers", at: entry.keyRange,
      suggestion: limits.map { "write \($0.0): \($0.1) \(unit)" } ?? "write it behind each number")
    return true
  }

  /// Reports `right_of: spleen`, which is a sentence of another kind.
  mutating func isSentenceApart(_ fields: inout FieldReader) -> Bool {
    for entry in fields.node.entries ?? [] where !Self.commonKeys.contains(entry.key) {
      for kind in scope.vocabulary.kinds {
        guard let sentence = sentence(entry, kind) else { continue }
        fields.ignore(FieldReader.Key(entry.key))
        diagnostics.error(
          .unknownKey, "'\(entry.key)' is a word of '\(kind.name)', not a key", at: entry.keyRange,
          suggestion: "write \(kind.name): \(sentence)")
        return true
      }
    }
    return false
  }

  /// The sentence that `{right_of: spleen}` or `{left: spleen, right: liver}` stands for; nil where it is none.
  func sentence(inMapping value: YAMLNode, _ kind: any ExpectationKind.Type) -> String? {
    guard let entries = value.entries, let first = entries.first else { return nil }
    if entries.count == 1 { return sentence(first, kind) }
    guard entries.count == 2, Suggestion.areOpposite(first.key, entries[1].key) else { return nil }
    let both = YAMLNode(content: .sequence(entries.map(\.value)), range: value.range)
    return sentence(.init(key: first.key, keyRange: first.keyRange, value: both), kind)
  }

  private func sentence(_ entry: YAMLNode.Entry, _ kind: any ExpectationKind.Type) -> String? {
    let named = (entry.value.elements ?? [entry.value]).compactMap(\.text)
    guard let object = named.last, named.count <= 2 else { return nil }
    let start = named.count == 2 ? "\(named[0]) is" : "is"
    // A kind that takes any words has no sentences.
    var words = sentenceReader("\(start) \(object)", entry, kind)
    guard kind.init(reading: &words) == nil || words.diagnostics.hasErrors else { return nil }
    var word = entry.key.replacing("_", with: "-")
    // The second time with the word that the first one was told to be.
    for _ in 0..<2 {
      let text = "\(start) \(word) \(object)"
      var reader = sentenceReader(text, entry, kind)
      if kind.init(reading: &reader) != nil, !reader.diagnostics.hasErrors { return text }
      guard let told = reader.diagnostics.sorted.first?.suggestion,
        let near = told.split(whereSeparator: { $0 == "'" || $0 == " " }).last(where: { $0.contains("-") })
      else { return nil }
      word = String(near)
    }
    return nil
  }

  /// A reader of a sentence, about the labels that it does not name where it begins with none.
  private func sentenceReader(
    _ text: String, _ entry: YAMLNode.Entry, _ kind: any ExpectationKind.Type
  ) -> FieldReader {
    let node = YAMLNode(content: .scalar(.init(text: text, style: .plain)), range: entry.value.range)
    let subjects = text.hasPrefix("is ") ? scope.labels.map(\.name).filter { $0 != entry.value.text } : []
    return FieldReader(kind.name, node, scope: scope, subjects: subjects)
  }
}

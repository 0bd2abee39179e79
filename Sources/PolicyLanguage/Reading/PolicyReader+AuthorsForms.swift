internal import Diagnostics
internal import Wording
internal import YAML

/// A kind's value in another form than it is written in. What is suggested was read before, by the kind's own reader.
extension PolicyReader {
  /// Reports labels beside a kind that takes a pair itself: `label: A` beside `adjacency: B`, `each: GROUP` beside
  /// `between: [label, B]`.
  mutating func isPairApart(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) -> Bool {
    let key = fields.has("each") ? "each" : "label"
    guard let kind, !kind.takesSubjects, let value = fields.node[kind.name], let beside = fields.node[key],
      let other = value.text ?? value["between"]?.elements?.compactMap(\.text).first(where: { $0 != "label" }),
      value.text != nil || value["between"]?.elements?.contains(where: { $0.text == "label" }) == true,
      scope.label(other) != nil
    else { return false }
    let labels = (beside.elements ?? [beside]).compactMap(\.text).compactMap(scope.expand).joined()
    guard let own = labels.first(where: { $0 != other }) else { return false }
    let pair = YAMLNode(
      content: .sequence([own, other].map { .text(plain: $0, at: value.range) }), range: value.range)
    let rest = (value.entries ?? []).filter { $0.key != "between" }
    let mapping = YAMLNode(
      content: .mapping([.init(key: "between", keyRange: value.range, value: pair)] + rest), range: value.range)
    // What of the pair is limited only the author knows.
    let wrong = errors(in: mapping, kind)
    guard wrong.allSatisfy({ $0.rule == .missingLimits }) else { return false }
    let text = wrong.isEmpty ? mapping.flow : "\(mapping.flow.dropLast()), …}"
    diagnostics.error(
      .needlessEach, "'\(kind.name)' names both of its labels itself", at: fields.keyRange(key),
      suggestion: "write \(kind.name): \(text), \(key == "each" ? "one for each label, " : "")and remove \(key)")
    return true
  }

  /// Reports one value where a kind takes a mapping: `connectivity: 1`, `holes: none`.
  mutating func isValueAlone(_ fields: inout FieldReader, _ kind: (any ExpectationKind.Type)?) -> Bool {
    guard let kind, let value = fields.node[kind.name], let written = value.text, !value.isNull else { return false }
    let forms = FieldReader.declarations(of: kind)
    let declared = forms.joined().filter { $0.key != nil }
    guard forms.allSatisfy({ $0.allSatisfy { $0.key != nil } }), let first = declared.first?.key else { return false }
    let read = declared.compactMap { field in
      [written, NumberWords.digits(written)].compactMap { $0 }.lazy
        .map { YAMLNode.mapping(field.key ?? "", to: .text(plain: $0, at: value.range)) }
        .first { errors(in: $0, kind).isEmpty }.map { (type: field.type, mapping: $0) }
    }
    // A number alone counts; else only where one field takes it.
    let meant = read.first { $0.type == .counts } ?? (read.count == 1 ? read.first : nil)
    let pair = declared.contains { $0.type == .labelPair } ? "{between: [LABEL, LABEL], …}" : nil
    diagnostics.error(
      .wrongType, "'\(kind.name)' takes a mapping, such as {\(first): …}, not '\(written)'", at: value.range,
      suggestion: (meant?.mapping.flow ?? pair).map { "write \(kind.name): \($0)" })
    return true
  }

  /// Reports what is a limit or a field of a kind and stands as a key of its own: `min_volume: 2 mL`,
  /// `max_sphericity: 0.9`, `sphericity: 0.5..0.9`.
  mutating func isPartApart(_ fields: inout FieldReader) -> Bool {
    let kinds = scope.vocabulary.kinds
    let known = kinds.map { $0.name } + Self.commonKeys
    for entry in fields.node.entries ?? [] where !Self.commonKeys.contains(entry.key) {
      guard Suggestion.didYouMean(entry.key, among: known) == nil else { continue }
      let words = entry.key.split(separator: "_").map(String.init)
      var parts: [(name: String, value: YAMLNode)] = []
      if words.count > 1 {
        parts = [(words[0], words.dropFirst()), (words[words.count - 1], words.dropLast())].map { end, rest in
          (rest.joined(separator: "_"), YAMLNode.mapping(end, to: entry.value))
        }.filter { WrittenLimits($0.1) != nil }
      }
      parts.append((entry.key, entry.value))
      guard let meant = parts.compactMap({ meant(by: $0.name, $0.value) }).first else { continue }
      fields.ignore(FieldReader.Key(entry.key))
      diagnostics.error(
        .unknownKey, "\(fields.owner) has no '\(entry.key)'", at: entry.keyRange, suggestion: "write \(meant)")
      return true
    }
    return false
  }

  /// The line of a kind, or of a kind's field, of this name.
  private func meant(by name: String, _ value: YAMLNode) -> String? {
    if let kind = scope.vocabulary.kind(name) { return writtenLimits(value, kind).map { "\(name): \($0)" } }
    let owners = scope.vocabulary.kinds.compactMap { kind in
      let keys = FieldReader.declarations(of: kind).joined().compactMap(\.key)
      let field = keys.contains(name) ? name : Suggestion.beginning(like: name, among: keys)
      return field.map { (kind: kind, field: $0, isExact: $0 == name) }
    }
    let exact = owners.filter(\.isExact)
    guard let owner = exact.count == 1 ? exact[0] : owners.count == 1 ? owners[0] : nil else { return nil }
    var text = "…"
    if case .ends(let lower, let upper)? = WrittenLimits(value) {
      text = lower.map { "\">= \($0)\"" } ?? upper.map { "\"<= \($0)\"" } ?? text
    } else if let written = value.text, written.contains("..") {
      text = written
    }
    return "\(owner.kind.name): {\(owner.field): \(text)}"
  }

  /// What a kind has to say against a value, were it about some label.
  private func errors(in value: YAMLNode, _ kind: any ExpectationKind.Type) -> [Diagnostic] {
    let subjects = kind.takesSubjects ? scope.labels.prefix(1).map(\.name) : []
    var reader = FieldReader(kind.name, value, scope: scope, subjects: subjects)
    _ = kind.init(reading: &reader)
    reader.finish()
    return reader.diagnostics.sorted.filter { $0.severity == .error }
  }
}

extension YAMLNode {
  fileprivate static func text(plain text: String, at range: SourceRange) -> YAMLNode {
    YAMLNode(content: .scalar(.init(text: text, style: .plain)), range: range)
  }

  fileprivate static func mapping(_ key: String, to value: YAMLNode) -> YAMLNode {
    YAMLNode(content: .mapping([Entry(key: key, keyRange: value.range, value: value)]), range: value.range)
  }
}

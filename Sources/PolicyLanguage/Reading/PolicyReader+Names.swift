internal import Diagnostics
internal import YAML

/// The names that a policy declares. What is declared in another form is told once, and read on as it was meant: what
/// uses the name is not wrong as well.
extension PolicyReader {
  /// The labels, also of a list of names, or of mappings that hold a name.
  mutating func labelEntries(_ fields: inout FieldReader) -> [YAMLNode.Entry] {
    let key = PolicySection.labels.key
    guard let node = fields.node[PolicySection.labels.rawValue], let elements = node.elements else {
      return fields.entries(key)
    }
    fields.ignore(key)
    let entries = elements.compactMap(Self.labelEntry)
    let first = entries.first.map { "write \($0.key): {value: \($0.value["value"]?.text ?? "…")}, a line for each" }
    diagnostics.error(
      .wrongType, "'labels' takes a mapping of names, not a list", at: node.range, suggestion: first)
    if entries.count < elements.count { scope.lacksNames = true }
    scope.mistaken.formUnion(entries.map(\.key))
    return entries
  }

  /// An item of a list of labels as the entry that it should be: `liver`, `{name: liver, value: 5}`, `{liver: 5}`.
  private static func labelEntry(_ item: YAMLNode) -> YAMLNode.Entry? {
    if let name = item.text { return .init(key: name, keyRange: item.range, value: .nothing(at: item.range)) }
    let entries = item.entries ?? []
    let isName = { (entry: YAMLNode.Entry) in ["name", "label", "structure", "id"].contains(entry.key) }
    guard let name = entries.first(where: isName), let text = name.value.text else {
      return entries.count == 1 ? entries[0] : nil
    }
    let rest = entries.filter { !isName($0) }
    return .init(
      key: text, keyRange: name.value.range, value: YAMLNode(content: .mapping(rest), range: item.range))
  }

  /// The entry when its key can be a name that conditions and kinds refer to; else, reported, with the name that was
  /// meant, or nil when nobody can tell. A label's value alone becomes a mapping.
  mutating func named(_ entry: YAMLNode.Entry, _ described: String) -> YAMLNode.Entry? {
    var entry = entry
    let isLabel = described == "label"
    if isLabel, let value = entry.value.text.flatMap({ Int($0) }) {
      diagnostics.error(
        .wrongType, "the label '\(entry.key)' takes a mapping, not a number", at: entry.value.range,
        suggestion: "write \(entry.key): {value: \(value)}")
      entry.value = .value(entry.value)
    }
    if Self.isName(entry.key) { return entry }
    let written = entry.key
    if isLabel, Int(written) != nil, let name = entry.value.text, Self.isName(name) {
      diagnostics.error(
        .badName, "'\(written)' cannot be the name of a label", at: entry.keyRange,
        suggestion: "write \(name): {value: \(written)}")
      return .init(key: name, keyRange: entry.keyRange, value: .value(.text(written, at: entry.keyRange)))
    }
    let words = written.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    let meant = words.joined(separator: "_")
    diagnostics.error(
      .badName, "'\(written)' cannot be the name of a \(described)", at: entry.keyRange,
      suggestion: Self.isName(meant)
        ? "did you mean '\(meant)'?" : "names are letters, digits, _ and -, begin with a letter, and are not 'all'")
    guard Self.isName(meant) else {
      scope.lacksNames = true
      return nil
    }
    entry.key = meant
    return entry
  }

  /// Whether no label has the name of a group or a structure; reported where one has.
  mutating func isNew(_ entry: YAMLNode.Entry, _ described: String) -> Bool {
    if scope.label(entry.key) == nil { return true }
    diagnostics.error(
      .duplicate, "'\(entry.key)' is a label already", at: entry.keyRange,
      suggestion: "give the \(described) another name")
    scope.lacksNames = true
    return false
  }

  private static func isName(_ text: String) -> Bool {
    let first = text.first.map { $0.isLetter || $0 == "_" } ?? false
    let isSound = first && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    return isSound && text.last != "-" && text != "all"
  }
}

extension YAMLNode {
  fileprivate static func nothing(at range: SourceRange) -> YAMLNode {
    YAMLNode(content: .scalar(.init(text: "", style: .plain)), range: range)
  }

  /// `{value: …}`.
  fileprivate static func value(_ node: YAMLNode) -> YAMLNode {
    YAMLNode(content: .mapping([Entry(key: "value", keyRange: node.range, value: node)]), range: node.range)
  }
}

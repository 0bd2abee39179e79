internal import Diagnostics
internal import YAML

extension FieldReader {
  /// The name of one label.
  package mutating func label(_ key: Key) -> String? {
    if isRecording {
      record(key, .label)
      return "label"
    }
    guard let node = node(key) else { return nil }
    return label(key, node)
  }

  /// Labels by name, by group, by `all`, or a list of these; expanded, each once, in the order written.
  package mutating func labels(_ key: Key) -> [String]? {
    if isRecording {
      record(key, .labels)
      return ["label", "other"]
    }
    guard let node = node(key) else { return nil }
    return labels(key, node)
  }

  /// Names of the author's own, each with labels: `{sixth_lumbar: L6}`; in the order written.
  package mutating func namedLabels(_ key: Key) -> [(name: String, labels: [String])]? {
    if isRecording {
      record(key, .namedLabels)
      return [("name", ["label"])]
    }
    guard let node = node(key) else { return nil }
    guard let entries = node.entries else {
      wrongType(key, node, expected: "a mapping of names to labels", suggestion: "such as {NAME: LABEL}")
      return nil
    }
    var named: [(name: String, labels: [String])] = []
    for entry in entries {
      if entry.value.isNull {
        diagnostics.error(.missingValue, "'\(entry.key)' has no value", at: entry.keyRange)
      } else if let labels = labels(Key(entry.key), entry.value) {
        named.append((entry.key, labels))
      }
    }
    return named.count == entries.count ? named : nil
  }

  private mutating func labels(_ key: Key, _ node: YAMLNode) -> [String]? {
    if let elements = node.elements, elements.isEmpty {
      diagnostics.error(.missingValue, "\(name(key)) names no label", at: node.range)
      return nil
    }
    var labels: [String] = []
    var sound = true
    for element in node.elements ?? [node] {
      guard let word = element.text, !element.isNull else {
        wrongType(key, element, expected: "the name of a label or a group")
        sound = false
        continue
      }
      guard let expanded = scope.expand(word) else {
        unknownLabel(word, at: element.range, among: scope.labelWords)
        sound = false
        continue
      }
      mentions.labels.formUnion(expanded)
      if scope.label(word) == nil { mentions.groups.insert(word) }
      for label in expanded where !labels.contains(label) { labels.append(label) }
    }
    return sound ? labels : nil
  }

  /// Two different labels: `[a, b]`.
  package mutating func labelPair(_ key: Key) -> (String, String)? {
    if isRecording {
      record(key, .labelPair)
      return ("label", "other")
    }
    guard let node = node(key) else { return nil }
    guard let elements = node.elements, elements.count == 2 else {
      diagnostics.error(
        .wrongType, "\(name(key)) takes two labels", at: node.range, suggestion: "such as [LABEL, LABEL]")
      return nil
    }
    let (first, second) = (label(key, elements[0]), label(key, elements[1]))
    guard let first, let second else { return nil }
    if first == second {
      diagnostics.error(
        .sameLabel, "\(name(key)) takes two different labels", at: elements[1].range, suggestion: "name the other one")
      return nil
    }
    return (first, second)
  }

  private mutating func label(_ key: Key, _ node: YAMLNode) -> String? {
    guard let word = node.text, !node.isNull else {
      wrongType(key, node, expected: "the name of a label")
      return nil
    }
    if scope.label(word) != nil {
      mentions.labels.insert(word)
      return word
    }
    if let members = scope.expand(word) {
      let few =
        members.count <= 6 ? "name one of its labels: \(members.joined(separator: ", "))" : "name one of its labels"
      diagnostics.error(
        .groupNotLabel, "\(name(key)) takes one label; '\(word)' is a group", at: node.range,
        suggestion: key == "label" ? "write each: \(word)" : few)
    } else {
      unknownLabel(word, at: node.range, among: scope.names)
    }
    return nil
  }

  private mutating func unknownLabel(_ word: String, at range: SourceRange, among words: [String]) {
    scope.report(unknownLabel: word, at: range, among: words, to: &diagnostics)
  }

  /// A condition, such as `when`, about the labels of an expectation (`subjects`), which must declare what it asks of
  /// them.
  package mutating func condition(_ key: Key, hasSubject: Bool, subjects: [String] = []) -> Condition? {
    if isRecording {
      record(key, .condition)
      return nil
    }
    guard let node = node(key) else { return nil }
    guard
      let condition = ConditionParser.parse(
        node, scope: scope, hasSubject: hasSubject, mentions: &mentions, diagnostics: &mapping.diagnostics)
    else { return nil }
    let labels = subjects.compactMap(scope.label)
    if condition.usesSide, let label = labels.first(where: { $0.side == nil && !scope.mistaken.contains($0.name) }) {
      error(
        .noSide, "this asks for label.side, and '\(label.name)' declares none", at: key,
        suggestion: "add side: left or side: right to '\(label.name)', or leave it out here")
    }
    if condition.usesPair { needsPairs(key, of: labels) }
    return condition
  }

  /// One measure of the labels of an expectation or of others, such as `edge_support` or `gap(label, liver)`.
  package mutating func measure(_ key: Key) -> MeasureCall? {
    if isRecording {
      record(key, .phrase)
      return nil
    }
    guard let node = node(key) else { return nil }
    guard
      let call = ConditionParser.measure(
        node, scope: scope, hasSubject: hasSubject, mentions: &mentions, diagnostics: &mapping.diagnostics)
    else { return nil }
    if call.usesPair { needsPairs(key, of: subjects.compactMap(scope.label)) }
    return call
  }

  /// A number of the labels of an expectation or of others, such as `edge_support` or `max(solidity over all)`.
  package mutating func numberExpression(_ key: Key) -> NumberExpression? {
    if isRecording {
      record(key, .phrase)
      return nil
    }
    guard let node = node(key) else { return nil }
    guard
      let number = ConditionParser.number(
        node, scope: scope, hasSubject: hasSubject, mentions: &mentions, diagnostics: &mapping.diagnostics)
    else { return nil }
    if number.usesPair { needsPairs(key, of: subjects.compactMap(scope.label)) }
    return number
  }

  private mutating func needsPairs(_ key: Key, of labels: [LabelDeclaration]) {
    guard let label = labels.first(where: { $0.pairedWith == nil && !scope.mistaken.contains($0.name) }) else { return }
    error(
      .noPair, "this asks for label.pair, and '\(label.name)' declares none", at: key,
      suggestion: "add paired_with: LABEL to '\(label.name)', or leave it out here")
  }
}

extension FieldReader {
  /// The name of one label.
  package mutating func label(_ key: Key) -> String? {
    guard let node = node(key) else { return nil }
    return label(key, node)
  }

  /// Labels by name, by group, by `all`, or a list of these; expanded, each once, in the order written.
  package mutating func labels(_ key: Key) -> [String]? {
    guard let node = node(key) else { return nil }
    if let elements = node.elements, elements.isEmpty {
      diagnostics.error("missing-value", "\(name(key)) names no label", at: node.range)
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
      for label in expanded where !labels.contains(label) { labels.append(label) }
    }
    return sound ? labels : nil
  }

  /// Two different labels: `[a, b]`.
  package mutating func labelPair(_ key: Key) -> (String, String)? {
    guard let node = node(key) else { return nil }
    guard let elements = node.elements, elements.count == 2 else {
      diagnostics.error(
        "wrong-type", "\(name(key)) takes two labels", at: node.range, suggestion: "such as [LABEL, LABEL]")
      return nil
    }
    let (first, second) = (label(key, elements[0]), label(key, elements[1]))
    guard let first, let second else { return nil }
    if first == second {
      diagnostics.error("same-label", "\(name(key)) takes two different labels", at: elements[1].range)
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
    if scope.expand(word) != nil {
      diagnostics.error("group-not-label", "\(name(key)) takes one label; '\(word)' is a group", at: node.range)
    } else {
      unknownLabel(word, at: node.range, among: scope.labels.map(\.name))
    }
    return nil
  }

  private mutating func unknownLabel(_ word: String, at range: SourceRange, among words: [String]) {
    diagnostics.error(
      "unknown-label", "there is no label '\(word)'", at: range, suggestion: Suggestion.oneOf(word, words))
  }

  /// A condition, such as `when`.
  mutating func condition(_ key: Key, hasSubject: Bool) -> Condition? {
    guard let node = node(key) else { return nil }
    return ConditionParser.parse(node, scope: scope, hasSubject: hasSubject, diagnostics: &diagnostics)
  }
}

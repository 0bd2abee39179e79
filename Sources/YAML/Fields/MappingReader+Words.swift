internal import Diagnostics
internal import Wording

/// Words and texts.
extension MappingReader {
  /// `true` or `false`.
  package mutating func boolean(_ key: Key) -> Bool? {
    guard let node = node(key) else { return nil }
    if let value = node.boolean { return value }
    wrongType(key, node, expected: "true or false")
    return nil
  }

  /// Any text, not empty; its lines become one.
  package mutating func text(_ key: Key) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      let texts = (node.elements ?? []).compactMap(\.text)
      wrongType(
        key, node, expected: "text",
        suggestion: texts.isEmpty ? nil : "write it as one: \"\(texts.joined(separator: "; "))\"")
      return nil
    }
    let parts = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }
    let joined = parts.joined(separator: " ").trimmingSpaces
    if joined.isEmpty {
      diagnostics.error(.missingValue, "\(name(key)) is empty", at: node.range)
      return nil
    }
    return joined
  }

  /// A list of texts.
  package mutating func texts(_ key: Key) -> [String]? {
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else {
      wrongType(key, node, expected: "a list", suggestion: node.text.map { "write [\($0)]" })
      return nil
    }
    var texts: [String] = []
    for element in elements {
      if let text = element.text, !element.isNull {
        texts.append(text)
      } else {
        wrongType(key, element, expected: "a list of text")
      }
    }
    return texts.count == elements.count ? texts : nil
  }

  /// One of an enumeration's words.
  ///
  /// - Parameter meaning: the text that a word stands for; nil: its own.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: Key, of choices: Choice.Type, meaning: (String) -> String? = { _ in nil }
  ) -> Choice? {
    guard let node = node(key) else { return nil }
    return choice(key, node, of: choices, meaning: meaning)
  }

  /// One of an enumeration's words, or a list of them, each once.
  ///
  /// - Parameter meaning: the text that a word stands for; nil: its own.
  package mutating func choices<Choice: CaseIterable & RawRepresentable<String> & Hashable>(
    _ key: Key, of choices: Choice.Type, meaning: (String) -> String? = { _ in nil }
  ) -> [Choice]? {
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else {
      return choice(key, node, of: choices, meaning: meaning).map { [$0] }
    }
    var read: [Choice] = []
    var sound = true
    for element in elements {
      guard let one = choice(key, element, of: choices, meaning: meaning) else {
        sound = false
        continue
      }
      if read.contains(one) {
        diagnostics.error(.duplicate, "'\(one.rawValue)' stands twice", at: element.range)
        sound = false
      } else {
        read.append(one)
      }
    }
    return sound ? read : nil
  }

  /// One of an enumeration's words at a node, which belongs to a key of this mapping or of the one around it.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: Key, _ node: YAMLNode, of choices: Choice.Type, meaning: (String) -> String? = { _ in nil }
  ) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    guard let written = node.text, !node.isNull else {
      wrongType(key, node, expected: "a word", suggestion: "one of: \(words.joined(separator: ", "))")
      return nil
    }
    if let value = Choice(rawValue: meaning(written) ?? written) { return value }
    diagnostics.error(
      .unknownValue, "\(name(key)) cannot be '\(written)'", at: node.range,
      suggestion: Suggestion.oneOf(written, words))
    return nil
  }
}

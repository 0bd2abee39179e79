internal import Diagnostics
internal import Wording
internal import YAML

extension FieldReader {
  /// `true` or `false`.
  package mutating func boolean(_ key: Key) -> Bool? {
    if isRecording {
      record(key, .boolean)
      return true
    }
    guard let node = node(key) else { return nil }
    if let value = node.boolean { return value }
    wrongType(key, node, expected: "true or false")
    return nil
  }

  /// Any text, not empty.
  package mutating func text(_ key: Key) -> String? {
    if isRecording {
      record(key, .text)
      return "text"
    }
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      wrongType(key, node, expected: "text")
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
    if isRecording {
      record(key, .texts)
      return ["text"]
    }
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else {
      wrongType(key, node, expected: "a list")
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
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: Key, of choices: Choice.Type
  ) -> Choice? {
    if isRecording {
      record(key, .choice(Choice.allCases.map(\.rawValue)))
      return Choice.allCases.first
    }
    guard let node = node(key) else { return nil }
    return choice(key, node, of: choices)
  }

  /// One of an enumeration's words, or a list of them, each once.
  package mutating func choices<Choice: CaseIterable & RawRepresentable<String> & Hashable>(
    _ key: Key, of choices: Choice.Type
  ) -> [Choice]? {
    if isRecording {
      record(key, .choices(Choice.allCases.map(\.rawValue)))
      return Choice.allCases.first.map { [$0] }
    }
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else { return choice(key, node, of: choices).map { [$0] } }
    var read: [Choice] = []
    var sound = true
    for element in elements {
      guard let one = choice(key, element, of: choices) else {
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

  private mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: Key, _ node: YAMLNode, of choices: Choice.Type
  ) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    guard let written = node.text, !node.isNull else {
      wrongType(key, node, expected: "a word", suggestion: "one of: \(words.joined(separator: ", "))")
      return nil
    }
    if scope.parameter(written) != nil { mentions.parameters.insert(written) }
    if let value = Choice(rawValue: scope.parameter(written)?.text ?? written) { return value }
    diagnostics.error(
      .unknownValue, "\(name(key)) cannot be '\(written)'", at: node.range,
      suggestion: Suggestion.oneOf(written, words))
    return nil
  }
}

extension StringProtocol {
  var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

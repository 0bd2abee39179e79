internal import YAML

extension FieldReader {
  /// `true` or `false`.
  package mutating func boolean(_ key: Key) -> Bool? { read(key, .boolean, declared: true) { $0.boolean(key) } }

  /// Any text, not empty.
  package mutating func text(_ key: Key) -> String? { read(key, .text, declared: "text") { $0.text(key) } }

  /// A list of texts.
  package mutating func texts(_ key: Key) -> [String]? { read(key, .texts, declared: ["text"]) { $0.texts(key) } }

  /// One of an enumeration's words.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: Key, of choices: Choice.Type
  ) -> Choice? {
    var met: Set<String> = []
    defer { mentions.parameters.formUnion(met) }
    return read(key, .choice(Choice.allCases.map(\.rawValue)), declared: Choice.allCases.first) { [scope] in
      $0.choice(key, of: choices) { scope.parameter($0, noting: &met) }
    }
  }

  /// One of an enumeration's words, or a list of them, each once.
  package mutating func choices<Choice: CaseIterable & RawRepresentable<String> & Hashable>(
    _ key: Key, of choices: Choice.Type
  ) -> [Choice]? {
    var met: Set<String> = []
    defer { mentions.parameters.formUnion(met) }
    let first = Choice.allCases.first.map { [$0] }
    return read(key, .choices(Choice.allCases.map(\.rawValue)), declared: first) { [scope] in
      $0.choices(key, of: choices) { scope.parameter($0, noting: &met) }
    }
  }
}

extension PolicyScope {
  /// The text of a parameter, whose name is noted; nil when there is none of that name.
  fileprivate func parameter(_ name: String, noting met: inout Set<String>) -> String? {
    guard let parameter = parameter(name) else { return nil }
    met.insert(name)
    return parameter.text
  }
}

import PolicyLanguage

/// Finds a policy's structures in running text: `kidney_right`, `right kidney`, `Right Kidneys`.
struct StructureNames: Sendable {
  private let forms: [(label: String, words: [String])]

  init(_ policy: Policy) {
    var forms: [(label: String, words: [String])] = []
    for label in policy.labels + policy.structures {
      for name in [label.name] + label.aliases where !name.contains(":") {
        let words = Self.words(name)
        guard !words.isEmpty else { continue }
        forms.append((label.name, words))
        let sides = words.filter { ["left", "right"].contains($0) }
        let others = words.filter { !["left", "right"].contains($0) }
        if sides.count == 1, !others.isEmpty {
          forms.append((label.name, sides + others))
          forms.append((label.name, others + sides))
        }
      }
    }
    // Longer names first, so that "left lung" is not also "lung".
    self.forms = forms.enumerated().sorted {
      ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
    }.map(\.element)
  }

  /// The structures that a text mentions, by policy name, each once.
  func mentions(in text: String) -> [String] {
    var words = Self.words(text).map(Optional.some)
    var found: [String] = []
    for form in forms where form.words.count <= words.count {
      for start in 0...(words.count - form.words.count) {
        let range = start..<(start + form.words.count)
        guard zip(words[range], form.words).allSatisfy({ $0 == $1 }) else { continue }
        for index in range { words[index] = nil }
        if !found.contains(form.label) { found.append(form.label) }
      }
    }
    return found
  }

  /// Lower-case words without plural endings; underscores and hyphens part words.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      if word.count > 4, word.hasSuffix("ae") { return String(word.dropLast()) }
      if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is"),
        !word.hasSuffix("as")
      {
        return String(word.dropLast())
      }
      return String(word)
    }
  }
}

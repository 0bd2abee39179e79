/// A part of a sentence that says one thing, and whether it says or denies it.
struct Clause: Hashable, Sendable {
  let text: String
  /// In lower case, without punctuation.
  let words: [String]

  /// The clauses of a text.
  static func all(in text: String) -> [Clause] {
    var parted = text
    for word in [" but ", " while ", " although ", " though ", " whereas ", " however ", " because "] {
      parted = parted.split(separator: word, omittingEmptySubsequences: true).joined(separator: ";")
    }
    var clauses: [String] = [""]
    let characters = Array(parted)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if character == ";" || (".!?".contains(character) && next.isWhitespace) {
        clauses.append("")
      } else {
        clauses[clauses.count - 1].append(character)
      }
    }
    return clauses.filter { !$0.isEmpty }.map { Clause($0) }
  }

  init(_ text: String) {
    self.text = text
    words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
      .map { String($0.map { $0 == "’" ? "'" : $0 }) }
  }

  /// Phrases as words.
  static func phrases(_ phrases: [String]) -> [[String]] { phrases.map { $0.split(separator: " ").map(String.init) } }

  /// Whether it has one of the phrases, and without a negation before it.
  func says(_ phrases: [[String]]) -> Bool { places(of: phrases).contains { !isDenied(at: $0) } }

  /// Whether it has one of the phrases with a negation before it.
  func denies(_ phrases: [[String]]) -> Bool { places(of: phrases).contains(where: isDenied) }

  /// Whether a word before a place makes it what could be or has to be, and not what is. One after it does not: “it
  /// passed, if one looks closely”.
  func isSupposed(at place: Int) -> Bool { words[..<place].contains { Self.suppositions.contains($0) } }

  /// Whether one of the three words before a place negates it. Farther ones belong to something else: “it failed, which
  /// does not matter”.
  func isDenied(at place: Int) -> Bool {
    words[max(0, place - 3)..<place].contains { Self.negations.contains($0) || $0.hasSuffix("n't") }
  }

  private func places(of phrases: [[String]]) -> [Int] {
    phrases.flatMap { phrase in
      words.indices.filter { place in
        place + phrase.count <= words.count && Array(words[place..<(place + phrase.count)]) == phrase
          && !isSupposed(at: place)
      }
    }
  }

  private static let negations: Set<String> = ["not", "never", "neither", "nor", "cannot", "without", "hardly"]
  private static let suppositions: Set<String> = [
    "would", "could", "might", "may", "if", "unless", "should", "must", "whether",
  ]
}

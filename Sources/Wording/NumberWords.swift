/// Small numbers in words.
package enum NumberWords {
  private static let numbers: [String: Int] = [
    "none": 0, "no": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "once": 1, "twice": 2,
  ]

  /// The number that a word is, in digits; nil for every other text.
  package static func digits(_ word: String) -> String? { numbers[word.lowercased()].map(String.init) }
}

import Testing

@testable import Wording

/// What a person probably meant, held against the definition of the distance by itself.
@Suite struct SuggestionTests {
  /// Optimal string alignment by plain recursion.
  private static func slow(_ a: ArraySlice<Unicode.Scalar>, _ b: ArraySlice<Unicode.Scalar>) -> Int {
    guard let x = a.last, let y = b.last else { return max(a.count, b.count) }
    var best = min(
      slow(a.dropLast(), b) + 1, slow(a, b.dropLast()) + 1, slow(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
    if a.count > 1, b.count > 1, x == b.dropLast().last, a.dropLast().last == y {
      best = min(best, slow(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }

  @Test func `the bounded distance is the distance, or nothing beyond the bound`() {
    let words = ["", "a", "ab", "ba", "abc", "acb", "bca", "abcab", "acbab", "bbbbb", "aabba", "kidny", "kidney"]
    for a in words {
      for b in words {
        let (x, y) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        let exact = Self.slow(x[...], y[...])
        for limit in 0...7 {
          #expect(Suggestion.distance(x, y, atMost: limit) == (exact <= limit ? exact : nil), "\(a) \(b) \(limit)")
        }
      }
    }
  }

  @Test(arguments: [
    ("kidny", "kidney"), ("kidnye", "kidney"), ("Liver", "liver"), ("xyz", nil), ("componnets", "components"),
  ])
  func `the nearest word is meant`(written: String, meant: String?) {
    #expect(Suggestion.nearest(to: written, among: ["kidney", "liver", "components", "spleen"]) == meant)
  }

  @Test(arguments: [
    ("componets", "components"), ("conectivity", "connectivity"), ("hoels", "holes"), ("Volume", "volume"),
    ("xyz", nil), ("vol", nil), ("a", nil),
  ])
  func `only what is near is suggested`(word: String, expected: String?) {
    let known = ["components", "connectivity", "holes", "volume", "b"]
    #expect(Suggestion.nearest(to: word, among: known) == expected)
  }
}

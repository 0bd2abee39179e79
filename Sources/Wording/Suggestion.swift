/// Finds what a person probably meant to write.
package enum Suggestion {
  /// The candidate nearest to a word, when it differs by about a third of its letters at most.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let written = Array(word.lowercased().unicodeScalars)
    let limit = max(1, (written.count + 1) / 3)
    let opposites = opposites(in: word)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != word && !isOpposite(candidate, opposites) {
      // Whatever is farther than the best so far need not be told how far.
      let most = min(best?.distance ?? limit, written.count - 1)
      guard let distance = distance(written, Array(candidate.lowercased().unicodeScalars), atMost: most) else {
        continue
      }
      if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// `did you mean 'x'?`, or nil when nothing is near, neither by its letters nor by what it means.
  package static func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String? {
    if let near = nearest(to: word, among: candidates) ?? beginning(like: word, among: candidates) {
      return "did you mean '\(near)'?"
    }
    let meant = FamiliarWords.meant(by: word, among: candidates)
    return meant.isEmpty ? nil : "did you mean \(meant.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  /// Words of which one is never a slip for the other, however near their letters are.
  private static let contraries: [(Set<String>, Set<String>)] = [
    (["left", "l", "lt"], ["right", "r", "rt"]), (["upper"], ["lower"]), (["superior"], ["inferior"]),
    (["anterior"], ["posterior"]), (["medial"], ["lateral"]), (["inner"], ["outer"]),
  ]

  /// The words that turn what a name stands for into its opposite.
  private static func opposites(in name: String) -> Set<String> {
    let words = words(in: name)
    var opposites: Set<String> = []
    for (one, other) in contraries {
      if !one.isDisjoint(with: words) { opposites.formUnion(other) }
      if !other.isDisjoint(with: words) { opposites.formUnion(one) }
    }
    return opposites.subtracting(words)
  }

  /// Whether two names differ in a word and its opposite alone: `lobe_left` and `lobe_right`.
  package static func areOpposite(_ a: String, _ b: String) -> Bool {
    let (mine, yours) = (words(in: a), words(in: b))
    let (own, other) = (mine.subtracting(yours), yours.subtracting(mine))
    return own.count == 1 && other.count == 1 && opposites(in: a).isSuperset(of: other)
  }

  private static func isOpposite(_ name: String, _ opposites: Set<String>) -> Bool {
    !opposites.isEmpty && !opposites.isDisjoint(with: words(in: name))
  }

  private static func words(in name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter }.map(String.init))
  }

  /// The one candidate that goes on as a word of some length begins: `spher` or `sphere` for `sphericity`.
  package static func beginning(like word: String, among candidates: some Sequence<String>) -> String? {
    let start = word.lowercased().prefix(max(4, word.count - 1))
    guard start.count >= 4 else { return nil }
    let found = Set(candidates.filter { $0.lowercased().hasPrefix(start) && $0 != word })
    return found.count == 1 ? found.first : nil
  }

  /// `did you mean 'x'?` when something is near, else all candidates when they are few.
  package static func oneOf(_ word: String, _ candidates: [String]) -> String? {
    if let near = didYouMean(word, among: candidates) { return near }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return candidates.count == 1 ? "write \(candidates[0])" : "one of: \(candidates.joined(separator: ", "))"
  }

  /// The end of a sentence that goes on with a suggestion, in the quotes of sentences; its full stop where there is
  /// none.
  package static func end(_ suggestion: String?) -> String {
    guard let suggestion else { return "." }
    guard suggestion.hasPrefix("did you mean '"), suggestion.hasSuffix("'?") else { return "; \(suggestion)." }
    let names = suggestion.dropFirst("did you mean '".count).dropLast(2)
    return "; did you mean “\(names.replacing("' or '", with: "” or “"))”?"
  }

  /// Damerau–Levenshtein distance in its restricted form (optimal string alignment): insertions, deletions,
  /// substitutions and swaps of neighbours each cost one. Nil when it is more than a limit. Cost: the product of the
  /// lengths, without what both begin and end with.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    guard abs(a.count - b.count) <= limit else { return nil }
    let shorter = min(a.count, b.count)
    var start = 0
    while start < shorter, a[start] == b[start] { start += 1 }
    var tail = 0
    while tail < shorter - start, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
    let (m, n) = (a.count - tail - start, b.count - tail - start)
    if m == 0 || n == 0 { return max(m, n) <= limit ? max(m, n) : nil }
    var beforeLast = [Int](repeating: 0, count: n + 1)
    var last = Array(0...n)
    var row = last
    for i in 1...m {
      row[0] = i
      var least = i
      for j in 1...n {
        let same = a[start + i - 1] == b[start + j - 1]
        var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[start + i - 1] == b[start + j - 2], a[start + i - 2] == b[start + j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        row[j] = cost
        least = min(least, cost)
      }
      // A swap reaches two rows back.
      if least > limit, (last.min() ?? 0) > limit { return nil }
      swap(&beforeLast, &last)
      swap(&last, &row)
    }
    return last[n] <= limit ? last[n] : nil
  }
}

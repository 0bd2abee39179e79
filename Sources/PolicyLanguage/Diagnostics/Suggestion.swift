/// Finds what a person probably meant to write.
package enum Suggestion {
  /// The candidate nearest to a word, when it differs by about a third of its letters at most.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let written = Array(word.lowercased())
    let limit = max(1, (written.count + 1) / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != word {
      let distance = distance(written, Array(candidate.lowercased()))
      guard distance <= limit, distance < written.count else { continue }
      if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// `did you mean 'x'?`, or nil when nothing is near.
  package static func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// `did you mean 'x'?` when something is near, else all candidates when they are few.
  package static func oneOf(_ word: String, _ candidates: [String]) -> String? {
    if let near = didYouMean(word, among: candidates) { return near }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return candidates.count == 1 ? "write \(candidates[0])" : "one of: \(candidates.joined(separator: ", "))"
  }

  /// Damerau–Levenshtein distance in its restricted form (optimal string alignment): insertions, deletions, substitutions and swaps of
  /// neighbours each cost one. Cost: the product of the lengths.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

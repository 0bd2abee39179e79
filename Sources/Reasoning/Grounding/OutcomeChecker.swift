import Evaluation

/// A failed finding is not called passed, nor a passed one failed. Looks clause by clause: at the findings a clause names, or at all that are cited.
struct OutcomeChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    guard !cited.findings.isEmpty else { return nil }
    for clause in Self.clauses(of: statement.text) {
      let words = clause.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }.map(String.init)
      let phrase = " \(words.joined(separator: " ")) "
      let named = Set(CitationChecker.findingIDs(in: clause))
      let meant = named.isEmpty ? cited.findings : cited.findings.filter { named.contains($0.id) }
      if !named.isEmpty, meant.count < named.count {
        return "It speaks of \(list(named.sorted())) without citing all of it."
      }
      let negated = Self.negations.contains { phrase.contains($0) }
      let saysPassed = Self.passed.contains { phrase.contains($0) } && !negated
      let saysFailed = Self.failed.contains { phrase.contains($0) } && !negated
      let wrong = named.isEmpty ? meant.allSatisfy { $0.outcome == .fail } : meant.contains { $0.outcome == .fail }
      if saysPassed, !saysFailed, wrong || (phrase.contains(" all ") && meant.contains { $0.outcome == .fail }) {
        return "It calls \(list(meant.filter { $0.outcome == .fail }.map(\.id))) passed, which failed."
      }
      if saysFailed, !saysPassed, meant.allSatisfy({ $0.outcome == .pass }) {
        return "It calls \(list(meant.map(\.id))) failed, which passed."
      }
    }
    return nil
  }

  private static func clauses(of text: String) -> [String] {
    var parted = text
    for word in [" but ", " while ", " although ", " whereas ", " however "] {
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
    return clauses.filter { !$0.isEmpty }
  }

  private static let passed = [
    " passed ", " passes ", " pass ", " satisfied ", " satisfies ", " is met ", " are met ", " fulfilled ",
    " within range ",
    " within the range ", " within limits ", " within the limits ", " within its limits ", " within normal limits ",
    " within expected ", " is normal ", " are normal ", " as expected ", " no abnormality ",
  ]
  private static let failed = [
    " failed ", " fails ", " fail ", " violated ", " violates ", " out of range ", " outside the range ",
    " outside its range ", " is abnormal ", " are abnormal ", " too large ", " too small ",
  ]
  private static let negations = [
    " not ", " no longer ", " never ", " neither ", " nor ", " isn't ", " aren't ", " doesn't ", " didn't ", " cannot ",
    " isn’t ", " doesn’t ", " would ", " if ",
  ]
}

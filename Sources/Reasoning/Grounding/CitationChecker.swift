/// A statement says something, cites something, and everything it cites is in the record; so is every id in its words.
struct CitationChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    if statement.text.isEmpty { return "It says nothing." }
    if statement.evidence.isEmpty { return "It cites no evidence." }
    let ungrounded = cited.unknown.filter(table.isUngrounded)
    if !ungrounded.isEmpty { return "It rests on \(list(ungrounded)), which the evidence does not bear out." }
    if !cited.unknown.isEmpty { return "It cites \(list(cited.unknown)), which this record does not have." }
    let known = Set(table.ids(startingWith: ["F"]))
    let named = Self.findingIDs(in: statement.text).filter { !known.contains($0) }
    // Knowledge is recalled before there are findings, and expectations may bear any name.
    guard !known.isEmpty, !named.isEmpty else { return nil }
    return "It speaks of \(list(named)), which this record does not have."
  }

  /// Ids of findings in a text: `F` and a number, standing alone.
  static func findingIDs(in text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
      .filter { $0.count > 1 && $0.first == "F" && $0.dropFirst().allSatisfy(\.isASCIIDigit) }
  }
}

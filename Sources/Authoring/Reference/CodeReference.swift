internal import Evaluation
internal import PolicyLanguage

/// The page of every code that a finding may carry.
enum CodeReference {
  static var page: String {
    let kinds = ExpectationKinds.codes.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return """
      # Codes of findings

      \(ReferencePages.mark)

      Every finding carries a code, `KIND.FIELD_DEVIATION`: what was judged and how it came out. Codes are stable: [waivers](fields.md#a-waiver), faults, reports and statistics go by them. The field is the
      kind's key in policies; kinds that judge one thing leave it out. Whatever passes ends in `within` and whatever could not be judged in `unknown`. A quorum, and what is asked slice by slice,
      carry the code of the limit that failed; that they are a quorum says `expected`.

      | ends in | says |
      | --- | --- |
      \(Deviation.allCases.map { "| `\($0.rawValue)` | \(words($0)) |" }.joined(separator: "\n"))

      \(kinds.map(section).joined(separator: "\n\n"))

      """
  }

  private static func section(_ kind: String) -> String {
    let codes = ExpectationKinds.codes.filter { $0.kind == kind }.map { "`\($0.text)`" }
    return "## \(kind)\n\n\(codes.joined(separator: ", "))"
  }

  private static func words(_ deviation: Deviation) -> String {
    switch deviation {
    case .within: "as asked: every pass"
    case .unknown: "not evaluable"
    case .skipped: "not judged, since a condition does not hold"
    case .below: "a number lies under its lower limit"
    case .above: "a number lies over its upper limit, or reaches its cut-off"
    case .missing: "something that must be there is not"
    case .unexpected: "something is there that must not be"
    case .different: "two things that must be equal, or an answer, are not as expected"
    case .reversed: "something stands on the wrong side, or runs the wrong way"
    case .swapped: "two things have changed places: with their names exchanged it would pass"
    case .broken: "an order, or a condition, does not hold"
    case .renumbered: "numbers leave something out where there is no room for it"
    case .split: "a body lies in large parts, so that what joins them is missing"
    case .doubled: "two things stand for one"
    case .unreadable: "a file cannot be read"
    }
  }
}

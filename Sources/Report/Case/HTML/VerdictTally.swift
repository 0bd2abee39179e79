internal import Wording

/// How many cases ended how: in words, and of several as a bar.
struct VerdictTally {
  private let count: Int
  private let counts: [(verdict: ReportVerdict, count: Int)]

  init(_ verdicts: [ReportVerdict]) {
    count = verdicts.count
    counts = ReportVerdict.allCases.map { verdict in (verdict, verdicts.count { $0 == verdict }) }.filter { $0.1 > 0 }
  }

  /// `12 cases: 3 rejected, 2 for review, 7 accepted`.
  private var words: String {
    guard count > 0 else { return "No cases." }
    return "\(counted(count, "case")): \(counts.map { "\($0.count) \($0.verdict.words)" }.joined(separator: ", "))"
  }

  var markup: Markup {
    // A bar of shares; says nothing that the words do not.
    let parts: [Markup] = counts.map { verdict, count in
      "<i class=\"i-\(verdict.rawValue)\" style=\"flex:\(count)\"></i>"
    }
    let share: Markup? = count > 1 ? "<div class=\"share\" aria-hidden=\"true\">\(parts)</div>" : nil
    return "<p>\(words)</p>\n\(share)"
  }
}

internal import Evaluation
internal import Wording

/// Where a case lies among accepted masks, drawn: the range of most of them, their median, and this case.
package struct StripPlot: Hashable, Sendable {
  private let compared: ComparedNumber

  /// Nil where nothing was learned of the number.
  init?(_ compared: ComparedNumber) {
    guard compared.low != nil || compared.median != nil else { return nil }
    self.compared = compared
  }

  /// The 5th to 95th percentile: as learned, or by median and spread of normal values.
  private var usual: ClosedRange<Double>? {
    if let low = compared.low, let high = compared.high, low <= high { return low...high }
    guard let median = compared.median, let spread = compared.spread, spread > 0 else { return nil }
    return (median - 1.645 * spread)...(median + 1.645 * spread)
  }

  /// In words, for who does not see it: `usual 20 to 40 mL, median 31 mL, here 85 mL`.
  package var words: String {
    func text(_ value: Double) -> String {
      Significant.text(value, digits: 3) + (compared.unit.isEmpty ? "" : " \(compared.unit)")
    }
    let parts = [
      usual.map { "usual \(text($0.lowerBound)) to \(text($0.upperBound))" },
      compared.median.map { "median \(text($0))" },
      compared.value.map { "here \(text($0))" } ?? "not known here",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  /// A picture of it, 120 wide. What lies far outside stands at the edge, with an arrow's place left free.
  var markup: Markup? {
    guard let usual else { return nil }
    let width = max(usual.upperBound - usual.lowerBound, abs(usual.upperBound) * 1e-6, 1e-9)
    func place(_ value: Double) -> String {
      let share = (value - usual.lowerBound) / width
      return Decimal.fixed(40 + 40 * min(max(share, -0.9), 1.9), places: 1)
    }
    let middle: Markup? = compared.median.map { "<path class=\"median\" d=\"M\(place($0)) 2V12\"/>" }
    let here: Markup? = compared.value.map { "<circle cx=\"\(place($0))\" cy=\"7\" r=\"4\"/>" }
    return """
      <svg class="scale strip" width="120" height="14" viewBox="0 0 120 14" role="img" aria-label="\(words)"><path d="M0 7H120"/>\
      <rect x="40" y="4" width="40" height="6"/>\(middle)\(here)</svg>
      """
  }
}

/// The points of a scorecard, or the numbers of learned limits, of one finding.
struct ComparedTable {
  let numbers: [ComparedNumber]

  /// Numbers with points first, those with the most at the top; what earns nothing is one click away.
  var markup: Markup? {
    guard let first = numbers.first else { return nil }
    guard first.points != nil else {
      let strips: [Markup] = numbers.compactMap { number in
        StripPlot(number).map { plot in
          "<div class=\"soft\">\(plot.markup) \(plot.words)\(origin(number) ?? "")</div>"
        }
      }
      let all: Markup = "\(strips)"
      return strips.isEmpty ? nil : all
    }
    let sorted = numbers.enumerated().sorted {
      ($1.element.points ?? 0, $0.offset) < ($0.element.points ?? 0, $1.offset)
    }.map(\.element)
    let (earning, others) = (sorted.filter { $0.points ?? 0 > 0 }, sorted.filter { $0.points ?? 0 == 0 })
    let rest: Markup? =
      others.isEmpty
      ? nil : "<details><summary>\(counted(others.count, "number")) without points</summary>\(table(others))</details>"
    let points: Markup? = earning.isEmpty ? nil : table(earning)
    let note = origin(first).markup { "<p class=\"soft\">Usual\($0)</p>" }
    return "\(points)\(rest)\(note)"
  }

  private func origin(_ number: ComparedNumber) -> String? {
    number.cohort.map { cohort in " among accepted masks of \(cohort)\(number.n.map { ", n = \($0)" } ?? "")" }
  }

  private func table(_ numbers: [ComparedNumber]) -> Markup {
    let rows: [Markup] = numbers.map { number in
      let plot = StripPlot(number)
      let value = number.value.map {
        Significant.text($0, digits: 3) + (number.unit.isEmpty ? "" : " \(number.unit)")
      }
      return """
        <tr><td>\(number.number)</td><td class="number">\(value ?? "not known")</td>\
        <td>\(plot?.markup)</td><td class="number">\(number.points ?? 0) of \(number.most ?? 0)</td></tr>
        """
    }
    return """
      <table class="points"><thead><tr><th scope="col">Number</th><th scope="col" class="number">Here</th>\
      <th scope="col">Among accepted masks</th><th scope="col" class="number">Points</th></tr></thead><tbody>\(rows)</tbody></table>
      """
  }
}

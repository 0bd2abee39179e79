internal import Reasoning
package import Results

/// The page of a run: how many cases ended how, which faults come together, and all cases as a table and as pictures,
/// the worst first, which lead to their pages.
///
/// It can be read without scripts. With them it is searched, filtered, sorted and rated; ratings stay with the reader
/// until they are saved to a file. Pictures and the cases' pages lie beside it; nothing else is loaded.
package struct RunPage: Sendable {
  /// A case of the run and where its page and picture lie, as names beside the run's own page.
  package struct Row: Sendable {
    package let summary: CaseSummary
    package let page: String
    /// Nil where none was drawn.
    package let picture: String?

    package init(summary: CaseSummary, page: String, picture: String?) {
      self.summary = summary
      self.page = page
      self.picture = picture
    }

    var verdict: ReportVerdict { summary.decision.map(ReportVerdict.init) ?? .notChecked }
  }

  private let title: String
  private let rows: [Row]
  private let strips: StripPlots
  private let subgroups: SubgroupTable

  /// - Parameters:
  ///   - rows: in the order of the cases.
  ///   - strips: the numbers to plot, their points numbered by the rows' places.
  package init(title: String, rows: [Row], strips: [RunNumbers.Strip] = []) {
    self.title = title
    let sorted = rows.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.verdict.rank, x.summary.score ?? 0, a.offset) < (y.verdict.rank, y.summary.score ?? 0, b.offset)
    }
    self.rows = sorted.map(\.element)
    var places = Array(rows.indices)
    for (place, row) in sorted.enumerated() { places[row.offset] = place }
    self.strips = StripPlots(strips: strips, rows: places)
    subgroups = SubgroupTable(rows)
  }

  /// The page. The same values give the same bytes.
  package var html: String {
    HTMLDocument(
      title: title, lead: VerdictTally(rows.map(\.verdict)).markup, style: RunPageStyle.css, main: "cases",
      before: "\(together)\n\(strips.markup)\n\(subgroups.markup)\n\(controls)",
      body: """
        <div class="scroll">
        <table>
        <thead><tr>
        \(heads)
        </tr></thead>
        <tbody>
        \(rows.enumerated().map { line($1, number: $0) })
        </tbody>
        </table>
        </div>
        <p class="more" hidden><button type="button" id="more">Show more</button></p>
        """,
      mainClass: " class=\"card\"", footer: "<p>\(HTMLReport.disclaimer)</p>",
      script: "\(RatingScript.source)\n\(RunPageScript.source)\n\(StripPlotScript.source)",
      pictures: "'self' file:"
    ).html
  }

  private var heads: [Markup] {
    let own = [("Decision", "verdict"), ("Case", "name"), ("Score", "score"), ("Faults", "codes")]
    let groups = subgroups.names.enumerated().map { ($1, "subgroup-\($0)") }
    return (own + groups + [("First reason", "reason"), ("Rating", "rating")]).map { words, key in
      "<th scope=\"col\" data-sort=\"\(key)\"\(key == "score" ? " class=\"number\"" : "")>\(words)</th>\n"
    }
  }

  private func line(_ row: Row, number: Int) -> Markup {
    let summary = row.summary
    let codes = summary.codes.joined(separator: ", ")
    let picture: Markup? = row.picture.markup { name in
      "<a class=\"thumb\" href=\"\(row.page)\" tabindex=\"-1\"><img src=\"\(name)\" alt=\"\" loading=\"lazy\"></a>"
    }
    return """
      <tr data-name="\(summary.caseName)" data-verdict="\(row.verdict.rawValue)" data-rank="\(row.verdict.rank)" \
      data-score="\(summary.score.map { "\($0)" } ?? "")" data-codes="\(codes)" data-order="\(number)">
      <td class="keep"><span class="badge \(row.verdict.rawValue)">\(row.verdict.badge)</span></td>
      <td class="name">\(picture)<a href="\(row.page)">\(summary.caseName)</a></td>
      <td class="number">\(summary.score.map { Decimal.fixed($0, places: 2) } ?? "–")</td>
      <td>\(codes)</td>
      \(subgroups.names.map { "<td class=\"subgroup\">\(summary.subgroups?[$0] ?? "")</td>" as Markup })
      <td class="found">\(summary.headline.markup { "\($0)" })</td>
      <td class="rating"></td>
      </tr>

      """
  }

  /// Which faults come alone and which together, the most frequent first.
  private var together: Markup? {
    var counts: [[String]: Int] = [:]
    for row in rows where !row.summary.codes.isEmpty { counts[row.summary.codes.sorted(), default: 0] += 1 }
    guard !counts.isEmpty else { return nil }
    let sorted = counts.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.joined(separator: "+") < b.key.joined(separator: "+")
    }
    let most = sorted[0].value
    let lines: [Markup] = sorted.prefix(12).map { codes, count in
      """
      <li><button type="button" class="only" data-codes="\(codes.joined(separator: ", "))">\(codes.joined(separator: " + "))</button>\
      <i style="width:\(max(1, count * 160 / most))px" aria-hidden="true"></i><span class="soft">\(count)</span></li>

      """
    }
    let rest = sorted.dropFirst(12).reduce(0) { $0 + $1.value }
    let more: Markup? = rest > 0 ? "<p class=\"soft small\">and \(rest) cases with other faults</p>" : nil
    return """
      <section class="card" aria-labelledby="together-title">
      <h2 id="together-title">Faults, alone and together</h2>
      <ul class="together">
      \(lines)
      </ul>
      \(more)
      </section>
      """
  }

  /// Hidden until the script shows them.
  private var controls: Markup {
    let boxes: [Markup] = ReportVerdict.allCases.compactMap { verdict in
      guard rows.contains(where: { $0.verdict == verdict }) else { return nil }
      return """
        <label><input type="checkbox" name="verdict" value="\(verdict.rawValue)" checked> \(verdict.words)</label>

        """
    }
    return """
      <section class="card controls" id="controls" hidden aria-label="Search, filter and rate">
      <div class="bar">
      <label>Search <input type="search" id="search" placeholder="case, fault or reason"></label>
      <fieldset><legend class="away">Decisions</legend>
      \(boxes)
      </fieldset>
      <label><input type="checkbox" id="unrated"> not rated yet</label>
      <label><input type="checkbox" id="pictures"> pictures</label>
      <button type="button" id="all">Show all</button>
      <span id="shown" role="status" class="soft"></span>
      </div>
      <div class="bar">
      <span class="keys"><kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>Enter</kbd> open · <kbd>a</kbd> accept · <kbd>r</kbd> reject · <kbd>l</kbd> later · <kbd>u</kbd> no rating · <kbd>c</kbd> comment · <kbd>/</kbd> search</span>
      <button type="button" id="save-csv">Save ratings (CSV)</button>
      <button type="button" id="save-json">Save ratings (JSON)</button>
      </div>
      </section>
      """
  }
}

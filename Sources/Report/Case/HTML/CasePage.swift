/// The page of one case of a run: what was decided in a sentence, the failing places, the slices through them, what
/// would pass, and all that it rests on; with the way to the cases beside it and back to the run.
///
/// It can be read without scripts, and prints on two sheets. With them slices are scrolled and the case is rated by
/// keyboard.
package struct CasePage: Sendable {
  /// Where a page leads to: names of files beside it.
  package struct Neighbours: Hashable, Sendable {
    package var run: String?
    package var previous: String?
    package var next: String?

    package init(run: String? = nil, previous: String? = nil, next: String? = nil) {
      (self.run, self.previous, self.next) = (run, previous, next)
    }
  }

  private let one: ReportCase
  private let neighbours: Neighbours

  package init(_ one: ReportCase, neighbours: Neighbours = Neighbours()) {
    self.one = one
    self.neighbours = neighbours
  }

  /// The page. The same values give the same bytes.
  package var html: String {
    HTMLDocument(
      title: one.name, lead: "<p>\(one.task)</p>\(ways)", style: CasePageStyle.css, main: "case",
      body: "\(CaseArticle(of: one, number: 1).markup)\(controls)", footer: "<p>\(HTMLReport.disclaimer)</p>",
      script: "\(RatingScript.source)\n\(CasePageScript.source)"
    ).html
  }

  private var ways: Markup? {
    let links: [Markup] = [
      neighbours.run.markup { "<a id=\"run\" href=\"\($0)\">All cases</a>" },
      neighbours.previous.markup { "<a id=\"previous\" rel=\"prev\" href=\"\($0)\">Previous case</a>" },
      neighbours.next.markup { "<a id=\"next\" rel=\"next\" href=\"\($0)\">Next case</a>" },
    ].compactMap(\.self)
    return links.isEmpty ? nil : "<nav class=\"ways\" aria-label=\"Cases\">\(links)</nav>"
  }

  /// Hidden until the script shows them.
  private var controls: Markup {
    """
    <section class="rate" id="rate" hidden aria-label="Rate this case" data-name="\(one.name)">
    <span id="said" role="status"></span>
    <label>Comment <input type="text" id="comment"></label>
    <span class="keys"><kbd>a</kbd> accept · <kbd>r</kbd> reject · <kbd>l</kbd> later · <kbd>u</kbd> no rating · <kbd>c</kbd> comment · \
    <kbd>n</kbd> <kbd>p</kbd> next, previous · <kbd>b</kbd> all cases · <kbd>↑</kbd> <kbd>↓</kbd> slices</span>
    <button type="button" id="save-csv">Save ratings (CSV)</button>
    <button type="button" id="save-json">Save ratings (JSON)</button>
    </section>
    """
  }
}

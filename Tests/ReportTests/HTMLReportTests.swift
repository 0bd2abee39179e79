import Report
import Testing

/// A run of three cases with every part of the page in use.
enum SamplePage {
  static let finding = ReportFinding(
    id: "F7", outcome: .fail, severity: "reject", expectation: "one-piece", kind: "connectivity",
    labels: ["kidney_right"], measured: "3 components", expected: "1", margin: -2,
    message: "kidney_right is in 3 pieces; the largest holds 91.2 % of it.",
    because: "A kidney is one organ.", citation: "SHIP-Trend, J Clin Med 2024;13(3):769", place: "slices k 41 to 55",
    counterfactual: "without the 12.3 mL island at (R 40, P 12, S -310) the right kidney is one piece")

  static let rejected = ReportCase(
    name: "patient <7> & \"co\"", task: "CT abdomen, 3D", verdict: .reject, score: 0.08,
    arbitration: ReportArbitration(rules: .reject, model: .review, because: "veto: F7"),
    reasons: [
      ReportReason(
        id: "R1", fault: "Island", severity: "reject", labels: ["kidney_right"],
        text: "The right kidney has two islands.", evidence: ["F7", "V2", "P1", "X9"], place: "slices k 41 to 55",
        counterfactual: "without the island", repair: "keep-largest-component")
    ],
    findings: [
      ReportFinding(
        id: "F1", outcome: .pass, severity: "reject", expectation: "present", kind: "presence",
        labels: ["kidney_left"], message: "kidney_left is present."), finding,
    ],
    stages: [
      ReportStage(
        name: "Visual features", notes: ["No language model was consulted."],
        statements: [
          .init(id: "V2", text: "Two small islands lie behind the right kidney.", evidence: ["F7"]),
          .init(id: "V3", text: "The liver is 900 mL.", isGrounded: false, problem: "no cited evidence says 900 mL"),
        ])
    ],
    pictures: [
      ReportPicture(id: "P1", name: "overview", caption: "Axial slice.", width: 2, height: 1, png: [1, 2, 3])
    ],
    notes: ["A threshold of 128 was used."], provenance: [ReportFact("Policy", "ct-kidneys 1.0.0")])

  static let page = ReportPage(
    title: "Run of 3 cases",
    cases: [
      ReportCase(name: "good", task: "CT", verdict: .accept, score: 0.97),
      ReportCase(name: "broken", task: "", verdict: .notChecked, failure: "The file is truncated; copy it again."),
      rejected,
    ], provenance: [ReportFact("Program", "segwarden 1.0.0")])
}

@Suite struct HTMLReportTests {
  private let html = HTMLReport(SamplePage.page).html()

  @Test func `every text is escaped`() {
    #expect(html.contains("patient &lt;7&gt; &amp; &quot;co&quot;"))
    #expect(!html.contains("patient <7>"))
  }

  @Test(arguments: ["<script>alert(1)</script>", "\" onmouseover=\"x", "' x='", "a\u{202E}b", "a\u{0}b"])
  func `hostile text stays text wherever it stands`(text: String) {
    let page = ReportPage(
      title: text,
      cases: [
        ReportCase(
          name: text, task: text, verdict: .reject, score: 0, failure: text,
          arbitration: ReportArbitration(rules: .reject, because: text),
          reasons: [
            ReportReason(
              id: text, fault: text, severity: text, labels: [text], text: text, evidence: [text], place: text,
              counterfactual: text, repair: text)
          ],
          findings: [
            ReportFinding(
              id: text, outcome: .fail, severity: text, expectation: text, kind: text, labels: [text], measured: text,
              expected: text, margin: .nan, message: text, cause: text, because: text, citation: text, place: text,
              counterfactual: text)
          ],
          stages: [
            ReportStage(
              name: text, notes: [text],
              statements: [.init(id: text, text: text, evidence: [text], isGrounded: false, problem: text)])
          ],
          pictures: [ReportPicture(id: text, name: text, caption: text, width: 1, height: 1, png: [])],
          notes: [text], provenance: [ReportFact(text, text)])
      ], provenance: [ReportFact(text, text)])
    #expect(!HTMLReport(page).html().contains(text))
  }

  @Test func `the worst case comes first, and a case that was not checked before those for review`() throws {
    let order = ["case-1-title\">patient", "case-2-title\">broken", "case-3-title\">good"]
    let places = try order.map { try #require(html.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(html.contains("3 cases: 1 rejected, 1 not checked, 1 accepted"))
  }

  @Test func `evidence links to what is on the page, and only to that`() {
    for id in ["F7", "V2", "P1"] {
      #expect(html.contains("<a href=\"#case-1-\(id)\">\(id)</a>"))
      #expect(html.contains("id=\"case-1-\(id)\""))
    }
    #expect(html.contains("<span>X9</span>"))
    #expect(html.contains("Veto: <a href=\"#case-1-F7\">F7</a>"))
  }

  @Test func `every link leads to an anchor and every anchor is unique`() {
    let targets = pieces(after: "href=\"#")
    let anchors = pieces(after: " id=\"")
    #expect(Set(targets).isSubset(of: Set(anchors)))
    #expect(Set(anchors).count == anchors.count)
    #expect(!targets.isEmpty)
  }

  @Test func `nothing is loaded and nothing runs`() {
    for part in ["http://", "https://", "<script", "<link", "@import", "url("] { #expect(!html.contains(part)) }
    #expect(html.contains("default-src 'none'"))
  }

  @Test func `pictures carry their caption as text and their pixels as data`() {
    #expect(html.contains("alt=\"Axial slice.\" width=\"2\" height=\"1\" src=\"data:image/png;base64,AQID\""))
  }

  @Test func `pictures after the first are small, open in place, and are on the page once`() {
    var one = ReportCase(name: "case", task: "CT", verdict: .accept)
    one.pictures = (1...4).map { number in
      ReportPicture(
        id: "P\(number)", name: "picture-\(number)", caption: "Caption \(number), at F7.", width: 3, height: 2,
        png: [UInt8(number), 0, 0])
    }
    let html = HTMLReport(ReportPage(title: "Run", cases: [one])).html()
    func count(_ part: String) -> Int { html.ranges(of: part).count }
    #expect(count("<img") == 4 && count("<figure") == 1 && count("<details class=\"picture\"") == 3)
    for number in 1...4 {
      #expect(count("base64,\(["", "AQAA", "AgAA", "AwAA", "BAAA"][number])") == 1)
      #expect(count("id=\"case-1-P\(number)\"") == 1)
    }
  }

  @Test func `what is not borne out is marked with its problem`() {
    #expect(html.contains("class=\"ungrounded\""))
    #expect(html.contains("no cited evidence says 900 mL"))
  }

  @Test func `every opened element is closed, in order`() {
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = String(tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" })
      if name.hasPrefix("/") {
        #expect(open.popLast() == String(name.dropFirst()))
      } else if !["meta", "br", "img"].contains(name), !tag.hasPrefix("!") {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `a single case needs no summary table`() {
    let single = HTMLReport(ReportPage(title: "One", cases: [SamplePage.rejected])).html()
    #expect(!single.contains("summary-title"))
    #expect(html.contains("summary-title"))
  }

  @Test func `a page of many cases lists what failed of each, counts the rest, and leads nowhere that is not there`() {
    func page(_ count: Int) -> String {
      var one = SamplePage.rejected
      one.findings += (0..<100).map { number in
        ReportFinding(
          id: "F\(100 + number)", outcome: .pass, severity: "review", expectation: "e\(number)", kind: "volume",
          message: "It is as it should be, at F\(101 + number).")
      }
      return HTMLReport(ReportPage(title: "Run", cases: (0..<count).map { _ in one })).html()
    }
    let (few, many) = (page(50), page(51))
    #expect(few.contains("as it should be") && !few.contains("further finding"))
    #expect(!many.contains("as it should be"))
    #expect(many.ranges(of: "further findings that neither failed nor warned").count == 51)
    #expect(many.ranges(of: "id=\"case-51-F7\"").count == 1)
    #expect(many.utf8.count < few.utf8.count / 5)
    let targets = many.split(separator: "href=\"#", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
    #expect(targets.allSatisfy { many.contains("id=\"\($0)\"") })
  }

  @Test func `margins are shares with a sign, scores have two places`() {
    #expect(html.contains("−200 %"))
    #expect(html.contains("<b>0.08</b>"))
  }

  /// What follows each occurrence of a text, up to the next quotation mark.
  private func pieces(after text: String) -> [String] {
    html.split(separator: text, omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }
}

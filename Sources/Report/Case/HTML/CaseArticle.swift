internal import FoundationEssentials
internal import Pictures

/// One case: the verdict and why, the pictures, what was found, how it was decided, what it was made from.
struct CaseArticle {
  private let one: ReportCase
  private let anchors: Anchors

  init(of one: ReportCase, number: Int) {
    self.one = one
    anchors = Anchors(of: one, number: number)
  }

  var markup: Markup {
    """
    <article class="card" id="\(anchors.prefix)" aria-labelledby="\(anchors.prefix)-title">
    <header class="head">
    <span class="badge big \(one.verdict.rawValue)">\(one.verdict.badge)</span>
    <div class="grow"><h2 id="\(anchors.prefix)-title">\(one.name)</h2><p class="soft small">\(one.task)</p></div>
    \(one.score.map(score))
    </header>
    \(one.sentence.markup { "<p class=\"sentence\">\($0)</p>" })
    \(one.failure.markup { "<p class=\"because\">\($0.asSentence)</p>" })
    \(places)
    \(one.atlas.flatMap { SliceScroller(atlas: $0).markup })
    \(reasons)
    \(one.arbitration.map(arbitration))
    \(list("Not judged", one.unjudged))
    \(list("Only observed", one.observed))
    \(FindingsTable(findings: one.findings, unlisted: one.unlisted, anchors: anchors).markup)
    \(details)
    \(Stages(stages: one.stages, anchors: anchors).markup)
    \(list("How the export was read", one.notes))
    \(provenance)
    </article>

    """
  }

  private func score(_ value: Double) -> Markup {
    "<p class=\"score\"><b>\(Decimal.fixed(value, places: 2))</b><br>acceptability, 0 to 1\(one.scoreBasis.markup { "<br><span>\($0)</span>" })</p>"
  }

  private func arbitration(_ how: ReportArbitration) -> Markup {
    let model = how.model.map { "the model said \($0.rawValue)" } ?? "no verdict of a model"
    return """
      <section><h3>How it was decided</h3><p>\(anchors.linking(how.because.asSentence))</p>
      <p class="chain">The rules said \(how.rules.rawValue); \(model); the decision is <b>\(one.verdict.rawValue)</b>.</p></section>
      """
  }

  private var reasons: Markup? {
    guard !one.reasons.isEmpty else { return nil }
    let items: [Markup] = one.reasons.map { reason in
      let subject = reason.labels.joined(separator: ", ")
      return """
        <li class="s-\(reason.severity)"\(anchors.attribute(reason.id))>
        <div class="reason-head"><h4>\(reason.sentence ?? reason.fault ?? "Finding")</h4>
        <span class="badge \(reason.severity)">\(reason.severity)</span><span class="soft small">\(reason.id)</span></div>
        <dl class="aside">
        \(reason.counterfactual.markup { "<dt>Would pass</dt><dd>\($0.asSentence)</dd>" })
        \(reason.repair.markup { "<dt>Repair</dt><dd>\($0)</dd>" })
        \(reason.place.markup { "<dt>Where</dt><dd>\($0)</dd>" })
        </dl>
        <details class="numbers"><summary>The numbers</summary>
        <p class="text"><b>\(reason.fault ?? "Finding")\((subject.isEmpty ? nil : subject).markup { ": \($0)" })</b> \(anchors.linking(reason.text))</p>
        <dl class="aside">
        \(reason.evidence.isEmpty ? nil : "<dt>Evidence</dt><dd class=\"ids\">\(anchors.links(reason.evidence))</dd>" as Markup)
        \(reason.waiver.markup { "<dt>A waiver</dt><dd>would let it pass, in the policy or with --waivers: <code>\($0)</code></dd>" })
        </dl></details>
        </li>

        """
    }
    return "<section><h3>Reasons, and what would pass</h3><ol class=\"reasons\">\(items)</ol></section>"
  }

  private func list(_ title: String, _ sentences: [String]) -> Markup? {
    guard !sentences.isEmpty else { return nil }
    let items: [Markup] = sentences.map { "<li>\(anchors.linking($0))</li>" }
    return "<section><h3>\(title)</h3><ul class=\"few\">\(items)</ul></section>"
  }

  /// The places that the reasons are about; without any the overview that was drawn first.
  private var places: Markup? {
    let shown = one.places.isEmpty ? Array(one.pictures.prefix(1)) : one.places
    guard !shown.isEmpty else { return nil }
    let figures: [Markup] = shown.map { picture in
      """
      <figure class="place"\(picture.id.map(anchors.attribute))><div class="shot" style="max-width:\(picture.width)px">\(image(picture))\(names(picture))</div>
      <figcaption>\(caption(picture))</figcaption></figure>

      """
    }
    return "<section><h3>\(one.places.isEmpty ? "Overview" : "Where it failed")</h3>\(figures)</section>"
  }

  /// Names beside outlines, in shares of the picture's size, so that they stay where they belong when it shrinks. Of
  /// those that would lie over one another the lower one is moved down.
  private func names(_ picture: ReportPicture) -> [Markup] {
    var taken: [(x: Int, y: Int)] = []
    return picture.marks.sorted { ($0.y, $0.x) < ($1.y, $1.x) }.map { mark in
      var y = max(4, mark.y - 16)
      while taken.contains(where: { abs($0.x - mark.x) < 110 && abs($0.y - y) < 16 }) { y += 16 }
      taken.append((mark.x, y))
      let (left, top) = (Double(mark.x) / Double(picture.width) * 100, Double(y) / Double(picture.height) * 100)
      return """
        <span class="mark" style="left:\(Decimal.fixed(left, places: 2))%;top:\(Decimal.fixed(top, places: 2))%;color:\(mark.colour.css)">\(PlainNames.of(mark.name))</span>
        """
    }
  }

  /// The pictures that models are shown, small; each opens in place, without a script and without being on the page
  /// twice.
  private var details: Markup? {
    let pictures = one.places.isEmpty ? Array(one.pictures.dropFirst()) : one.pictures
    guard !pictures.isEmpty else { return nil }
    let items: [Markup] = pictures.map { picture in
      """
      <details class="picture"\(picture.id.map(anchors.attribute))><summary>\(image(picture))
      <span class="small">\(picture.id.markup { "\($0) " })<b>\(picture.name)</b></span></summary>
      <p class="small soft">\(caption(picture))</p></details>

      """
    }
    return "<section class=\"detail\"><h3>In detail</h3><div class=\"pictures\">\(items)</div></section>"
  }

  private func image(_ picture: ReportPicture) -> Markup {
    """
    <img alt="\(picture.caption)" width="\(picture.width)" height="\(picture.height)" src="data:image/png;base64,\(Data(picture.png).base64EncodedString())">
    """
  }

  private func caption(_ picture: ReportPicture) -> Markup {
    "\(picture.id.markup { "\($0) " })\(picture.marks.isEmpty ? "<b>\(picture.name)</b> " as Markup : nil)\(anchors.linking(picture.caption))"
  }

  private var provenance: Markup? {
    guard let facts = Facts(one.provenance).markup else { return nil }
    return "<details><summary>Provenance</summary>\(facts)</details>"
  }
}

extension String {
  /// The text with a capital first letter, for messages that are written to follow a colon.
  var asSentence: String { prefix(1).uppercased() + dropFirst() }
}

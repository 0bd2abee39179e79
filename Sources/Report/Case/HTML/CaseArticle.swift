internal import FoundationEssentials

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
    \(one.failure.markup { "<p class=\"because\">\($0.asSentence)</p>" })
    \(one.arbitration.map(arbitration))
    \(overview)
    \(reasons)
    \(unjudged)
    \(thumbnails)
    \(FindingsTable(findings: one.findings, anchors: anchors).markup)
    \(Stages(stages: one.stages, anchors: anchors).markup)
    \(notes)
    \(provenance)
    </article>

    """
  }

  private func score(_ value: Double) -> Markup {
    "<p class=\"score\"><b>\(Decimal.fixed(value, places: 2))</b><br>acceptability, 0 to 1</p>"
  }

  private func arbitration(_ how: ReportArbitration) -> Markup {
    let model = how.model.map { "the model said \($0.rawValue)" } ?? "no verdict of a model"
    return """
      <div class="because"><p>\(anchors.linking(how.because.asSentence))</p>
      <p class="chain">The rules said \(how.rules.rawValue); \(model); the decision is <b>\(one.verdict.rawValue)</b>.</p></div>
      """
  }

  private var reasons: Markup? {
    guard !one.reasons.isEmpty else { return nil }
    let items: [Markup] = one.reasons.map { reason in
      let subject = reason.labels.joined(separator: ", ")
      return """
        <li class="s-\(reason.severity)"\(anchors.attribute(reason.id))>
        <div class="reason-head"><h4>\(reason.fault ?? "Finding")\((subject.isEmpty ? nil : subject).markup { ": \($0)" })</h4>
        <span class="badge \(reason.severity)">\(reason.severity)</span><span class="soft small">\(reason.id)</span></div>
        <p class="text">\(reason.text)</p>
        <dl class="aside">
        \(reason.counterfactual.markup { "<dt>Would pass</dt><dd>\($0)</dd>" })
        \(reason.place.markup { "<dt>Where</dt><dd>\($0)</dd>" })
        \(reason.repair.markup { "<dt>Repair</dt><dd>\($0)</dd>" })
        \(reason.evidence.isEmpty ? nil : "<dt>Evidence</dt><dd class=\"ids\">\(anchors.links(reason.evidence))</dd>" as Markup)
        </dl>
        </li>

        """
    }
    return "<section><h3>Reasons</h3><ol class=\"reasons\">\(items)</ol></section>"
  }

  /// What was not judged, said once for each cause.
  private var unjudged: Markup? {
    guard !one.unjudged.isEmpty else { return nil }
    let items: [Markup] = one.unjudged.map { "<li>\($0)</li>" }
    return "<section><h3>Not judged</h3><ul>\(items)</ul></section>"
  }

  private var overview: Markup? {
    one.pictures.first.map { picture in
      """
      <section><h3>Overview</h3><figure\(picture.id.map(anchors.attribute))>\(image(picture))
      <figcaption>\(caption(picture))</figcaption></figure></section>
      """
    }
  }

  /// The other pictures, small; each opens in place, without a script and without being on the page twice.
  private var thumbnails: Markup? {
    let pictures = one.pictures.dropFirst()
    guard !pictures.isEmpty else { return nil }
    let items: [Markup] = pictures.map { picture in
      """
      <details class="picture"\(picture.id.map(anchors.attribute))><summary>\(image(picture))
      <span class="small">\(picture.id.markup { "\($0) " })<b>\(picture.name)</b></span></summary>
      <p class="small soft">\(caption(picture))</p></details>

      """
    }
    return "<section><h3>In detail</h3><div class=\"pictures\">\(items)</div></section>"
  }

  private func image(_ picture: ReportPicture) -> Markup {
    """
    <img alt="\(picture.caption)" width="\(picture.width)" height="\(picture.height)" src="data:image/png;base64,\(Data(picture.png).base64EncodedString())">
    """
  }

  private func caption(_ picture: ReportPicture) -> Markup {
    "\(picture.id.markup { "\($0) " })<b>\(picture.name)</b> \(anchors.linking(picture.caption))"
  }

  private var notes: Markup? {
    guard !one.notes.isEmpty else { return nil }
    let items: [Markup] = one.notes.map { "<li>\($0)</li>" }
    return "<section><h3>How the export was read</h3><ul class=\"statements\">\(items)</ul></section>"
  }

  private var provenance: Markup? {
    guard let facts = Facts(one.provenance).markup else { return nil }
    return "<details><summary>Provenance</summary>\(facts)</details>"
  }
}

/// The anchors of one case: its findings, reasons, statements and pictures.
struct Anchors {
  let prefix: String
  private let known: Set<String>

  init(of one: ReportCase, number: Int) {
    prefix = "case-\(number)"
    known = Set(
      one.findings.map(\.id) + one.reasons.map(\.id) + one.stages.flatMap(\.statements).map(\.id)
        + one.pictures.compactMap(\.id))
  }

  /// ` id="case-1-F7"`.
  func attribute(_ id: String) -> Markup { " id=\"\(anchor(id))\"" }

  /// Links to what is on the page; what is not stays text.
  func links(_ ids: [String]) -> [Markup] {
    ids.map { known.contains($0) ? "<a href=\"#\(anchor($0))\">\($0)</a>" : "<span>\($0)</span>" }
  }

  /// A text in which the ids that it names are links.
  func linking(_ text: String) -> Markup {
    var pieces: [Markup] = []
    var word = ""
    func piece(_ word: String) -> Markup {
      known.contains(word) ? "<a href=\"#\(anchor(word))\">\(word)</a>" : "\(word)"
    }
    for character in text {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        pieces += [piece(word), "\(String(character))"]
        word = ""
      }
    }
    return "\(pieces)\(piece(word))"
  }

  /// Letters, digits, hyphen and underscore, so that the fragment needs no escaping.
  private func anchor(_ id: String) -> String {
    let safe = id.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
        ? Character(scalar) : "-"
    }
    return prefix + "-" + String(safe)
  }
}

extension String {
  /// The text with a capital first letter, for messages that are written to follow a colon.
  var asSentence: String { prefix(1).uppercased() + dropFirst() }
}

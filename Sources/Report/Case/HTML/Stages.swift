/// What the stages said, each statement with what it cites; what the evidence does not bear out is struck through.
struct Stages {
  let stages: [ReportStage]
  let anchors: Anchors

  var markup: Markup? {
    guard !stages.isEmpty else { return nil }
    let sections: [Markup] = stages.map { stage in
      let notes: [Markup] = stage.notes.map { "<p class=\"soft small\">\($0)</p>" }
      let ungrounded = stage.statements.count { !$0.isGrounded }
      let count =
        "\(stage.statements.count) \(stage.statements.count == 1 ? "statement" : "statements")"
        + (ungrounded > 0 ? ", \(ungrounded) not borne out" : "")
      return """
        <details><summary><b>\(stage.name.split(separator: "-").joined(separator: " ").asSentence)</b> · \(count)</summary>
        \(notes)
        <ul class="statements">\(stage.statements.map(statement))</ul>
        </details>

        """
    }
    return "<section class=\"stages\"><h3>How it was reasoned</h3>\(sections)</section>"
  }

  private func statement(_ one: ReportStage.Statement) -> Markup {
    """
    <li\(anchors.attribute(one.id)) class="\(one.isGrounded ? "grounded" : "ungrounded")"><span class="soft small">\(one.id)</span> \
    <span class="said">\(one.text)</span> <span class="ids">\(anchors.links(one.evidence))</span>\
    \(one.isGrounded ? nil : "<br><span class=\"badge review\">not borne out</span> <span class=\"small\">\(one.problem ?? "")</span>" as Markup)</li>

    """
  }
}

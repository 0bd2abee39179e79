internal import Diagnostics
internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Wording
package import YAML

/// What was learned, as changes to the policy's own text that keep its comments and order.
///
/// Without more being asked for, learned limits are told in comments beside the author's. Nothing that vetoes is
/// touched.
package struct PolicyPatch {
  let report: FitReport
  let replacing: ReplacedLimits?
  var edit: YAMLEdit
  /// What could not be changed, and why.
  package private(set) var notes: [String] = []

  /// Changes of expectations that the text inherits and does not hold itself.
  private var overrides: [(id: String, kind: [(path: [String], typical: String?, possible: String?)], note: String)] =
    []

  /// Throws when the text is written in a way that cannot be edited.
  package init(_ report: FitReport, text: String, replacing: ReplacedLimits?) throws(YAMLEditError) {
    self.report = report
    self.replacing = replacing
    edit = try YAMLEdit(text)
  }

  /// The changed text.
  package mutating func patched() -> String {
    for place in LearnedPlace.places(of: report.proposals, in: edit.text) { propose(place) }
    for override in overrides { append(self.text(of: override), "expectation \(override.id)") }
    for addition in report.additions {
      guard let item = addition.expectation(cohort: report.accepted.name, date: report.date, ids: ids) else {
        notes.append("\(addition.wanted.number.words): \(addition.range.adequacy.reason ?? "nothing was learned").")
        continue
      }
      append(item, addition.wanted.number.words)
    }
    addCaseCard()
    for card in report.cards where card.isUseful {
      append(
        card.expectation(accepted: report.accepted.name, date: report.date, ids: ids),
        "the scorecard of \(card.subject)")
      notes += (card.fit?.warnings ?? []).map { "The scorecard of \(card.subject): \($0)" }
    }
    return edit.text
  }

  /// The card for whole cases, in the place of one that was learned before; learned ranges then speak as notes: the
  /// card weighs what they would count one by one.
  private mutating func addCaseCard() {
    guard let card = report.caseCard else { return }
    if case .failure(let error) = card.result { notes.append(error.message) }
    guard card.isUseful else { return }
    let id = own.first { $0["scorecard"]?["score"] != nil && $0["scorecard"]?["learned"] != nil }?["id"]?.text
    guard
      let item = card.expectation(
        accepted: report.accepted.name, date: report.date, id: id ?? NewID.unused("case", ids))
    else { return }
    for structure in card.structures { add(structure) }
    if let id {
      attempt("the card \(id)") { edit throws(YAMLEditError) in try edit.removeItem(["expectations", .key(id)]) }
    }
    append(item, "the card for whole cases")
    for expectation in own where expectation["learned"] != nil && expectation["severity"] == nil {
      guard let id = expectation["id"]?.text else { continue }
      attempt(id) { edit throws(YAMLEditError) in
        try edit.insert("severity", .text("note"), into: ["expectations", .key(id)], after: nil)
      }
    }
  }

  private mutating func add(_ structure: (name: String, text: String)) {
    attempt("the structure \(structure.name)") { edit throws(YAMLEditError) in
      if edit.tree["structures"] == nil {
        let last = edit.tree["labels"] == nil ? nil : "labels"
        try edit.insert("structures", .yaml("\(structure.name): \(structure.text)"), into: [], after: last)
      } else {
        try edit.insert(structure.name, .yaml(structure.text), into: ["structures"])
      }
    }
  }

  private var own: [YAMLNode] {
    var diagnostics = Diagnostics()
    return YAMLNode.parse(edit.text, file: "", diagnostics: &diagnostics)?["expectations"]?.elements ?? []
  }

  private var ids: Set<String> {
    return Set(report.policy.expectations.map(\.id) + own.compactMap { $0["id"]?.text })
  }

  private mutating func append(_ item: String, _ what: String) {
    attempt(what) { edit throws(YAMLEditError) in try edit.append(item, to: ["expectations"]) }
  }

  /// Makes an edit; what cannot be edited is left as it was and told.
  private mutating func attempt(_ what: String, _ change: (inout YAMLEdit) throws(YAMLEditError) -> Void) {
    var changed = edit
    do throws(YAMLEditError) {
      try change(&changed)
      edit = changed
    } catch {
      notes.append("\(what) is not in the patch: \(error.message).")
    }
  }

  // MARK: Limits

  private mutating func propose(_ place: LearnedPlace) {
    let parts = parts(of: place)
    let what = "\(place.id) › \(place.path.joined(separator: " › "))"
    guard !place.isPartlyOwn else {
      notes.append("\(what) is inherited and changed here in other ways, so it is not in the patch.")
      return
    }
    guard place.isOwn else {
      if parts.isEmpty {
        if replacing == nil { notes.append("\(what) is inherited, so what was learned is in the report alone.") }
      } else {
        addOverride(place, parts)
      }
      return
    }
    let cohort = report.accepted.name
    let comment = place.comment(cohort: cohort, date: report.date, replaced: parts)
    let note = place.note(cohort: cohort, date: report.date, parts)
    attempt(what) { edit throws(YAMLEditError) in
      if !parts.isEmpty {
        try place.write(parts, into: &edit)
        try Self.mark(note, place.expectationPath, in: &edit)
      }
      try edit.insertComment(comment, above: place.kindPath)
    }
  }

  /// The limits that are to be replaced or added; none where they would not go together.
  private mutating func parts(of place: LearnedPlace) -> [LearnedNote.Part] {
    var parts = (replacing?.parts ?? []).filter { $0 == .possible || place.hasTypical }
    if parts == [.typical], let possible = place.possible,
      !possible.contains(place.learnedTypical.lowerBound) || !possible.contains(place.learnedTypical.upperBound)
    {
      notes.append(
        "\(place.id): the learned typical range \(place.text.range(place.learnedTypical)) reaches beyond the possible range \(possible.text), so it is left to you which of the two is wrong."
      )
      parts = []
    }
    if parts == [.possible], let typical = place.typical, let low = typical.lower?.value ?? typical.upper?.value,
      let high = typical.upper?.value ?? typical.lower?.value,
      low < place.learnedPossible.lowerBound || high > place.learnedPossible.upperBound
    {
      notes.append(
        "\(place.id): the typical range \(typical.text) reaches beyond the learned possible range \(place.text.range(place.learnedPossible)), so it is left to you which of the two is wrong."
      )
      parts = []
    }
    return parts
  }

  /// Says in the expectation that its limits were learned.
  private static func mark(
    _ note: LearnedNote, _ path: [YAMLEdit.Step], in edit: inout YAMLEdit
  ) throws(YAMLEditError) {
    do throws(YAMLEditError) {
      try edit.insert("learned", .yaml(note.yaml), into: path)
    } catch {
      guard error.code == .keyExists else { throw error }
      let old = path + ["learned"]
      try edit.replace(old + ["cohort"], with: .text(note.cohort))
      try edit.replace(old + ["n"], with: .text("\(note.count)"))
      try edit.replace(old + ["date"], with: .text(note.date.text))
    }
  }

  // MARK: Inherited expectations

  private mutating func addOverride(_ place: LearnedPlace, _ parts: [LearnedNote.Part]) {
    let typical =
      parts.contains(.typical) ? place.text.limits(place.learnedTypical, like: place.typical) : place.typical?.text
    let possible =
      parts.contains(.possible) ? place.text.limits(place.learnedPossible, like: place.possible) : place.possible?.text
    let change = (path: place.path, typical: place.hasTypical ? typical : nil, possible: possible)
    if let at = overrides.firstIndex(where: { $0.id == place.id }) {
      overrides[at].kind.append(change)
    } else {
      let note = place.note(cohort: report.accepted.name, date: report.date, parts)
      overrides.append((place.id, [change], note.yaml))
    }
  }

  private func text(
    of override: (id: String, kind: [(path: [String], typical: String?, possible: String?)], note: String)
  ) -> String {
    var lines = ["id: \(override.id)"]
    var fields: [String] = []
    for change in override.kind {
      let limits = [
        change.typical.map { "typical: \(Self.quoted($0))" }, change.possible.map { "possible: \(Self.quoted($0))" },
      ].compactMap(\.self).joined(separator: ", ")
      guard change.path.count > 1 else {
        fields = [limits]
        break
      }
      let isBand = change.typical != nil
      fields.append("\(change.path[1]): \(isBand ? "{\(limits)}" : Self.quoted(change.possible ?? ""))")
    }
    lines.append("\(override.kind.first?.path.first ?? ""): {\(fields.joined(separator: ", "))}")
    lines.append("learned: \(override.note)")
    return lines.joined(separator: "\n")
  }

  /// Limits that begin with a sign stand in quotes.
  ///
  /// - Parameter asLimits: whether they are written as a condition, in which a range follows `in`.
  static func quoted(_ limits: String, asLimits: Bool = false) -> String {
    let text = asLimits && limits.hasPrefix("in ") ? String(limits.dropFirst(3)) : limits
    return text.hasPrefix(">") || text.hasPrefix("<") ? "\"\(text)\"" : text
  }
}

extension LearnedNote {
  /// As it stands in a policy.
  var yaml: String {
    let which = parts.isEmpty || parts.count == Part.allCases.count ? "" : ", limits: \(parts[0].rawValue)"
    return "{cohort: \(YAMLText.quoted(cohort)), n: \(count), date: \(date.text)\(which)}"
  }
}

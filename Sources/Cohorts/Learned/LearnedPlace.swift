internal import Diagnostics
internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Wording
internal import YAML

/// One value of the policy's text that holds limits, and what was learned for everything that it holds for: the labels
/// of a group, and the strata that share it.
struct LearnedPlace {
  let id: String
  /// As far as the text goes: limits in a short form stand in the place of the mapping that would hold them.
  let path: [String]
  /// The keys that the short form leaves out.
  let omitted: [String]
  /// Whether the limits stand in the text, not in one that it extends.
  let isOwn: Bool
  /// Whether the text changes something else of an expectation that it extends.
  let isPartlyOwn: Bool
  private(set) var proposals: [LimitProposal]
  /// Where the limits stand below the mapping of `typical` and `possible`: the stratum's name, or nothing.
  let strataPath: [String]
  /// Whether limits alone stand there, without a mapping.
  let isScalar: Bool

  let learnedTypical: ClosedRange<Double>
  let learnedPossible: ClosedRange<Double>
  let text: LimitsText
  let hasTypical: Bool
  let typical: Limits?
  let possible: Limits?

  var expectationPath: [YAMLEdit.Step] { ["expectations", .key(id)] }
  /// Where comments stand: above the kind, or above the limits in a block of their own.
  var kindPath: [YAMLEdit.Step] { expectationPath + path.map { .key($0) } }

  /// The places of all proposals that have something to say, in the policy's order. Strata that share a value share a
  /// place.
  static func places(of proposals: [LimitProposal], in text: String) -> [LearnedPlace] {
    var diagnostics = Diagnostics()
    let own = YAMLNode.parse(text, file: "", diagnostics: &diagnostics)?["expectations"]?.elements ?? []
    var groups:
      [(key: [String], proposals: [LimitProposal], node: YAMLNode?, path: [String], strata: [String], isKnown: Bool)] =
        []
    for proposal in proposals where proposal.obstacle == nil {
      guard let path = proposal.path else { continue }
      let expectation = own.first { $0["id"]?.text == proposal.expectation.id }
      var (node, written) = (expectation, [String]())
      for key in path where node?.entries != nil {
        node = node?[key]
        written.append(key)
      }
      let strata = Self.strata(of: proposal, in: node)
      if expectation == nil { written = path }
      let key = [proposal.expectation.id] + path + ["|"] + strata
      if let at = groups.firstIndex(where: { $0.key == key }) {
        groups[at].proposals.append(proposal)
      } else {
        groups.append((key, [proposal], node, written, strata, expectation != nil))
      }
    }
    return groups.compactMap {
      LearnedPlace($0.proposals, node: $0.node, path: $0.path, strata: $0.strata, isKnown: $0.isKnown)
    }
  }

  /// The keys below `typical` (or `possible`) that hold the limits of a proposal's stratum.
  private static func strata(of proposal: LimitProposal, in node: YAMLNode?) -> [String] {
    var keys: [String] = []
    var value = node?["typical"] ?? node?["possible"]
    while let entries = value?.entries {
      guard
        let key = entries.map(\.key).first(where: { proposal.strata.values.contains($0) })
          ?? entries.map(\.key).first(where: { $0 == "other" })
      else { break }
      keys.append(key)
      value = value?[key]
    }
    return keys
  }

  private init?(_ proposals: [LimitProposal], node: YAMLNode?, path: [String], strata: [String], isKnown: Bool) {
    guard let first = proposals.first, let whole = first.path, let text = first.text,
      let possible = LimitProposal.hull(proposals.map(\.learnedPossible)),
      let typical = LimitProposal.hull(proposals.map(\.learnedTypical))
    else { return nil }
    id = first.expectation.id
    self.path = path
    omitted = Array(whole.dropFirst(path.count))
    self.proposals = proposals
    isOwn = node != nil
    isPartlyOwn = node == nil && isKnown
    isScalar = node?.text != nil
    strataPath = strata
    learnedTypical = typical
    learnedPossible = possible
    self.text = text
    hasTypical = first.hasTypical
    self.typical = first.typical
    self.possible = first.possible
  }

  private var ranges: [LearnedRange] { proposals.flatMap(\.ranges) }
  private var count: Int { proposals.map(\.count).min() ?? 0 }

  func note(cohort: String, date: CalendarDay, _ parts: [LearnedNote.Part]) -> LearnedNote {
    LearnedNote(
      cohort: cohort, count: count, date: date, parts: hasTypical && parts.count == 1 ? parts : [])
  }

  // MARK: Writing

  /// Puts learned limits where the author's stood, or beside those that are there.
  func write(_ parts: [LearnedNote.Part], into edit: inout YAMLEdit) throws(YAMLEditError) {
    if isScalar {
      guard let possible else { return }
      let new = parts.contains(.possible) ? text.limits(learnedPossible, like: possible) : possible.text
      if parts.contains(.typical) {
        let pair = "typical: \(PolicyPatch.quoted(text.limits(learnedTypical, like: possible)))"
        let band = "{\(pair), possible: \(PolicyPatch.quoted(new))}"
        try edit.replace(kindPath, with: .yaml(omitted.reversed().reduce(band) { "{\($1): \($0)}" }))
      } else {
        try edit.replace(kindPath, with: .text(new))
      }
      return
    }
    if let split = split(parts) {
      for (part, value) in split.values { try set(part, .yaml(value), in: &edit, isSplit: true) }
      try Self.say(split.variable, in: expectationPath + path.prefix(1).map { .key($0) }, of: &edit)
      return
    }
    for part in parts {
      let range = part == .typical ? learnedTypical : learnedPossible
      let old = part == .typical ? typical ?? possible : possible ?? typical
      try set(part, .text(text.limits(range, like: old)), in: &edit, isSplit: false)
    }
  }

  private func set(
    _ part: LearnedNote.Part, _ value: YAMLEdit.Value, in edit: inout YAMLEdit, isSplit: Bool
  ) throws(YAMLEditError) {
    let exists = part == .typical ? typical != nil : possible != nil
    let place = kindPath + [.key(part.rawValue)]
    if exists {
      try edit.replace(place + (isSplit ? [] : strataPath.map { .key($0) }), with: value)
    } else if strataPath.isEmpty {
      try edit.insert(part.rawValue, value, into: kindPath, after: part == .possible ? "typical" : nil)
    } else {
      throw YAMLEditError(
        code: .noSuchPlace, message: "there are no \(part.rawValue) ranges by strata yet; write them by hand")
    }
  }

  /// Says by which variable a kind's limits differ; another number of the kind may have said so already.
  private static func say(
    _ variable: String, in kind: [YAMLEdit.Step], of edit: inout YAMLEdit
  ) throws(YAMLEditError) {
    do throws(YAMLEditError) {
      try edit.insert("by", .text(variable), into: kind)
    } catch {
      guard error.code == .keyExists else { throw error }
      try edit.replace(kind + ["by"], with: .text(variable))
    }
  }

  /// Limits by the strata of the variable that tells most, where ranges are not given by strata yet and it is worth it.
  private func split(
    _ parts: [LearnedNote.Part]
  ) -> (variable: String, values: [(LearnedNote.Part, String)])? {
    guard proposals.count == 1, strataPath.isEmpty, proposals[0].strata.isEmpty,
      let worth = ranges.compactMap(\.worthStating).max(by: {
        ($0.ranges.difference?.effect ?? 0) < ($1.ranges.difference?.effect ?? 0)
      })
    else { return nil }
    let compared = ranges.compactMap { range in range.comparisons.first { $0.variable == worth.variable }?.ranges }
    guard compared.count == ranges.count else { return nil }
    let named = Set(compared.flatMap { $0.strata.filter { !$0.isPooled }.map(\.name) })
    let values = parts.compactMap { part -> (LearnedNote.Part, String)? in
      func written(_ name: String) -> String? {
        LimitProposal.hull(
          compared.map { one in
            let range = one.range(for: name)
            return part == .typical ? range.typical?.rounded : range.possible?.rounded
          }
        ).map { PolicyPatch.quoted(text.limits($0, like: part == .typical ? typical : possible)) }
      }
      var fields = named.sorted().compactMap { name in written(name).map { "\(name): \($0)" } }
      let pooled = part == .typical ? learnedTypical : learnedPossible
      let other = PolicyPatch.quoted(text.limits(pooled, like: part == .typical ? typical : possible))
      fields.append("other: \(other)")
      return (part, "{\(fields.joined(separator: ", "))}")
    }
    return values.count == parts.count ? (worth.variable, values) : nil
  }

  // MARK: Comments

  /// What was learned, in lines that a person can read beside the author's limits.
  func comment(cohort: String, date: CalendarDay, replaced: [LearnedNote.Part]) -> String {
    let labels = ranges.count > 1 ? " for the label with fewest" : ""
    let typicalWords = hasTypical ? "typical \(text.range(learnedTypical)), possible " : ""
    let stratum = strataPath.isEmpty ? "" : " (\(strataPath.joined(separator: ", ")))"
    var lines = [
      "Learned \(date.text) from \(cohort)\(stratum): \(typicalWords)\(text.range(learnedPossible)); n = \(count)\(labels)."
    ]
    if let ends { lines.append(ends) }
    if !replaced.isEmpty {
      let before = [
        replaced.contains(.typical) ? typical.map { "typical \($0.text)" } : nil,
        replaced.contains(.possible) ? possible.map { hasTypical ? "possible \($0.text)" : $0.text } : nil,
      ].compactMap(\.self).joined(separator: ", ")
      if !before.isEmpty { lines.append("Before: \(before).") }
    } else if let outside {
      lines.append(outside)
    }
    lines += Set(ranges.compactMap(strataLine)).sorted()
    if ranges.contains(where: { $0.range.adequacy.reason != nil }) {
      lines.append("Few cases: the ends are less certain than their intervals say.")
    }
    return lines.joined(separator: "\n")
  }

  /// The intervals of the ends that set the range.
  private var ends: String? {
    func interval(_ pick: (RangeEstimate) -> Estimate, isLow: Bool) -> ClosedRange<Double>? {
      let ends = ranges.compactMap { $0.range.typical.map(pick) }
      return (isLow ? ends.min { $0.value < $1.value } : ends.max { $0.value < $1.value })?.interval
    }
    guard hasTypical, let low = interval(\.low, isLow: true), let high = interval(\.high, isLow: false) else {
      return nil
    }
    return "95 % intervals of the typical ends: \(text.rough(low)) and \(text.rough(high))."
  }

  private var outside: String? {
    let all = ranges.map(\.range.count).reduce(0, +)
    let parts = [
      (typical, "typical", ranges.compactMap(\.outsideTypical)),
      (possible, hasTypical ? "possible" : "stated", ranges.compactMap(\.outsidePossible)),
    ].compactMap { limits, word, counts in limits.map { _ in "\(counts.reduce(0, +)) outside the \(word) range below" }
    }
    return parts.isEmpty ? nil : "Of \(all) values \(parts.joined(separator: ", "))."
  }

  private func strataLine(_ learned: LearnedRange) -> String? {
    guard let worth = learned.worthStating else { return nil }
    let strata = worth.ranges.strata.compactMap { stratum in
      stratum.own.typical.map { "\(stratum.name) \(text.range($0.rounded)) (n = \(stratum.own.count))" }
    }
    let label = learned.wanted.number.labels.joined(separator: " and ")
    return "By \(worth.variable), worth stating apart, for \(label): \(strata.joined(separator: ", "))."
  }
}

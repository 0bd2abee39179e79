internal import Authoring
internal import Cases
internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// A first policy from masks that people accepted: the labels that they hold, and learned ranges, all marked as
/// learned.
///
/// Nothing in it vetoes: what must never happen is for a person to declare.
package struct PolicyFromCohort: Sendable {
  package struct Options: Sendable {
    /// The policy's id.
    package var name: String
    package var title: String?
    /// What the images are, and of which part of the body.
    package var modality: String?
    package var region: String?
    /// A folder or table of cases: see `CaseSource`.
    package var accepted: String
    /// A label table for cases that name none.
    package var labels: String?
    /// What the cohort is called; nil takes its folder's or table's name.
    package var cohort: String?
    package var jobs = 1
    /// The day that is noted; nil: today.
    package var date: String?

    package init(name: String, accepted: String) {
      self.name = name
      self.accepted = accepted
    }
  }

  /// Numbers of single labels that most structures have a range of.
  private static let numbers = [
    "volume", "area", "components", "largest_fraction", "solidity", "sphericity", "circularity", "elongation",
  ]

  /// Of what few cases hold.
  private static let sizes = ["volume", "area"]

  private let options: Options
  private let survey: CohortSurvey
  private let exports: [Export]
  private let date: CalendarDay
  private let cohort: String
  /// What the policy calls each structure, with its side and partner.
  private let labels: [CohortSurvey.Structure: DraftLabel]

  /// The policy's text, which lints without errors, and what a person should know. Throws a `CohortError` when no case
  /// can be read.
  package static func text(_ options: Options) async throws -> (text: String, notes: [String]) {
    let draft = try await PolicyFromCohort(options)
    return try await draft.written()
  }

  private init(_ options: Options) async throws {
    self.options = options
    guard let date = options.date.map({ CalendarDay($0) }) ?? .today else {
      throw CohortError(.badRequest, "the date is written as 2026-11-25.")
    }
    self.date = date
    cohort = options.cohort ?? Cohort.name(of: options.accepted)
    exports = try CaseSource.cases(at: options.accepted).map { export in
      var export = export
      export.labels = export.labels ?? options.labels
      return export
    }
    survey = await CohortSurvey(of: exports, jobs: options.jobs)
    guard survey.cases > 0 else {
      let first = survey.failures.first.map { " The first: \($0.name): \($0.message)" } ?? ""
      throw CohortError(.noCase, "\(options.accepted): none of the cases can be read.\(first)")
    }
    let usual = survey.known
    let drafted = DraftLabels(usual.map { ($0.value, $0.name) }).labels
    labels = Dictionary(zip(usual, drafted)) { first, _ in first }
  }

  private func written() async throws -> (text: String, notes: [String]) {
    let head = (opening + declarations + ["expectations:"]).joined(separator: "\n") + "\n"
    let tail =
      "\ndecision:\n  veto: [reject]          # failures of this severity reject by themselves; declare them yourself\n"
    let text = head + presence + tail
    let reading = PolicyReader.read(PolicySource(file: options.name, text: text), vocabulary: .standard)
    guard let policy = reading.policy else {
      throw CohortError(
        .noDraft, "no policy can be made of this cohort.\n\(reading.rendered(reading.diagnostics))")
    }
    let wanted = wanted(policy)
    let measuring = CohortMeasuring(
      policy: policy, wanted: wanted, context: [:], readsImages: false, jobs: options.jobs)
    let measured = await measuring.cohort(named: cohort, exports)
    guard !measured.cases.isEmpty else {
      throw CohortError(.noCase, "\(options.accepted): none of the cases can be measured.")
    }
    let learned = wanted.indices.map {
      LearnedRange(wanted[$0], at: $0, in: measured, policy: policy, rule: RangeRule())
    }
    let blocks = wanted.indices.map { at in
      let isFew = learned[at].wanted.number.labels.contains(where: few.contains)
      return isFew ? loose(learned[at], measured.cases.compactMap { $0.values[at].number }) : block(learned[at])
    }
    let failed = measured.failures.map { "\($0.name): \($0.message)" }
    let rare = survey.present.count - survey.known.count
    let notes = failed + (rare > 0 ? ["\(rare) structures are in hardly any of the cases and were left out."] : [])
    return (head + presence + "\n" + blocks.joined(separator: "\n") + tail, notes)
  }

  // MARK: What is measured

  private func wanted(_ policy: Policy) -> [WantedNumber] {
    let nature = CohortNature(of: exports)
    func number(_ name: String, _ labels: [String]) -> WantedNumber? {
      guard let function = PolicyVocabulary.standard.measure(name), function.dimensions.contains(nature.dimensions)
      else {
        return nil
      }
      return WantedNumber(
        function, of: labels, judgesCut: false, hasSpacing: nature.hasSpacing, isHounsfield: false,
        isPicture: nature.dimensions == 2)
    }
    let single = policy.labels.flatMap { label in
      (few.contains(label.name) ? Self.sizes : Self.numbers).compactMap { number($0, [label.name]) }
    }
    let gaps = survey.usualNeighbours.compactMap { pair -> WantedNumber? in
      let labels = pair.compactMap { self.labels[$0]?.name }
      // Without spacing gaps are in pixels, which nothing can limit.
      return labels.count == 2 && nature.hasSpacing ? number("gap", labels) : nil
    }
    return single + gaps
  }

  /// Labels in too few cases to learn any range of them.
  private var few: Set<String> { Set(survey.known.filter(isFew).compactMap { labels[$0]?.name }) }

  /// A wide range of a size that few cases show: what is there must be judged by something.
  private func loose(_ learned: LearnedRange, _ values: [Double]) -> String {
    guard let function = learned.wanted.function, let low = values.min(), let high = values.max(), high > 0 else {
      return "  # \(learned.wanted.number.words): nothing was learned\n"
    }
    let (name, label) = (function.name, learned.wanted.number.labels.joined(separator: "-"))
    let wide = (low / 3...high * 3).rounded(outward: .nonNegative, scale: .logarithmic)
    let range = LimitsText(unit: learned.wanted.unit).range(wide, digits: 3)
    return """
        - id: \(name)-\(label)
          label: \(label)
          \(name): \(range)
          severity: note
          because: A third of the least to three times the most that a few accepted masks show.
          learned: \(LearnedNote(cohort: cohort, count: values.count, date: date).yaml)

      """
  }

  /// Whether a structure is in too few cases to learn any range of it.
  private func isFew(_ structure: CohortSurvey.Structure) -> Bool {
    survey.present[structure, default: 0] < RangeRule().leastCount
      && survey.present[structure, default: 0] < survey.cases
  }

  private func block(_ learned: LearnedRange) -> String {
    guard let item = learned.expectation(cohort: cohort, date: date, ids: []) else {
      return "  # \(learned.wanted.number.words): \(learned.range.adequacy.reason ?? "nothing was learned")\n"
    }
    var comments: [String] = []
    let text = LimitsText(unit: learned.wanted.unit)
    if let worth = learned.worthStating {
      let strata = worth.ranges.strata.compactMap { stratum in
        stratum.own.typical.map { "\(stratum.name) \(text.range($0.rounded))" }
      }
      comments.append("By \(worth.variable), worth stating apart: typical \(strata.joined(separator: ", ")).")
    }
    if case .thin(let reason) = learned.range.adequacy { comments.append(reason) }
    let lines = item.split(separator: "\n", omittingEmptySubsequences: false)
    return comments.map { "  # \($0)\n" }.joined()
      + lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
  }

  // MARK: Text

  private var opening: [String] {
    [
      "# A first policy, learned from the accepted masks of \(Self.plain(cohort)): \(survey.cases) cases, \(date.text).",
      "# A typical range holds nine in ten of them, a possible one nearly all. Compare with published ranges before you rely on them, and declare what must",
      "# never happen (severity: reject): examples cannot teach that.", "segwarden: 1",
      "policy: \(YAMLText.quoted(options.name))", "version: 0.1.0",
      "title: \(YAMLText.quoted(options.title ?? options.name))", "task: {\(task.joined(separator: ", "))}", "",
    ]
  }

  private var task: [String] {
    [
      options.modality.map { "modality: \(YAMLText.quoted($0))" },
      options.region.map { "region: \(YAMLText.quoted($0))" },
    ]
    .compactMap(\.self) + ["dimensions: \(survey.dimensions)"]
  }

  private var declarations: [String] {
    var lines: [String] = []
    let context = survey.facts.sorted { $0.key < $1.key }.compactMap(Self.declaration)
    if !context.isEmpty { lines += ["context:"] + context + [""] }
    // Values suffice in the exports that the policy is learned from.
    let declared = survey.known.compactMap { labels[$0] }
    if declared.contains(where: \.isNameless) {
      lines += ["labels_by: \(declared.count == 1 ? "foreground" : "number")", ""]
    }
    lines.append("labels:")
    for structure in survey.known {
      guard let label = labels[structure] else { continue }
      let fields = [
        label.value.map { "value: \($0)" }, label.side.map { "side: \($0.rawValue)" },
        label.pair.map { "paired_with: \($0)" }, label.alias.map { "aliases: [\(YAMLText.quoted($0))]" },
      ].compactMap(\.self)
      lines.append("  \(label.name): {\(fields.joined(separator: ", "))}")
    }
    return lines + [""]
  }

  /// Presence, since a share of cases says little about the next one: required where no case lacks the structure.
  private var presence: String {
    let always = survey.known.filter { survey.present[$0] == survey.cases }.compactMap { self.labels[$0]?.name }
    let mostly = survey.known.filter { survey.present[$0] != survey.cases }
    var text = ""
    if !always.isEmpty {
      text +=
        "  - id: present\n    \(always.count == 1 ? "label: \(always[0])" : "each: [\(always.joined(separator: ", "))]")\n    presence: required\n    because: All accepted cases hold them.\n"
    }
    for structure in mostly {
      guard let name = labels[structure]?.name, let count = survey.present[structure] else { continue }
      text += "  # \(name): in \(count) of \(survey.cases) cases\n"
      text += "  - {id: present-\(name), label: \(name), presence: optional}\n"
    }
    return text
  }

  private static func plain(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

  /// A fact with the words, or the range of numbers, that the cohort shows; nil where it has too many words: they may
  /// be names.
  private static func declaration(_ name: String, _ values: Set<String>) -> String? {
    guard isName(name) else { return nil }
    if values.count <= 8, values.allSatisfy({ Double($0) == nil }) {
      return "  \(name): {values: [\(values.sorted().map(YAMLText.quoted).joined(separator: ", "))]}"
    }
    let numbers = values.compactMap { Double($0) }
    guard numbers.count == values.count, let low = numbers.min(), let high = numbers.max() else { return nil }
    return "  \(name): {range: \(Significant.text(low, digits: 12))..\(Significant.text(high, digits: 12))}"
  }

  private static func isName(_ text: String) -> Bool {
    text.first?.isLetter == true && text.last != "-" && text != "all"
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }
}

internal import Anatomy
internal import Cases
internal import Diagnostics
internal import Reasoning
internal import Wording

/// A table of cases with what is true of them: a manifest as `segwarden check` takes it, or a table of its own.
///
/// | column | says |
/// | --- | --- |
/// | `case` (`case_id`) | what the case is called |
/// | `export` (`mask`, `segmentation`) | its last part without its ending is the name of a case that has no other |
/// | `truth` (`ground_truth`, `reference`, `decision`) | acceptable or unacceptable, in one of several words |
/// | `acceptable` (`accepted`) | the same, or yes and no |
/// | `dice` (`dsc`) | Dice against a reference, 0…1; acceptable from a cut on |
/// | `task`, `patient` (`patient_id`, `subject`, `subject_id`) | what the case belongs to |
/// | `fault`, `place` (`structure`) | what is wrong with an unacceptable export, and with which structures |
/// | columns of subgroups | by the names that the caller gives, also behind `context.` |
package struct TruthTable: Sendable {
  private enum Column: Hashable {
    case name, export, truth, dice, task, patient, fault, place
    case group(Int)
    /// What `segwarden check` reads.
    case other(String)

    static let words: [(word: String, column: Column)] = [
      ("case", .name), ("case_id", .name), ("export", .export), ("mask", .export), ("segmentation", .export),
      ("truth", .truth), ("ground_truth", .truth), ("reference", .truth), ("decision", .truth),
      ("acceptable", .truth), ("accepted", .truth), ("dice", .dice), ("dsc", .dice), ("task", .task),
      ("patient", .patient), ("patient_id", .patient), ("subject", .patient), ("subject_id", .patient),
      ("fault", .fault), ("place", .place), ("structure", .place),
    ]
    static let ofCheck: Set = ["image", "labels", "structures"]
    static let questions: Set = ["acceptable", "accepted"]
  }

  package let path: String
  package let cases: [LabelledCase]
  /// Whether a column says which task a case belongs to.
  package let hasTasks: Bool
  package let hasPatients: Bool
  package let hasFaults: Bool
  package let hasPlaces: Bool
  /// What the subgroups were asked for by.
  package let subgroups: [String]
  /// What a person should know about how the table was read.
  package let notes: [String]

  /// - Parameters:
  ///   - cut: the Dice from which on an export is acceptable; nil reads the truth in words.
  ///   - subgroups: titles of columns.
  ///
  /// Throws a `ValidationError` with every mistake of the table.
  package init(path: String, cut: Double?, subgroups: [String]) throws {
    let wanted = subgroups.map(ColumnTable<Column>.plain)
    var table = try ColumnTable<Column>(path: path) { title in
      let bare = title.hasPrefix("context.") ? String(title.dropFirst("context.".count)) : title
      if let at = wanted.firstIndex(where: { $0 == title || $0 == bare }) { return .group(at) }
      if let known = Column.words.first(where: { $0.word == title }) { return known.column }
      return Column.ofCheck.contains(title) || title.hasPrefix("context.") ? .other(title) : nil
    }
    for (at, name) in subgroups.enumerated() where table.titles[.group(at)] == nil {
      let titles = table.unread + table.titles.values.map(\.text).sorted()
      throw ValidationError(
        .badRequest,
        "\(path): there is no column “\(name)” for --subgroup"
          + Suggestion.end(Suggestion.didYouMean(name, among: titles) ?? "its columns: \(listed(titles))"))
    }
    Self.checkHeader(&table, cut: cut)
    try table.checkHeader()
    var seen: [String: Int] = [:]
    let isQuestion = table.titles[.truth].map { Column.questions.contains(ColumnTable<Column>.plain($0.text)) } ?? false
    let rows = table.rows
    cases = rows.compactMap { row in
      guard let name = Self.name(of: row, in: &table) else { return nil }
      if let line = seen[name] {
        table.diagnostics.error(
          .duplicate, "the case '\(name)' stands in line \(line) already", at: row.start,
          suggestion: "keep one of the two, or give the cases names of their own in a column 'case'")
      }
      seen[name] = row.start.line
      let truth =
        cut.map { Self.truth(of: row, cut: $0, in: &table) }
        ?? Self.truth(of: row, isQuestion: isQuestion, in: &table)
      return LabelledCase(
        name: name, isUnacceptable: truth, task: row.fields[.task]?.text, patient: row.fields[.patient]?.text,
        fault: Self.fault(of: row, in: &table),
        places: row.fields[.place]?.text.split(whereSeparator: \.isWhitespace).map(String.init) ?? [],
        groups: subgroups.indices.map { row.fields[.group($0)]?.text })
    }
    try table.check()
    guard !cases.isEmpty else { throw ValidationError(.unusable, "\(path): the table lists no case.") }
    (self.path, self.subgroups) = (path, subgroups)
    (hasTasks, hasPatients) = (table.titles[.task] != nil, table.titles[.patient] != nil)
    (hasFaults, hasPlaces) = (table.titles[.fault] != nil, table.titles[.place] != nil)
    var notes =
      table.unread.isEmpty
      ? [] : ["Columns that were not read: \(listed(table.unread, atMost: 20)). --subgroup NAME evaluates by one."]
    if let dice = table.titles[.dice], cut == nil { notes.append("The column '\(dice.text)' was not read: no --cut.") }
    if let truth = table.titles[.truth], cut != nil {
      notes.append("The column '\(truth.text)' was not read: with --cut, Dice says what is true.")
    }
    self.notes = notes
  }

  private static func checkHeader(_ table: inout ColumnTable<Column>, cut: Double?) {
    if table.titles[.name] == nil, table.titles[.export] == nil {
      table.diagnostics.error(
        .missingColumn, "no column names the cases", at: table.header,
        suggestion: "call it 'case', or 'export' for the paths of the exports")
    }
    if cut != nil, table.titles[.dice] == nil {
      table.diagnostics.error(
        .missingColumn, "no column gives Dice, which --cut is about", at: table.header, suggestion: "call it 'dice'")
    }
    if cut == nil, table.titles[.truth] == nil {
      table.diagnostics.error(
        .missingColumn, "no column says what is true", at: table.titles[.dice]?.range ?? table.header,
        suggestion: table.titles[.dice] == nil
          ? "call it 'truth', with acceptable or unacceptable; or give a column 'dice' and --cut"
          : "say with --cut from which Dice on an export is acceptable")
    }
  }

  private static func name(of row: ColumnTable<Column>.Row, in table: inout ColumnTable<Column>) -> String? {
    if let name = row.fields[.name]?.text { return name }
    if let path = row.fields[.export]?.text { return Export(path: path).name }
    table.diagnostics.error(
      .missingValue, "the row names no case", at: row.places[.name] ?? row.places[.export] ?? row.start,
      suggestion: "write what the records call it")
    return nil
  }

  private static func truth(
    of row: ColumnTable<Column>.Row, isQuestion: Bool, in table: inout ColumnTable<Column>
  ) -> Bool? {
    guard let field = row.fields[.truth] else { return nil }
    switch SpokenDecision.decision(field.text, isQuestion: isQuestion) {
    case .accept: return false
    case .reject: return true
    case .review:
      table.diagnostics.error(
        .unknownValue, "'\(field.text)' is no truth", at: field.range,
        suggestion: "write acceptable or unacceptable; leave the field empty where nobody knows")
    case nil:
      table.diagnostics.error(
        .unknownValue, "'\(field.text)' does not say whether the export is acceptable", at: field.range,
        suggestion: isQuestion
          ? "write yes or no" : "write acceptable or unacceptable; yes and no belong in a column 'acceptable'")
    }
    return nil
  }

  private static func truth(
    of row: ColumnTable<Column>.Row, cut: Double, in table: inout ColumnTable<Column>
  ) -> Bool? {
    guard let field = row.fields[.dice] else { return nil }
    guard let dice = table.number(field, hint: "write Dice as 0.87; leave the field empty where nobody knows it")
    else { return nil }
    guard (0...1).contains(dice) else {
      table.diagnostics.error(
        .outOfRange, "Dice lies from 0 to 1, and '\(field.text)' does not", at: field.range,
        suggestion: dice > 1 && dice <= 100 ? "write \(Significant.text(dice / 100, digits: 6))" : nil)
      return nil
    }
    return dice < cut
  }

  private static func fault(of row: ColumnTable<Column>.Row, in table: inout ColumnTable<Column>) -> Fault? {
    guard let field = row.fields[.fault] else { return nil }
    if let fault = Fault(spoken: field.text) { return fault }
    table.diagnostics.error(
      .unknownValue, "there is no fault '\(field.text)'", at: field.range,
      suggestion: Suggestion.didYouMean(field.text, among: Fault.allCases.map(\.rawValue))
        ?? "one of: \(Fault.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }
}

extension Fault {
  /// A fault as people write it, such as `sides_swapped`.
  init?(spoken text: String) {
    self.init(rawValue: String(text.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }))
  }
}

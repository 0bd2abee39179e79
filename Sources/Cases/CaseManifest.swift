internal import Diagnostics
internal import Formats
internal import PolicyLanguage
internal import Wording
internal import YAML

/// A table of cases: a `.csv` or `.tsv` file in UTF-8, separated by commas, semicolons or tabs, or a `.jsonl` file with
/// a JSON object for each case (see `JSONLinesTable`).
///
/// | column | says |
/// | --- | --- |
/// | `export` (or `mask`, `segmentation`) | the export's path; required |
/// | `case` | what to call the case |
/// | `image`, `labels` | paths of the source image and of a table of label names |
/// | `structures` | the structures that were asked for, separated by blanks; an empty field says nothing |
/// | `context.NAME` | a fact about the case; an empty field says nothing |
/// | `subgroup.NAME` | what the case belongs to, such as a scanner; reports part the cases by it |
/// | `group` (or `patient`) | what the case belongs to; what is learned holds cases of one group out together |
/// | `decision`, `accepted` | what is known to be right, for evaluating a policy |
///
/// Relative paths start at the manifest's folder; addresses such as `s3://bucket/mask.nii.gz` stay as they are, for
/// programs that fetch them. Blanks around fields do not count. Other columns are named in a note
/// and ignored. A row with a mistake is that case's failure; the others go on.
struct CaseManifest {
  static let endings = [".csv", ".tsv", ".jsonl"]

  private enum Column: Hashable {
    case export, name, image, labels, structures, group, decision, accepted
    case context(String), subgroup(String)
    case ignored

    static let words: [(word: String, column: Column)] = [
      ("export", .export), ("mask", .export), ("segmentation", .export), ("case", .name), ("image", .image),
      ("labels", .labels), ("structures", .structures), ("group", .group), ("patient", .group),
      ("decision", .decision), ("accepted", .accepted),
    ]
    static let prefix = "context."
    static let subgroupPrefix = "subgroup."
  }

  private let path: String
  private let policy: Policy?
  private let text: String
  private let table: CSVTable
  private var columns: [Column] = []
  private var notes: [Diagnostic] = []
  /// Columns that are ignored.
  private var ignored = 0

  /// More columns that are ignored, or mistakes in one line, are not told one by one: each shows its line.
  private static let mostTold = 20

  /// Reads a manifest; with a policy, facts are held against what it declares. Throws a `CaseListError` when the table
  /// cannot be used at all.
  static func read(path: String, policy: Policy?) throws -> CaseList {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw CaseListError(path, error)
    }
    var diagnostics = Diagnostics()
    guard let text = SourceText.decode(bytes, file: path, diagnostics: &diagnostics) else {
      throw unusable(diagnostics, text: String(decoding: bytes, as: UTF8.self))
    }
    return try read(text: text, path: path, policy: policy)
  }

  /// Reads a manifest's text.
  static func read(text: String, path: String, policy: Policy?) throws -> CaseList {
    var diagnostics = Diagnostics()
    let isJSON = path == "-" || path.lowercased().hasSuffix(".jsonl")
    guard let table = isJSON ? JSONLinesTable.read(text, file: path) : CSVReader.read(text, file: path) else {
      throw CaseListError(
        .unusable,
        "\(path): the manifest is empty; \(isJSON ? "each line is a case" : "its first line names the columns").")
    }
    var manifest = CaseManifest(path: path, policy: policy, text: text, table: table)
    manifest.readHeader(&diagnostics)
    guard !diagnostics.hasErrors else { throw unusable(diagnostics, text: text) }
    let cases = table.rows.compactMap { manifest.listedCase($0) }
    guard !cases.isEmpty else { throw CaseListError(.unusable, "\(path): the manifest lists no case.") }
    let lines = SourceLines(text)
    return CaseList(
      cases: cases, notes: manifest.notes.map { $0.rendered(lines: lines) } + manifest.furtherIgnored(path), text: text)
  }

  private init(path: String, policy: Policy?, text: String, table: CSVTable) {
    self.path = path
    self.policy = policy
    self.text = text
    self.table = table
  }

  private static func unusable(_ diagnostics: Diagnostics, text: String) -> CaseListError {
    let lines = SourceLines(text)
    let list = diagnostics.sorted.prefix(mostTold).map { $0.rendered(lines: lines) }.joined(separator: "\n")
    return CaseListError(.unusable, "the manifest cannot be used.\n\(list)")
  }

  private mutating func readHeader(_ diagnostics: inout Diagnostics) {
    if let mistake = table.header.mistake { diagnostics.add(mistake) }
    var places: [Column: Int] = [:]
    for field in table.header.fields {
      let column = Self.column(field.trimmed)
      if let other = places[column] {
        diagnostics.add(field.doubling(table.header.fields[other], inColumn: other))
      }
      if column != .ignored { places[column] = places[column] ?? columns.count }
      if column == .ignored, !field.trimmed.isEmpty { ignored += 1 }
      if column == .ignored, !field.trimmed.isEmpty, ignored <= Self.mostTold {
        notes.append(
          Diagnostic(
            .ignoredColumn, .note, "the column '\(field.trimmed)' is ignored", at: field.range,
            suggestion: suggestion(for: field.trimmed)))
      }
      columns.append(column)
    }
    if places[.export] == nil, table.header.mistake == nil {
      diagnostics.error(
        .missingColumn, "no column names the exports", at: table.header.fields.first?.range ?? table.header.end,
        suggestion: "call it 'export'")
    }
  }

  private func furtherIgnored(_ path: String) -> [String] {
    let further = ignored - Self.mostTold
    return further > 0 ? ["\(path): \(further) further columns are ignored."] : []
  }

  private static func column(_ title: String) -> Column {
    let lower = title.lowercased()
    if let known = Column.words.first(where: { $0.word == lower }) { return known.column }
    let group = title.dropFirst(Column.subgroupPrefix.count)
    if lower.hasPrefix(Column.subgroupPrefix), !group.isEmpty { return .subgroup(String(group)) }
    let name = title.dropFirst(Column.prefix.count)
    return lower.hasPrefix(Column.prefix) && !name.isEmpty ? .context(String(name)) : .ignored
  }

  private func suggestion(for title: String) -> String? {
    let variables = policy?.context.map(\.name) ?? []
    if variables.contains(title) { return "did you mean '\(Column.prefix)\(title)'?" }
    return Suggestion.didYouMean(title, among: Column.words.map(\.word) + variables.map { Column.prefix + $0 })
  }

  /// A row's case; nil for a row of empty fields.
  private func listedCase(_ row: CSVTable.Row) -> ListedCase? {
    if row.mistake == nil, row.fields.allSatisfy(\.trimmed.isEmpty) { return nil }
    var mistakes = [row.mistake ?? row.lengthMistake(wanted: columns.count)].compactMap { $0 }
    var values: [Column: String] = [:]
    for (column, field) in zip(columns, row.fields) where column != .ignored && mistakes.count < Self.mostTold {
      if let mistake = field.controlMistake {
        mistakes.append(mistake)
      } else if !field.trimmed.isEmpty {
        values[column] = field.trimmed
        if case .context(let name) = column, let mistake = policy?.mistake(inFact: name, field.trimmed) {
          mistakes.append(mistake.diagnostic(name: field.range, value: field.range))
        }
      }
    }
    let mask = values[.export]
    if mask == nil, row.mistake == nil, let field = zip(columns, row.fields).first(where: { $0.0 == .export })?.1 {
      mistakes.append(Diagnostic(.missingValue, .error, "the row names no export", at: field.range))
    }
    let first = row.fields.first?.range.line ?? row.end.line
    var export = mask.map {
      Export(
        path: resolved($0), image: values[.image].map(resolved), labels: values[.labels].map(resolved),
        caseName: values[.name], context: facts(values),
        structures: values[.structures].map { $0.split(whereSeparator: \.isWhitespace).map(String.init) })
    }
    for case (.subgroup(let name), let value) in values { export?.subgroups[name] = value }
    export?.group = values[.group]
    return ListedCase(
      name: export?.name ?? values[.name] ?? "row in line \(first)", export: mistakes.isEmpty ? export : nil,
      mistakes: mistakes, decision: values[.decision], accepted: values[.accepted])
  }

  private func facts(_ values: [Column: String]) -> [String: String] {
    var facts: [String: String] = [:]
    for case (.context(let name), let value) in values { facts[name] = value }
    return facts
  }

  /// A path that starts at the manifest's folder.
  private func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/"), !path.contains("://"), let slash = self.path.lastIndex(of: "/") else { return path }
    return self.path[...slash] + path
  }
}

internal import Cases
internal import Digest
internal import Formats
internal import JSON
internal import Pictures
internal import Reasoning
internal import Report
internal import Results
internal import Runs
internal import Wording

/// What `segwarden check --output` keeps, in a folder: of each case its record (`NAME.json`), the answers from which
/// another policy can judge it (`NAME.answers.json`), its page (`NAME.html`) and the first of its pictures, the failing
/// place (`NAME.png`), of the run its page (`report.html`) and its journal.
struct ResultsFolder: Sendable {
  static let recordEnding = ".json"
  /// `case-17.json` has its answers in `case-17.answers.json`.
  static let answersEnding = ".answers.json"
  static let pageEnding = ".html"
  static let pictureEnding = ".png"
  static let runPage = "report.html"

  private let folder: RunFolder
  private let cases: [CaseIdentity]
  /// What the cases belong to: facts that were given, and what the list says beside them.
  private let subgroups: [[String: String]]

  /// Opens the folder, and tells what is kept of an earlier run. Throws a `ProgramError`.
  ///
  /// - Parameter trustsNames: whether nobody looks at files, so that what is done is known by names.
  init(
    _ path: String, identity: RunIdentity, cases: [ListedCase], start: RunFolder.Start, trustsNames: Bool
  ) throws {
    self.cases = cases.map { CaseIdentity($0, trustsNames: trustsNames) }
    subgroups = cases.map { listed in
      (listed.export?.context ?? [:]).merging(listed.export?.subgroups ?? [:]) { _, own in own }
    }
    do throws(RunError) {
      folder = try RunFolder(
        path, identity: identity, cases: self.cases, start: start,
        caseEndings: [Self.recordEnding, Self.answersEnding, Self.pageEnding, Self.pictureEnding],
        runFiles: [Self.runPage])
    } catch {
      throw ProgramError(error)
    }
    for note in folder.notes { Console.warn("\(path): \(note)") }
  }

  /// The record of a case that need not be checked again.
  func done(_ index: Int) -> Record? {
    let name = cases[index].name
    return folder.done[name] == nil ? nil : record(of: name)
  }

  private func record(of name: String) -> Record? {
    (try? FileText.bytes(folder.place(of: name, ending: Self.recordEnding)))
      .flatMap { try? JSONValue(parsing: $0).decoded(as: CaseResult.self) }?.record
  }

  /// Keeps a case. Throws a `ProgramError` when it cannot be written.
  func keep(_ index: Int, _ checked: CheckedCase) throws {
    let result = checked.result
    var files = [RunFolder.CaseFile(Self.recordEnding, try RecordJSON.pretty([result]) + "\n")]
    if let answers = checked.answers { files.append(RunFolder.CaseFile(Self.answersEnding, answers)) }
    let shown = ReportCase(result, pictures: checked.pictures, places: checked.places, atlas: checked.atlas)
    let page = CasePage(shown, neighbours: neighbours(of: index)).html
    files.append(RunFolder.CaseFile(Self.pageEnding, page))
    if let first = checked.places.first ?? checked.pictures.first {
      files.append(RunFolder.CaseFile(Self.pictureEnding, first.png))
    }
    var summary = CaseSummary(result)
    // Who looks over a thousand cases reads words first; the numbers stand on the case's page.
    if let decision = summary.decision, decision != .accept { summary.headline = shown.sentence ?? summary.headline }
    if !subgroups[index].isEmpty { summary.subgroups = subgroups[index] }
    do throws(RunError) {
      try folder.keep(cases[index], summary, files)
    } catch {
      throw ProgramError(error)
    }
  }

  /// The pages beside a case's, in the order of the run.
  private func neighbours(of index: Int) -> CasePage.Neighbours {
    func page(_ index: Int) -> String? {
      cases.indices.contains(index) ? folder.fileName(of: cases[index].name) + Self.pageEnding : nil
    }
    return CasePage.Neighbours(run: Self.runPage, previous: page(index - 1), next: page(index + 1))
  }

  /// Writes the run's page, and closes the journal.
  ///
  /// - Parameter numbers: those of all cases, by the cases' places.
  func finish(_ numbers: RunNumbers) throws {
    let order = Dictionary(cases.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let strips = numbers.strips
    do throws(RunError) {
      try folder.finish(cases) { entries in
        let rows = entries.map { entry in
          RunPage.Row(
            summary: entry.summary, page: entry.file + Self.pageEnding,
            picture: entry.summary.decision == nil ? nil : entry.file + Self.pictureEnding)
        }
        let page = RunPage(
          title: counted(rows.count, "segmentation export"), rows: rows,
          strips: strips.map { $0.numbered(by: entries.map { order[$0.summary.caseName] ?? -1 }) })
        return [(Self.runPage, page.html)]
      }
    } catch {
      throw ProgramError(error)
    }
  }
}

extension CaseIdentity {
  /// What the result of a listed case follows from.
  fileprivate init(_ listed: ListedCase, trustsNames: Bool) {
    guard let export = listed.export else {
      self.init(name: listed.name, files: "", facts: "")
      return
    }
    let facts =
      export.context.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + export.subgroups.sorted { $0.key < $1.key }.map { "subgroup \($0.key)=\($0.value)" }
      + ["structures"] + (export.structures ?? ["-"])
    self.init(
      name: listed.name, files: trustsNames ? nil : InputSignature.of(export),
      facts: SHA256.of(facts.joined(separator: "\n")))
  }
}

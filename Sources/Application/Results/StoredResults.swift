internal import Formats
internal import FoundationEssentials
internal import JSON
internal import Pictures
internal import Results
internal import Runs
internal import Volume

/// A folder that `segwarden check --output` wrote: a record per case, and its answers beside it.
struct StoredResults: Sendable {
  let folder: String
  /// The records' file names, sorted, without `.json`.
  let names: [String]

  /// Throws when there is no such folder, or it holds no records.
  init(folder: String) throws {
    self.folder = folder
    let files: [String]
    do {
      files = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw ProgramError(
        .noInput, "\(folder): the results cannot be read; name the folder that segwarden check --output wrote.")
    }
    names = files.filter { $0.hasSuffix(".json") && !$0.hasSuffix(ResultsFolder.answersEnding) }.map {
      String($0.dropLast(5))
    }
    .sorted()
    if names.isEmpty {
      throw ProgramError(
        .noInput, "\(folder): there are no records; name the folder that segwarden check --output wrote.")
    }
  }

  /// The same names in the order of the run's cases, as far as its journal tells; the others behind them.
  var namesInOrder: [String] {
    guard let journal = try? FileText.bytes("\(folder)/\(RunFolder.journalName)") else { return names }
    let known = Set(names)
    var order: [String: Int] = [:]
    for (index, line) in journal.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let file = (try? JSONValue(parsing: Array(line)))?["file"]?.string, known.contains(file) else { continue }
      order[file] = index
    }
    return names.sorted { (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1) }
  }

  /// A record with its answers, or why it is of no use, in a sentence.
  enum Result: Sendable {
    case found(Record, StoredCase)
    case useless(caseName: String, reason: String)
  }

  /// What a file is that cannot be read as a record, and what to do.
  func complaint(about name: String) -> String {
    guard let bytes = try? FileText.bytes("\(folder)/\(name).json"),
      let schema = (try? JSONValue(parsing: bytes))?["schema"]?.string,
      schema.hasPrefix("segwarden."), schema != Record.schemaName
    else { return "the file is no record." }
    return "it is kept as \(schema), and this program reads \(Record.schemaName); check the masks again."
  }

  /// What came of a case; nil for a file that is no record.
  func caseResult(_ name: String) -> CaseResult? {
    (try? FileText.bytes("\(folder)/\(name).json")).flatMap { try? JSONValue(parsing: $0).decoded(as: CaseResult.self) }
  }

  /// The picture of a case that was drawn when it was checked: the place that failed first, or an overview. Nil where
  /// there is none.
  func picture(_ name: String) -> Picture? {
    let path = "\(folder)/\(name)\(ResultsFolder.pictureEnding)"
    guard let png = try? FileText.bytes(path), let grid = try? PNG.readHeader(InputFile(bytes: png)).grid else {
      return nil
    }
    return Picture(
      name: "kept picture", caption: "The picture that was drawn when the case was checked.", width: grid.size[0],
      height: grid.size[1], png: png)
  }

  func result(_ name: String) -> Result {
    guard let result = caseResult(name) else { return .useless(caseName: name, reason: complaint(about: name)) }
    guard let record = result.record else {
      return .useless(caseName: result.caseName, reason: "it could not be checked: \(result.failure?.message ?? "")")
    }
    guard let digest = record.provenance.answers,
      let answers = try? FileText.bytes("\(folder)/\(name)\(ResultsFolder.answersEnding)")
    else {
      return .useless(
        caseName: record.caseName, reason: "its answers were not kept; check the masks again with --output.")
    }
    guard StoredCase.digest(of: String(decoding: answers, as: UTF8.self)) == digest else {
      return .useless(
        caseName: record.caseName, reason: "the answers beside its record are not its own; check the masks again.")
    }
    do throws(StoredCaseError) {
      return .found(record, try StoredCase(parsing: answers))
    } catch {
      return .useless(caseName: record.caseName, reason: error.message)
    }
  }
}

internal import Cases
internal import Diagnostics
internal import Formats
internal import Pictures
internal import Results
internal import SegWarden

/// What came of a case, with all that is kept of it or printed.
struct CheckedCase: Sendable {
  let result: CaseResult
  var pictures: [Picture] = []
  /// The places that its reasons are about, and the slices through them.
  var places: [Picture] = []
  var atlas: SliceAtlas?
  /// What is kept beside the record: see `StoredCase`.
  var answers: String?
  /// What went wrong, for the terminal.
  var complaint: String?
  /// What a failure means for the exit status; success otherwise.
  var status = ExitStatus.success

  /// Checks a case; whatever goes wrong is the case's own failure.
  init(_ listed: ListedCase, by wardens: Wardens) async {
    guard let export = listed.export else {
      self.init(unlisted: listed)
      return
    }
    do {
      let chosen = try wardens.choose(for: export)
      var checked = try await chosen.warden.checkWhole(export, files: chosen.files)
      if let because = chosen.because { checked.record.notes.append(because) }
      self.init(checked)
    } catch let error as ReadError {
      self.init(export, error.code.name, error.message, error.status)
    } catch let error as CaseError {
      self.init(export, error.code.rawValue, error.message, error.status, told: error.details.map { "\n\($0)" })
    } catch {
      self.init(export, "internal", Self.unforeseen, .internal, told: " (\(error))")
    }
  }

  /// What a record says of an error that nobody foresaw: its own words may name files or people.
  private static let unforeseen =
    "the check ended by an error that the program does not know; what it says stands on standard error alone."

  /// A case that was checked before.
  init(_ record: Record) { result = CaseResult(record) }

  private init(_ checked: CheckedExport) {
    result = CaseResult(checked.record)
    (pictures, places, atlas) = (checked.pictures, checked.places, checked.atlas)
    answers = checked.answers
  }

  /// - Parameter told: what stands behind the message on the terminal, and is not recorded.
  private init(_ export: Export, _ code: String, _ message: String, _ status: ExitStatus, told: String? = nil) {
    result = CaseResult(caseName: export.name, failure: CaseFailure(code: code, message: message))
    complaint = "\(export.path): \(message)" + (told ?? "")
    self.status = status
  }

  /// A row of the manifest that gives no export. What is wrong with it has been told with its place.
  private init(unlisted listed: ListedCase) {
    let list = listed.mistakes.map { "line \($0.range.line), column \($0.range.column): \($0.message)" }
    let isContext = listed.mistakes.allSatisfy { [.unknownContext, .impossibleValue].contains($0.rule) }
    result = CaseResult(
      caseName: listed.name,
      failure: CaseFailure(
        code: isContext ? "bad-context" : "bad-row",
        message: "the manifest's row cannot be used: \(list.joined(separator: "; "))."))
    status = .badInput
  }
}

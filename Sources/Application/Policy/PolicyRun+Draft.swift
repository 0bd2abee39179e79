internal import Authoring
internal import Cases
internal import Cohorts
internal import Formats
internal import FoundationEssentials
internal import Geometry

extension PolicyRun {
  /// What a user may choose for a first policy.
  package struct DraftOptions: Sendable {
    package var name: String
    /// One of these: a table of labels, an export, a folder or table of accepted exports.
    package var table: String?
    package var export: String?
    package var accepted: String?
    /// Names for the export's values.
    package var labels: String?
    package var title: String?
    package var modality: String?
    package var region: String?
    package var dimensions: Int
    package var output: String?
    /// How many of the accepted exports at a time.
    package var jobs = 1

    package init(
      name: String, table: String?, export: String?, accepted: String?, labels: String?, title: String?,
      modality: String?,
      region: String?,
      dimensions: Int, output: String?
    ) {
      self.name = name
      self.table = table
      self.export = export
      self.accepted = accepted
      self.labels = labels
      self.title = title
      self.modality = modality
      self.region = region
      self.dimensions = dimensions
      self.output = output
    }
  }

  /// Writes a first policy.
  package static func draft(_ options: DraftOptions) async throws -> ExitStatus {
    guard options.name.first?.isLetter == true,
      options.name.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) })
    else {
      throw ProgramError(
        .usage, "“\(options.name)” cannot be a policy's id; use letters, digits, - and _, a letter first.")
    }
    if let output = options.output, FileManager.default.fileExists(atPath: output) {
      throw ProgramError(
        .usage, "\(output): there is a file already, and no policy is overwritten; choose another name.")
    }
    let text: String
    if let accepted = options.accepted {
      text = try await learned(options, from: accepted)
    } else {
      text = try await drafted(options)
    }
    guard let output = options.output else {
      Console.print(text)
      return .success
    }
    try write(text, to: output)
    if let path = options.export,
      try FirstTest(policy: options.name, export: Export(path: path, labels: options.labels)).write(beside: output)
    {
      Console.note("\(FirstTest.path(beside: output)): a first test of it; `segwarden policy test \(output)` runs it.")
    }
    return .success
  }

  private static func learned(_ options: DraftOptions, from accepted: String) async throws -> String {
    var chosen = PolicyFromCohort.Options(name: options.name, accepted: accepted)
    chosen.title = options.title
    chosen.modality = options.modality
    chosen.region = options.region
    chosen.labels = options.labels
    chosen.jobs = options.jobs
    let (text, notes) = try await PolicyFromCohort.text(chosen)
    for note in notes { Console.note(note) }
    return text
  }

  private static func drafted(_ options: DraftOptions) async throws -> String {
    let origin = options.table == nil ? "the labels and shapes of an export" : "a table of labels"
    let head = PolicyDraft.Head(
      id: options.name, title: options.title, modality: options.modality, region: options.region,
      dimensions: options.dimensions, origin: origin)
    let draft: PolicyDraft
    do {
      if let table = options.table {
        let names = try LabelTable.read(path: table).names.sorted { $0.key < $1.key }
        draft = PolicyDraft(head, labels: DraftLabels(names.map { ($0.key, $0.value) }))
      } else {
        let read = try Export(path: options.export ?? "", labels: options.labels).read()
        draft = await PolicyDraft.make(head, from: Scene(segmentation: read.segmentation))
      }
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(options.table ?? options.export ?? ""): \(error.message)")
    }
    guard !draft.labels.labels.isEmpty else {
      throw ProgramError(
        .badInput, "\(options.table ?? options.export ?? ""): there is no label in it to write a policy for.")
    }
    return draft.text
  }
}

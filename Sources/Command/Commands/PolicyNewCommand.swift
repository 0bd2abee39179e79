import Application
import ArgumentParser
import FoundationEssentials

extension PolicyCommand {
  /// `segwarden policy new`: a first draft.
  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a first policy for the labels of a table, of an export, or of a cohort of accepted exports.",
      discussion: """
        It expects what always makes sense, and asks in comments what only its author can know. A draft from an export accepts that export. \
        One from a cohort holds learned ranges, each marked as learned, and names what too few cases cannot teach.
        """)

    @Argument(help: "The policy's id.")
    var name: String

    @Option(
      help:
        "A table of labels: nnU-Net's dataset.json, a colour table (ITK-SNAP, FreeSurfer, 3D Slicer), or a table of value and name."
    )
    var fromLabels: String?

    @Option(name: .customLong("from"), help: "An export: a mask, or a folder with one file per structure.")
    var export: String?

    @Option(
      help: "Exports that people trust: a folder of them, or a .csv or .tsv table as check --manifest takes it.")
    var accepted: String?

    @Option(help: "Names for the label values of exports that have none.")
    var labels: String?

    @Option(help: "One line for people.")
    var title: String?

    @Option(help: "What the images are, such as CT.")
    var modality: String?

    @Option(help: "The part of the body.")
    var region: String?

    @Option(help: "3 for scans, 2 for pictures; an export says so itself.")
    var dimensions: Int = 3

    @Option(help: "The file to write; standard output when left out. A file that exists is never overwritten.")
    var output: String?

    @Option(help: "How many of the accepted exports at a time; as many as there are cores when left out.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      guard [fromLabels, export, accepted].count(where: { $0 != nil }) == 1 else {
        throw ValidationError("Give one of --from-labels TABLE, --from EXPORT and --accepted COHORT.")
      }
      guard (2...3).contains(dimensions) else { throw ValidationError("--dimensions is 2 or 3.") }
      guard labels == nil || fromLabels == nil else {
        throw ValidationError("--labels names the values of an export; use --from-labels alone.")
      }
    }

    func run() async throws {
      try await Exit.with {
        var options = PolicyRun.DraftOptions(
          name: name, table: fromLabels, export: export, accepted: accepted, labels: labels, title: title,
          modality: modality, region: region, dimensions: dimensions, output: output)
        options.jobs = jobs
        return try await PolicyRun.draft(options)
      }
    }
  }
}

import Application
import ArgumentParser

/// `segwarden measure`: numbers without judgement.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measures the structures of exports and prints the numbers.",
    discussion: "`--list` names all measures and the numbers that policies name, with units and definitions.")

  @Argument(
    help:
      "Mask files, folders with one file per structure or with many exports, patterns; - for a list on standard input."
  )
  var exports: [String] = []

  @Option(help: "A list of cases: a table (.csv, .tsv, .jsonl) or a folder of exports, as `segwarden check` takes it.")
  var manifest: String?

  @Flag(help: "Every measure (the default).")
  var all = false

  @Flag(help: "Print the catalogue of measures instead.")
  var list = false

  @Option(help: "Only these measures, or those of these numbers, comma-separated; --list names them.")
  var measures: String?

  @Option(
    parsing: .upToNextOption,
    help:
      "Structures to measure pairwise, such as kidney_left:kidney_right or 2:3; else those that touch and left with right."
  )
  var pairs: [String] = []

  @Option(
    help:
      "Label names for label values: nnU-Net's dataset.json, a colour table (ITK-SNAP, FreeSurfer, 3D Slicer), or a table of value and name."
  )
  var labels: String?

  @Option(help: "The source image of the one export; measures that need one use it.")
  var image: String?

  @Option(help: "Millimetres per voxel (0.5, or 0.7,0.7,3) for files that give none, such as PNG.")
  var spacing: String?

  @Option(
    help:
      "Intensities that are plausible (--window=-150,250): the share of voxels outside is printed for each structure.")
  var window: String?

  @Option(
    help: "How many cases to measure at once, or structures of a case alone; as many as there are cores when left out.")
  var jobs: Int?

  @OptionGroup var reading: ReadingArguments

  @Option(help: "Output format.")
  var format: MeasureFormat?

  func validate() throws {
    if exports.isEmpty, manifest == nil, !list {
      throw ValidationError("Name at least one export to measure, a --manifest, or use --list.")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1.") }
  }

  func run() async throws {
    if list { return try MeasureRun.list(as: format ?? .table) }
    try await Exit.with {
      try await MeasureRun(
        .init(
          exports: exports, manifest: manifest, labels: labels, image: image, measures: all ? nil : measures,
          pairs: pairs, spacing: spacing, window: window, jobs: jobs, limits: reading.limits)
      ).print(as: format ?? .json)
    }
  }
}

extension MeasureFormat: ExpressibleByArgument {}

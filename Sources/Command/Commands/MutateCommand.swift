import Application
import ArgumentParser
import Cases

/// `segwarden mutate`: faults made on purpose, for trying policies out.
struct MutateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutate", abstract: "Makes known faults in a sound export, each in a file of its own.",
    discussion: """
      `--list` names the kinds and their options. Beside each export lies a .mutation.json that says what was done, where, and with which seed.

      segwarden mutate case.nii.gz --with island:label=liver,share=5% truncated:face=superior -o faults
      """)

  @Argument(help: "A mask file, or a folder with one file per structure.")
  var export: String?

  @Option(
    name: .customLong("with"), parsing: .upToNextOption,
    help: "What to make: a kind, or a kind with options, such as island:label=liver. May be repeated.")
  var specs: [String] = []

  @Flag(help: "Every fault that the export's structures can have, each once.")
  var all = false

  @Option(name: .shortAndLong, help: "The folder to write into.")
  var output: String?

  @Option(
    help:
      "Label names for label values: nnU-Net's dataset.json, a colour table (ITK-SNAP, FreeSurfer, 3D Slicer), or a table of value and name."
  )
  var labels: String?

  @Option(
    help:
      "How severe faults are that have a severity: a number from 0.01 to 1, or a range such as 0.1..1, from which each draws, as many mild as severe."
  )
  var severity: String?

  @Option(help: "The source image, which image-leak follows.")
  var image: String?

  @Option(help: "Another case's masks on a grid of the same size, for wrong-case.")
  var other: String?

  @Option(help: "What chance starts from; the same seed makes the same faults.")
  var seed = 0

  @Flag(help: "List the kinds.")
  var list = false

  func validate() throws {
    if list { return }
    guard export != nil, output != nil else {
      throw ValidationError("Name an export and a folder (-o), or give --list.")
    }
    if specs.isEmpty, !all { throw ValidationError("Say what to make: --with KIND, or --all.") }
    if seed < 0 { throw ValidationError("--seed is at least 0.") }
  }

  func run() async throws {
    try await Exit.with {
      guard !list, let export, let output else { return MutateRun.list() }
      var options = MutateRun.Options(
        export: Export(path: export, labels: labels), specs: specs, all: all, output: output, seed: seed)
      options.severity = severity
      options.image = image
      options.other = other
      return try MutateRun(options).run()
    }
  }
}

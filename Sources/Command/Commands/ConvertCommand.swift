import Application
import ArgumentParser
import Cases

/// `segwarden convert`: an export for other programs.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Writes an export as NIfTI or .seg.nrrd, with its names.",
    discussion: """
      The ending of the new file says which: .nii, .nii.gz or .seg.nrrd. Only .seg.nrrd holds structures that overlap, and codes.

      segwarden convert case-17.mha --labels dataset.json -o case-17.seg.nrrd
      """)

  @Argument(help: "A mask file, or a folder with one file per structure.")
  var export: String

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @Option(help: "Label names for label values: nnU-Net's dataset.json, a colour table, or a table of value and name.")
  var labels: String?

  @OptionGroup var reading: ReadingArguments

  func run() async throws {
    try await Exit.with {
      try ConvertRun(export: Export(path: export, labels: labels), output: output, limits: reading.limits).run()
    }
  }
}

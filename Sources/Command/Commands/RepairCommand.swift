import Application
import ArgumentParser
import Cases

/// `segwarden repair`: what a refused export would be without what is wrong with it.
struct RepairCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Mends what a reason says of a refused export, for a person to judge.",
    discussion: """
      Of a card for whole cases the repair is the one that takes most points away: largest piece, holes filled, opened, closed, grown, shrunk. Of other reasons it is what their repair says, where that is simple work. \
      FILE.repair.json beside it says what was done. A repair is an offer and never accepted by itself.
      Exit status: 2 written, a person must look; 64 wrong use; 65 nothing that could be repaired; 78 a bad policy.

      segwarden repair case-17.nii.gz --policy ct-kidneys --as R1 -o case-17-repaired.seg.nrrd
      """)

  @Argument(help: "A mask file, or a folder with one file per structure.")
  var export: String

  @Option(help: "The policy: a shipped one by name, or a file.")
  var policy: String

  @Option(
    name: .customLong("as"),
    help:
      "The reason to mend: its id in the record, such as R1, its fault, such as leak, or auto for the first that can be."
  )
  var reason = "auto"

  @Option(name: .shortAndLong, help: "The file to write: .nii, .nii.gz or .seg.nrrd.")
  var output: String

  @Option(help: "The source image.")
  var image: String?

  @Option(help: "Label names for label values: nnU-Net's dataset.json, a colour table, or a table of value and name.")
  var labels: String?

  @Option(help: "A fact that the policy declares, as name=value; may be repeated.")
  var context: [String] = []

  @OptionGroup var reading: ReadingArguments

  func validate() throws { try NamedValues.check(context, of: "--context") }

  func run() async throws {
    var options = RepairRun.Options(
      export: Export(path: export, image: image, labels: labels), policy: policy, output: output)
    options.context = NamedValues.read(context)
    options.reason = reason
    options.limits = reading.limits
    let chosen = options
    try await Exit.with { try await RepairRun(chosen).run() }
  }
}

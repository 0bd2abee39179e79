import Application
import ArgumentParser

/// `segwarden phantom`: synthetic exports, for trying policies out.
struct PhantomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom", abstract: "Draws a synthetic export from a recipe.")

  @Argument(help: "A shipped recipe's name, or a recipe file.")
  var recipe: String?

  @Option(
    name: .shortAndLong,
    help:
      "Where to: a .nii, .nii.gz, .png or .dcm file (a DICOM segmentation), or a folder (ending in a slash) with one file per structure."
  )
  var output: String?

  @Option(help: "A folder for the phantom's image as a DICOM series, to which a .dcm output refers.")
  var series: String?

  @Flag(help: "List the shipped recipes.")
  var list = false

  func validate() throws {
    if !list, recipe == nil || output == nil { throw ValidationError("Name a recipe and an output, or give --list.") }
  }

  func run() async throws {
    try await Exit.with {
      guard !list, let recipe, let output else { return try PhantomRun.list() }
      return try PhantomRun.draw(recipe, to: output, series: series)
    }
  }
}

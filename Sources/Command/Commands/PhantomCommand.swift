import ArgumentParser
import SegWarden

/// `segwarden phantom`: synthetic exports for trying and testing.
struct PhantomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "Draws a synthetic export from a recipe; without a recipe, lists those that come with the program.")

  @Argument(help: "A shipped recipe by name, or a file.")
  var recipe: String?

  @Option(name: .shortAndLong, help: "The file to write: .nii, .nii.gz, or .png for a picture.")
  var output: String?

  func validate() throws {
    if recipe != nil, output == nil { throw ValidationError("Name the file to write with --output.") }
    if recipe == nil, output != nil { throw ValidationError("Name the recipe to draw.") }
  }

  func run() async throws {
    try await Exit.with {
      guard let recipe, let output else { return PhantomRun.list() }
      return try PhantomRun.draw(recipe, to: output)
    }
  }
}

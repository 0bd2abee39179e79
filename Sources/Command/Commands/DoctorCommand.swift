import Application
import ArgumentParser

/// `segwarden doctor`: whether the program can do its work here.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks the program's own parts: shipped policies, prompts, reading, measuring, a model's server.")

  @OptionGroup var model: ModelOptions

  func run() async throws { try await Exit.with { try await Doctor(model: model.settings).run() } }
}

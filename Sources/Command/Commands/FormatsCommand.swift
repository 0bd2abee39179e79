import Application
import ArgumentParser

/// `segwarden formats`: what is read.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists the formats that are read, what they carry and what writes them.",
    discussion: "A file's contents tell its format, not its name.")

  @Option(help: "What to print: table, markdown or csv.")
  var format: FormatsFormat = .table

  func run() { FormatsRun.print(as: format) }
}

extension FormatsFormat: ExpressibleByArgument {}

import ArgumentParser
import SegWarden

/// `segwarden measure`: numbers without judgement.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measures the structures of exports and prints the numbers.")

  @Argument(help: "Mask files, or folders with one file per structure.")
  var exports: [String]

  @Flag(help: "Every measure (the default).")
  var all = false

  @Option(help: "Only these measures, comma-separated: \(MeasureRun.names.joined(separator: ", ")).")
  var measures: String?

  @Option(help: "Label names for label values: nnU-Net's dataset.json, or a text table of value and name.")
  var labels: String?

  @Option(help: "The source image; measures that need one use it.")
  var image: String?

  @Option(help: "Output format.")
  var format: MeasureFormat = .json

  func run() async throws {
    try await Exit.with {
      try await MeasureRun(exports: exports, labels: labels, image: image, measures: all ? nil : measures)
        .print(as: format)
    }
  }
}

extension MeasureFormat: ExpressibleByArgument {}

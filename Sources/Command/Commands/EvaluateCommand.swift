import Agreement
import Application
import ArgumentParser

/// `segwarden evaluate`: how good decisions are, where people know the truth.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Holds decisions against what people know of the cases, with intervals.",
    discussion: """
      The table names each case and says whether its export is acceptable (columns case or export; truth, acceptable or dice; task, patient, fault, place): see Documentation/evaluation.md. \
      Decisions come from a folder that “check --output” wrote, a store (STORE@RUN; @RUN of the usual one), a file of JSON Lines, or a table with the columns case, decision and score.
      Exit status: 0 whatever the numbers are; 64 wrong use; 65 a table that cannot be used, or nothing to evaluate; 66 no such input.
      """)

  @Argument(help: "The table of truth: .csv or .tsv; a manifest of “check” with a column more will do.")
  var manifest: String

  @Option(
    help:
      "Whose decisions: a folder that “check --output” wrote, STORE@RUN, a .jsonl file, or another predictor's .csv or .tsv table."
  )
  var results: String

  @Option(
    name: .customLong("repeat"),
    help: "A further run of the same cases by the same means, for the stability of decisions; may be repeated.")
  var repeats: [String] = []

  @Option(
    name: .customLong("against"),
    help: "Another predictor or another run, to compare with: a folder or a table; may be repeated.")
  var others: [String] = []

  @Option(help: "Take exports from this Dice on for acceptable, and read the column dice.")
  var cut: Double?

  @Option(
    name: .customLong("subgroup"),
    help: "A column of the table to part the cases by, such as sex or scanner; may be repeated.")
  var subgroups: [String] = []

  @Option(help: "What to print: text, json or html.")
  var format: EvaluateFormat = .text

  @Option(name: .shortAndLong, help: "A file to write to, in place of standard output.")
  var output: String?

  @Option(help: "How many resamples intervals come from.")
  var resamples = 2_000

  @Option(help: "What the resamples start from; the same seed gives the same intervals.")
  var seed: UInt64 = 1

  func validate() throws {
    if let cut, !(0...1).contains(cut) { throw ValidationError("--cut is a Dice from 0 to 1, such as 0.8.") }
    if !(100...100_000).contains(resamples) { throw ValidationError("--resamples lies from 100 to 100000.") }
  }

  func run() async throws {
    var options = EvaluateRun.Options(manifest: manifest, results: results)
    options.repeats = repeats
    options.others = others
    options.cut = cut
    options.subgroups = subgroups
    options.format = format
    options.output = output
    options.rule = AgreementRule(resamples: resamples, seed: seed)
    let chosen = options
    try await Exit.with { try await EvaluateRun(chosen).run() }
  }
}

extension EvaluateFormat: ExpressibleByArgument {}

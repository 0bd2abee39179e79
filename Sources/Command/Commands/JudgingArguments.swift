import Application
import ArgumentParser
import Cases
import FoundationEssentials
import Reasoning
import Report

/// By what cases are judged, and how they are read: the same for every command that judges.
struct JudgingArguments: ParsableArguments {
  @Option(
    help:
      "The policy: a shipped one by name (see “policy list”), a file, or auto for the one whose labels fit each export."
  )
  var policy: String

  @Option(
    name: .customLong("set"), help: "Another value for a parameter of the policy, as name=value; may be repeated.")
  var settings: [String] = []

  @Option(help: "A file with waivers beside the policy's own.")
  var waivers: String?

  @Option(help: "What kind of images the masks belong to, such as CT; helps --policy auto.")
  var modality: String?

  @Option(
    help:
      "A fact that the policy declares, as name=value, for all cases; may be repeated. It outweighs what is said with a case or lies in a file beside its export."
  )
  var context: [String] = []

  @Option(help: "Where the reasoning comes from: rules (no network) or model.")
  var reasoner: ReasonerName = .rules

  @OptionGroup var model: ModelOptions

  @OptionGroup var asking: AskingOptions

  @OptionGroup var reasoning: ReasoningArguments

  @Option(help: "How many cases at a time; without it one for each core.")
  var jobs: Int?

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    if reasoner != .model, let option = asking.needsModel ?? reasoning.needsModel {
      throw ValidationError("\(option) is about a model; add --reasoner model.")
    }
    try NamedValues.check(context, of: "--context")
    try NamedValues.check(settings, of: "--set")
  }

  func options(exports: [Export], format: CaseReportFormat, output: String?) -> CheckOptions {
    CheckOptions(
      exports: exports, policy: policy, settings: NamedValues.read(settings), waivers: waivers, modality: modality,
      context: NamedValues.read(context), reasoner: reasoner, model: model.settings, asking: asking.settings,
      reasoning: reasoning.options, format: format, output: output,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, limits: reading.limits)
  }
}

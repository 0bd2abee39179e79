import ArgumentParser
import SegWarden

/// `segwarden`: decides whether segmentation exports may be used, with reasons a person can check.
@main
struct SegWardenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segwarden",
    abstract: "Decides whether a segmentation export may be used: accept, review or reject, with reasons.",
    discussion: """
      Exit status: 0 every case accepted; 1 at least one rejected; 2 none rejected, at least one for review; 64 wrong use; 65 bad input \
      data; 66 no such input; 70 internal failure; 74 output could not be written; 75 the budget for a model used up; 78 bad policy or configuration; 130 and 143 interrupted.
      Not a medical device.
      """,
    version: Version.current,
    subcommands: [
      CheckCommand.self, WorkerCommand.self, ShardsCommand.self, ReportCommand.self,
      ResultsCommand.self,
      MeasureCommand.self,
      EvaluateCommand.self,
      PolicyCommand.self, PhantomCommand.self,
      MutateCommand.self,
      RepairCommand.self, ConvertCommand.self, FormatsCommand.self, PromptsCommand.self, DoctorCommand.self,
    ])
}

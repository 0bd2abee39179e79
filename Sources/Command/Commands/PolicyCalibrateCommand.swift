import Agreement
import Application
import ArgumentParser
import FoundationEssentials

extension PolicyCommand {
  /// `segwarden policy calibrate`: the score to accept from, with a promise about the bad masks among accepted ones.
  struct Calibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Finds the score to accept from, by labelled cases that the policy did not learn from.",
      discussion: """
        The table names each case's export and says whether its mask is acceptable (columns export; truth, acceptable or dice; patient), as “evaluate” and “check --manifest” take it. \
        It is spent by this: NAME.spent beside it says so, and a second use is refused. --write puts decision.accept_score into the policy.
        Exit status: 0; 65 no cut-off can be given, the cases are spent, or the policy was learned from them; 78 a policy that cannot be used.
        """)

    @Argument(help: "The policy: its file, or a shipped one by name.")
    var policy: String

    @Option(help: "The labelled cases: a .csv or .tsv table.")
    var manifest: String

    @Option(help: "Take masks from this Dice on for acceptable, and read the column dice.")
    var cut: Double?

    @Option(help: "The share of bad masks among accepted ones that must not be exceeded, in per cent.")
    var wrong = 5.0

    @Option(help: "With which confidence it must not, in per cent.")
    var confidence = 95.0

    @Flag(help: "Take it for granted that lower scores do not hold fewer bad masks: fewer cases do then.")
    var ordered = false

    @Option(help: "What the labelled cases are called in the policy; the table's name when left out.")
    var cohort: String?

    @Option(help: "A fact that the policy declares, as name=value, for all cases; may be repeated.")
    var context: [String] = []

    @Flag(help: "Use cases that were used before. The result says so, and is not written.")
    var again = false

    @Flag(help: "Write the cut-off into the policy's file, which keeps its comments.")
    var write = false

    @Option(name: .shortAndLong, help: "A file to write the policy with the cut-off to.")
    var output: String?

    @Option(help: "How the report is printed: text or json.")
    var format: CohortReportFormat = .text

    @Option(help: "How many cases at a time; as many as there are cores when left out.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
      if let cut, !(0...1).contains(cut) { throw ValidationError("--cut is a Dice from 0 to 1, such as 0.8.") }
      if !(0.01...50).contains(wrong) { throw ValidationError("--wrong is a share in per cent, from 0.01 to 50.") }
      if !(50...99.9999).contains(confidence) {
        throw ValidationError("--confidence is a share in per cent, from 50 to 99.9999.")
      }
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      try NamedValues.check(context, of: "--context")
    }

    func run() async throws {
      var options = PolicyCalibrateRun.Options(
        policy: policy, manifest: manifest,
        control: RiskControl(
          wrong: wrong / 100, confidence: confidence / 100, search: ordered ? .ordered : .shares))
      options.cut = cut
      options.cohort = cohort
      options.context = NamedValues.read(context)
      options.again = again
      options.writes = write
      options.output = output
      options.format = format
      options.jobs = jobs
      let chosen = options
      try await Exit.with { try await PolicyCalibrateRun(chosen).run() }
    }
  }
}

extension CohortReportFormat: ExpressibleByArgument {}

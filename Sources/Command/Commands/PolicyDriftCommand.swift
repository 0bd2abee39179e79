import Application
import ArgumentParser
import FoundationEssentials

extension PolicyCommand {
  /// `segwarden policy drift`: whether what was learned still describes the cases that come.
  struct Drift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tells whether new cases still look like those that a policy was learned from, number by number.",
      discussion: """
        Holds the cases' numbers against the ranges, medians and spreads that the policy keeps, for all cases and for each subgroup of the table (columns subgroup.NAME, or those that --subgroup names). \
        Exit status: 0 no sign of drift, 1 drifted, 2 too few cases to tell, 65 when no case can be measured, 78 a policy that keeps nothing learned.
        """)

    @Argument(help: "The policy: its file, or a shipped one by name.")
    var policy: String

    @Option(help: "The new cases: a folder of exports, or a table as check --manifest takes it.")
    var cases: String

    @Option(
      name: .customLong("subgroup"),
      help: "A column of the table, subgroup.NAME or context.NAME, to part the cases by; may be repeated.")
    var subgroups: [String] = []

    @Option(help: "Label names for label values, for cases that name none.")
    var labels: String?

    @Option(help: "A fact that the policy declares, as name=value, for all cases; may be repeated.")
    var context: [String] = []

    @Option(help: "The share of the differences told that may be chance, in per cent (the false discovery rate).")
    var fdr = 5.0

    @Option(help: "How the report is printed: text or json.")
    var format: CohortReportFormat = .text

    @Option(help: "How many cases at a time; as many as there are cores when left out.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
      if !(0.1...50).contains(fdr) { throw ValidationError("--fdr is a share in per cent, from 0.1 to 50.") }
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      try NamedValues.check(context, of: "--context")
    }

    func run() async throws {
      var options = PolicyDriftRun.Options(policy: policy, cases: cases)
      options.subgroups = subgroups
      options.labels = labels
      options.context = NamedValues.read(context)
      options.aim = fdr / 100
      options.format = format
      options.jobs = jobs
      let chosen = options
      try await Exit.with { try await PolicyDriftRun(chosen).run() }
    }
  }
}

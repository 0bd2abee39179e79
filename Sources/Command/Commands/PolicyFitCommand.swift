import Application
import ArgumentParser
import Cohorts
import FoundationEssentials

extension PolicyCommand {
  /// `segwarden policy fit`: what a cohort of accepted (and rejected) masks says about a policy's limits.
  struct Fit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Learns ranges, and a scorecard, from masks that people accepted and rejected, and proposes them as a patch.",
      discussion: """
        Prints what was learned beside what the policy says. The policy is never changed: --patch writes a patch, which `patch -p1` or `git apply` puts to use. \
        Exit status: 0, 65 when no accepted case can be measured, 78 a policy that cannot be used.
        """)

    @Argument(help: "The policy: its file, or a shipped one by name.")
    var policy: String

    @Option(help: "Masks that people trust: a folder of exports, or a .csv or .tsv table as check --manifest takes it.")
    var accepted: String

    @Option(help: "Masks that people rejected, in the same form; with them a scorecard is fitted.")
    var rejected: String?

    @Option(
      name: .customLong("measure"),
      help:
        "Numbers to learn beside those that the policy limits, comma-separated: sphericity, gap(kidney_left,liver). With --rejected, those that a scorecard may use."
    )
    var measures: [String] = []

    @Option(
      name: .customLong("label"),
      help: "Labels or groups, comma-separated; all labels of the policy when left out. A group shares one scorecard.")
    var subjects: [String] = []

    @Option(help: "Label names for label values, for cases that name none.")
    var labels: String?

    @Option(help: "A fact that the policy declares, as name=value, for all cases; may be repeated.")
    var context: [String] = []

    @Option(help: "What a scorecard is fitted to: the whole case, each label (from rejected masks alone), or none.")
    var card: CardScope = .wholeCase

    @Flag(
      inversion: .prefixedNo,
      help:
        "Whether faulty masks are made of the accepted ones to learn from; when left out, where fewer than 50 were rejected."
    )
    var mutations: Bool?

    @Option(help: "The share of the card's decisions on unseen masks that may be wrong, in per cent.")
    var wrong = 6.0

    @Option(help: "How many numbers the card for whole cases may use.")
    var numbers = 24

    @Option(help: "What the accepted cohort is called in the patch; its folder's or table's name when left out.")
    var cohort: String?

    @Flag(help: "Write a patch against the policy's text, to standard output in place of the report, or to --output.")
    var patch = false

    @Option(
      help: "In the patch, put learned limits in the place of the policy's: typical, possible or both. Vetoes stay.")
    var replace: ReplacedLimits?

    @Option(name: .shortAndLong, help: "A file to write the patch to; the report is printed then.")
    var output: String?

    @Option(
      help: "A file to write the numbers to that the card for whole cases is learned from: CSV, a mask a line.")
    var table: String?

    @Option(help: "How the report is printed: text, json or csv.")
    var format: PolicyFitFormat = .text

    @Option(help: "How many cases at a time; as many as there are cores when left out.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
      if !(0.1...50).contains(wrong) { throw ValidationError("--wrong is a share in per cent, from 0.1 to 50.") }
      if !(1...200).contains(numbers) { throw ValidationError("--numbers is 1 to 200.") }
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      if !patch, output != nil || replace != nil {
        throw ValidationError("--output and --replace are about the patch; add --patch.")
      }
      try NamedValues.check(context, of: "--context")
    }

    func run() async throws {
      var options = PolicyFitRun.Options(policy: policy, accepted: accepted, rejected: rejected)
      options.measures = measures
      options.subjects = subjects
      options.labels = labels
      options.context = NamedValues.read(context)
      options.cohort = cohort
      options.isPatch = patch
      options.replacing = replace
      options.output = output
      options.table = table
      options.format = format
      options.jobs = jobs
      options.card = card
      options.caseCard.mutations = mutations
      options.caseCard.wrong = wrong / 100
      options.caseCard.mostNumbers = numbers
      let chosen = options
      try await Exit.with { try await PolicyFitRun(chosen).run() }
    }
  }
}

extension PolicyFitFormat: ExpressibleByArgument {}
extension ReplacedLimits: ExpressibleByArgument {}
extension CardScope: ExpressibleByArgument {}

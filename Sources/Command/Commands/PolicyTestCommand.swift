import Application
import ArgumentParser

extension PolicyCommand {
  /// `segwarden policy test`: the cases that stand beside policies.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the tests beside policies (NAME.test.yaml), and says which faults the policies notice.",
      discussion:
        "Exit status: 0 all cases pass; 1 a case fails, fewer faults are noticed than --least asks for, or --complete finds an expectation that never passed or never failed; 78 a policy or its tests cannot be used."
    )

    @Argument(help: "Policies' names, or their files.")
    var policies: [String]

    @Flag(inversion: .prefixedNo, help: "Make faults in the cases' exports and count which are noticed.")
    var mutations = true

    @Option(help: "The least share of the claimed faults that must be noticed, in percent.")
    var least: Double?

    @Flag(help: "Every expectation must have passed and failed, over the cases and the faults made in them.")
    var complete = false

    @Option(help: "What to print: text, json or junit.")
    var format: PolicyTestFormat = .text

    @Option(help: "How many faults to try at a time.")
    var jobs = 2

    func validate() throws {
      if jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
      if let least, !(0...100).contains(least) { throw ValidationError("--least is a share in percent, 0 to 100.") }
    }

    func run() async throws {
      try await Exit.with {
        try await PolicyTestCommandRun.run(
          policies, format: format, mutates: mutations, least: least.map { $0 / 100 }, complete: complete, jobs: jobs)
      }
    }
  }
}

extension PolicyTestFormat: ExpressibleByArgument {}

internal import Formats
internal import JSON

/// Our side of the benchmarks: makes the phantoms, answers for the comparison of results, and does one operation again
/// and again as a worker.
///
/// `Benchmarks/run.py` is what people start; it drives this program and the peers' alike.
@main
enum Benchmarks {
  private static let usage = """
    Benchmarks phantom whole OUT.nii | phantom half|noisy SOURCE OUT.nii
    Benchmarks answers FILE
    Benchmarks image-answers SERIES
    Benchmarks operations
    Benchmarks work OPERATION FILE JOBS
    Benchmarks once OPERATION FILE JOBS
    """

  static func main() async {
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      Meter.complain("\(error)")
    }
  }

  private static func run(_ arguments: [String]) async throws {
    switch (arguments.first ?? "", Array(arguments.dropFirst())) {
    case ("phantom", let rest) where rest.count == 2 && rest[0] == "whole":
      try NIfTIWriter.write(Phantom.whole(), to: rest[1])
    case ("phantom", let rest) where rest.count == 3 && ["half", "noisy"].contains(rest[0]):
      let source = try FormatRegistry.readMask(path: rest[1]).segmentation
      try NIfTIWriter.write(rest[0] == "half" ? Phantom.half(of: source) : Phantom.noisy(source), to: rest[2])
    case ("answers", let rest) where rest.count == 1:
      Meter.say(try Answers(path: rest[0]).json().text())
    case ("image-answers", let rest) where rest.count == 1:
      Meter.say(try ImageAnswers(path: rest[0]).json().text())
    case ("operations", []):
      Meter.say(try JSONValue.array(Operation.all.map { .string($0.name) }).text())
    case ("work", let rest) where rest.count == 3:
      try await work(operation(rest))
    case ("once", let rest) where rest.count == 3:
      try await operation(rest)()
    default:
      throw Complaint("this is not understood: \(arguments.joined(separator: " "))\n\(usage)")
    }
  }

  private static func operation(_ words: [String]) throws -> @Sendable () async throws -> Void {
    guard let jobs = Int(words[2]), jobs > 0 else {
      throw Complaint("the number of jobs must be at least 1, not \(words[2]).")
    }
    return try Operation.named(words[0]).prepared(path: words[1], jobs: jobs)
  }

  /// Does an operation once for each line on standard input, and says what it took.
  private static func work(_ operation: @Sendable () async throws -> Void) async throws {
    Meter.say("ready")
    while readLine() != nil {
      let (wall, cpu) = (Meter.wall, Meter.cpu)
      try await operation()
      let took: JSONValue = ["cpu": .number(Meter.cpu - cpu), "wall": .number(Meter.wall - wall)]
      Meter.say(try took.text())
    }
  }
}

import Application
import ArgumentParser

/// How much memory reading one case may take.
struct MemoryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The memory that the files of one case may ask for, such as 512M or 8G.",
      discussion:
        "What asks for more, by its header or by what it unpacks to, is that case's error; the other cases go on. Cases that are read at the same time (--jobs) take as much each.",
      valueName: "size"))
  var maxMemory = "4G"

  func validate() throws {
    guard MemoryBudget(maxMemory) != nil else {
      throw ValidationError("--max-memory takes a size of at least 1M, such as 512M or 8G; not “\(maxMemory)”.")
    }
  }

  var budget: MemoryBudget { MemoryBudget(maxMemory) ?? .standard }
}

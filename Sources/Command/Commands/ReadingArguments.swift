import Application
import ArgumentParser

/// How exports are read.
struct ReadingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The memory that the files of one case may ask for, such as 512M or 8G.",
      discussion:
        "What asks for more, by its header or by what it unpacks to, is that case's error; the other cases go on. Cases that are read at the same time (--jobs) take as much each.",
      valueName: "size"))
  var maxMemory = "4G"

  @Option(
    help: ArgumentHelp(
      "From which share of the maximum on a voxel of a fractional DICOM segmentation belongs to its segment; half of it unless given.",
      valueName: "share"))
  var fraction: Double?

  func validate() throws {
    guard ReadingLimits(memory: maxMemory, leastFraction: nil) != nil else {
      throw ValidationError("--max-memory takes a size of at least 1M, such as 512M or 8G; not “\(maxMemory)”.")
    }
    guard ReadingLimits(memory: maxMemory, leastFraction: fraction) != nil else {
      throw ValidationError("--fraction takes a share above 0 and at most 1, such as 0.3.")
    }
  }

  var limits: ReadingLimits { ReadingLimits(memory: maxMemory, leastFraction: fraction) ?? .standard }
}

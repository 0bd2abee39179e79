import CFuzzer
import Foundation

// Fuzz seeds FAMILY FOLDER: writes the seeds of a family.
// Fuzz FAMILY FOLDER [libFuzzer's options]: fuzzes it, with the inputs in a folder as its corpus.
let words = CommandLine.arguments
if words.count == 2, words[1] == "list" {
  for family in Family.all { print(family.name) }
  exit(0)
}
if words.count == 4, words[1] == "seeds", let family = Family.named(words[2]) {
  try FileManager.default.createDirectory(atPath: words[3], withIntermediateDirectories: true)
  for (number, seed) in try family.seeds().enumerated() {
    guard family.isSound(seed) else {
      print("seed \(number) of \(words[2]) is not read soundly: \(String(decoding: seed.prefix(200), as: UTF8.self))")
      exit(70)
    }
    try Data(seed).write(to: URL(filePath: words[3]).appending(path: "seed-\(number)"))
  }
  exit(0)
}
guard words.count >= 3, Family.named(words[1]) != nil else {
  print("usage: Fuzz list | Fuzz seeds FAMILY FOLDER | Fuzz FAMILY FOLDER [options of libFuzzer]")
  exit(64)
}
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
  LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
    Family.chosen.run([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  })

import Application
import ArgumentParser

/// `segwarden shards`: a list of cases in pieces, for schedulers.
struct ShardsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shards", abstract: "Splits a list of cases into tables, for schedulers that run many programs.",
    discussion: """
      Writes shard-000000.jsonl and so on into a folder, and prints a line for each: its path, its number of cases and a digest of how their files look. Paths in them are absolute, and names of cases are told apart over the whole list. \
      A table that is there and says the same is left alone.

      segwarden shards cases.csv --size 1000 -o shards
      segwarden check --manifest shards/shard-000017.jsonl --policy ct-kidneys --output results/shard-000017.jsonl.zst --fail-on error
      """)

  @Argument(help: "A table of cases (.csv, .tsv, .jsonl), a folder of exports, or - for a list on standard input.")
  var manifest: String

  @Option(help: "How many cases a table has.")
  var size = 1000

  @Option(name: .shortAndLong, help: "The folder that the tables go to.")
  var output: String

  @Option(
    help: "The policy that will judge; it tells a folder with one file per structure from a folder of exports.")
  var policy: String?

  @Flag(help: "Do not look at the cases' files; the digest is then “-”.")
  var trustNames = false

  func validate() throws {
    if size < 1 { throw ValidationError("--size must be at least 1.") }
  }

  func run() async throws {
    try await Exit.with {
      try ShardsRun(manifest: manifest, folder: output, size: size, policy: policy, trustsNames: trustNames).run()
    }
  }
}

import Results
import Runs
import TestSupport
import Testing

/// Shards: what lies where one is to be, and what that is worth.
@Suite struct Shards {
  private static let run = RunIdentity(
    program: "segwarden 1", programDigest: "p", policy: "a", prompts: "q", asking: "m", options: "o")
  private static let identity = ShardIdentity(manifest: "list", inputs: "files", run: run)

  private static func write(_ lines: [String], _ identity: ShardIdentity, to path: String) throws {
    let shard = try Shard(path, identity: identity)
    for line in lines { try shard.add(line) }
    try shard.finish()
  }

  private static func failure(_ name: String) -> String {
    #"{"schema":"segwarden.record/2","case":"\#(name)","error":{"code":"damaged","message":"It is."}}"#
  }

  @Test(arguments: [
    ("the list of cases", ShardIdentity(manifest: "other", inputs: "files", run: run)),
    ("the cases' files", ShardIdentity(manifest: "list", inputs: "other", run: run)),
    (
      "the program",
      ShardIdentity(
        manifest: "list", inputs: "files",
        run: RunIdentity(
          program: "segwarden 1", programDigest: "other", policy: "a", prompts: "q", asking: "m", options: "o"))
    ),
    (
      "the policy and the options",
      ShardIdentity(
        manifest: "list", inputs: "files",
        run: RunIdentity(
          program: "segwarden 1", programDigest: "p", policy: "b", prompts: "q", asking: "m", options: "x"))
    ),
    (
      "the prompts and the model or how it is asked",
      ShardIdentity(
        manifest: "list", inputs: "files",
        run: RunIdentity(program: "segwarden 1", programDigest: "p", policy: "a", prompts: nil, options: "o"))
    ),
  ])
  func `one of other digests keeps nothing, and what changed is told`(words: String, other: ShardIdentity) throws {
    let scratch = try Scratch()
    let path = scratch.file("out.jsonl")
    try Self.write([Self.failure("a")], other, to: path)
    let done = DoneShard(at: path, identity: Self.identity, count: 1)
    #expect(done.note == "made again, since this has changed: \(words).")
    #expect(!done.isWhole && done.result(at: 0) == nil)
  }

  @Test(arguments: ["out.jsonl", "out.jsonl.zst"])
  func `a case without a verdict is tried again`(name: String) throws {
    let scratch = try Scratch()
    let path = scratch.file(name)
    try Self.write([Self.failure("a"), Self.failure("b")], Self.identity, to: path)
    let done = DoneShard(at: path, identity: Self.identity, count: 2)
    #expect(done.note == "0 of 2 cases are done already. Done again: 2 that came to no end before.")
    #expect(!done.isWhole)
    // Whether files were looked at then matters to nobody who trusts names.
    let trusting = ShardIdentity(manifest: "list", inputs: nil, run: Self.run)
    #expect(DoneShard(at: path, identity: trusting, count: 2).note == done.note)
  }

  @Test func `what is no shard, not whole or not there keeps nothing`() throws {
    let scratch = try Scratch()
    let path = scratch.file("out.jsonl")
    func note(_ count: Int = 2) -> String? { DoneShard(at: path, identity: Self.identity, count: count).note }
    #expect(note() == nil)
    try scratch.write("a table\n", to: "out.jsonl")
    #expect(note() == "made again: what lies there is no shard.")
    try Self.write([Self.failure("a")], Self.identity, to: path)
    #expect(note() == "made again: what lies there is not whole.")
    try Self.write([Self.failure("a"), "{}"], Self.identity, to: path)
    #expect(note() == "made again: what lies there is not whole.")
  }
}

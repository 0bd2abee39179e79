import Foundation
import JSON
import LanguageModel
import Testing

@Suite struct AnswerCacheTests {
  private let folder = CacheFolder()

  private func cached(
    _ model: any LanguageModel, _ mode: CacheMode = .on, largest: Int = 100, ledger: ModelLedger = ModelLedger()
  ) -> ModelGateway {
    ModelGateway(model, ledger: ledger, cache: AnswerCache(folder: folder.path, largest: largest), mode: mode)
  }

  @Test func `a question is asked once, by whichever run`() async throws {
    let model = PreparedModel()
    let first = try await cached(model).answer(Fixtures.question)
    let second = try await cached(model).answer(Fixtures.question)
    #expect(model.requests.count == 1)
    #expect(!first.isCached && second.isCached)
    #expect(second.value == first.value && second.usage == first.usage && second.model == first.model)
    #expect(second.latencyMilliseconds == 0)
  }

  @Test func `each sample of a question is asked by itself`() async throws {
    let model = PreparedModel()
    for _ in 0..<2 { for sample in 0..<3 { _ = try await cached(model).answer(.about("x", sample: sample)) } }
    #expect(model.requests.map(\.sample) == [0, 1, 2])
  }

  @Test func `tokens and numbers come back to the last digit`() async throws {
    var answer = ModelAnswer(
      value: ["text": "a\u{1F}ü\"\\", "colour": "red"], model: "m", usage: nil, latencyMilliseconds: 1, attempts: 3)
    answer.tokens = [
      ModelToken(text: "{\"", logProbability: -0.1),
      ModelToken(
        text: "red", logProbability: -1.0 / 3,
        alternatives: [.init(text: "red", logProbability: 0), .init(text: "", logProbability: -.infinity)]),
    ]
    let prepared = answer
    let model = PreparedModel { _, _ in prepared }
    _ = try await cached(model).answer(Fixtures.question)
    let kept = try await cached(model).answer(Fixtures.question)
    (answer.isCached, answer.latencyMilliseconds) = (true, 0)
    #expect(kept == answer)
  }

  @Test func `failures are not kept`() async throws {
    let model = PreparedModel { _, turn in
      if turn == 0 { throw ModelError(code: .timeout, message: "Too slow.") }
      return .grass(turn)
    }
    #expect(await outcome(of: cached(model)) == "timeout")
    #expect(await outcome(of: cached(model)) == "grass 1")
  }

  @Test func `off neither looks nor keeps, refresh asks anew and keeps, only never asks`() async throws {
    let model = PreparedModel()
    #expect(await outcome(of: cached(model, .only)) == "not-cached")
    #expect(await outcome(of: cached(model, .off)) == "grass 0")
    #expect(folder.files.isEmpty)
    #expect(await outcome(of: cached(model)) == "grass 1")
    #expect(await outcome(of: cached(model, .refresh)) == "grass 2")
    #expect(await outcome(of: cached(model, .only)) == "grass 2")
    #expect(model.requests.count == 3)
  }

  @Test func `files are their owner's alone, and hold neither question nor picture`() async throws {
    var question = Fixtures.question
    question.system = "SECRET-SYSTEM"
    question.parts = [.text("SECRET-TEXT"), .png(Array("SECRET-PICTURE".utf8))]
    _ = try await cached(PreparedModel()).answer(question)
    let file = try #require(folder.files.first)
    #expect(folder.files.count == 1)
    #expect(try CacheFolder.permissions(of: file) == 0o600)
    var path = URL(filePath: file).deletingLastPathComponent()
    while path.path.count >= folder.path.count {
      #expect(try CacheFolder.permissions(of: path.path) == 0o700)
      path.deleteLastPathComponent()
    }
    #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("SECRET"))
  }

  enum Harm: CaseIterable {
    case empty, cutOff, otherBytes, anotherQuestion, otherAnswer, brokenSchema, otherSchema, folder
  }

  @Test(arguments: Harm.allCases)
  func `a damaged entry is asked anew, and told`(harm: Harm) async throws {
    let model = PreparedModel()
    _ = try await cached(model).answer(Fixtures.question)
    let file = try #require(folder.files.first)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let harmed: String =
      switch harm {
      case .empty, .folder: ""
      case .cutOff: String(text.dropLast(30))
      case .otherBytes: "\u{0}\u{1}" + text
      case .anotherQuestion: text.replacing(#/"question":"./#, with: #""question":"x"#)
      case .otherAnswer: text.replacing("green", with: "red")
      // A forger who also mends the digest cannot get past the schema.
      case .brokenSchema: try Self.forged(text)
      case .otherSchema: text.replacing("segwarden.answer/1", with: "segwarden.answer/9")
      }
    if harm == .folder {
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    } else {
      try Data(harmed.utf8).write(to: URL(filePath: file))
    }
    let ledger = ModelLedger()
    if harm != .folder { #expect(await outcome(of: cached(model, .only)) == "not-cached") }
    #expect(await outcome(of: cached(model, ledger: ledger)) == "grass 1")
    let sheet = await ledger.sheet
    let told = Array(sheet.damaged.values) + Array(sheet.notKept.values)
    #expect(told == [1])
    if harm != .folder { #expect(await outcome(of: cached(model, .only)) == "grass 1") }
  }

  /// The entry with a colour that the schema does not know, and a digest that fits.
  private static func forged(_ text: String) throws -> String {
    let document = try JSONValue(parsing: text)
    let answer = try #require(document["answer"]).text().replacing("green", with: "blue")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sh", "-c", "printf '%s' \"$1\" | { sha256sum 2>/dev/null || shasum -a 256; }", "sh", answer]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let digest = String(decoding: output.prefix(64), as: UTF8.self)
    let key = try #require(document["question"]?.string)
    return #"{"schema":"segwarden.answer/1","question":"\#(key)","sha256":"\#(digest)","answer":\#(answer)}"#
  }

  @Test func `a folder that cannot be written costs no answer`() async throws {
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: folder.path + "/answers-1"))
    let ledger = ModelLedger()
    #expect(await outcome(of: cached(PreparedModel(), ledger: ledger)) == "grass 0")
    #expect(Array(await ledger.sheet.notKept.values) == [1])
  }

  @Test func `many writers at once leave whole entries`() async throws {
    let caches = (0..<4).map { _ in cached(PreparedModel(), .refresh) }
    await withTaskGroup(of: Void.self) { group in
      for round in 0..<40 {
        group.addTask { _ = await outcome(of: caches[round % 4], .about("question \(round % 3)")) }
      }
    }
    #expect(folder.files.count == 3)
    for number in 0..<3 {
      let kept = await outcome(of: cached(PreparedModel(), .only), .about("question \(number)"))
      #expect(kept.hasPrefix("grass"))
    }
  }

  @Test func `the oldest answers make room`() async throws {
    let model = PreparedModel()
    var seen: Set<String> = []
    for number in 0..<12 {
      _ = try await cached(model).answer(.about("\(number)"))
      let newest = try #require(folder.files.first { !seen.contains($0) })
      seen.insert(newest)
      // Older by a minute each, as if written long ago.
      let date = Date(timeIntervalSince1970: 1_000_000 + 60 * Double(number))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: newest)
    }
    AnswerCache(folder: folder.path, largest: 20).trim()
    #expect(folder.files.count == 12)
    AnswerCache(folder: folder.path, largest: 10).trim()
    #expect(folder.files.count == 9)
    for number in 0..<12 {
      let kept = await outcome(of: cached(model, .only), .about("\(number)"))
      #expect((kept == "not-cached") == (number < 3), "\(number)")
    }
  }

  @Test(
    arguments: [
      (["SEGWARDEN_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/a"),
      (["SEGWARDEN_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/b/segwarden"),
      (["XDG_CACHE_HOME": "relative", "HOME": "/c"], "/c/.cache/segwarden"), ([:], nil),
    ] as [([String: String], String?)])
  func `the folder is the user's, else the system's, else in the home`(environment: [String: String], folder: String?) {
    #expect(AnswerCache.folder(in: environment) == folder)
  }
}

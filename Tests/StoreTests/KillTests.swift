import Foundation
import Reasoning
import Results
import Store
import TestSupport
import Testing

/// A program that is killed in the middle of writing (SIGKILL, which no program can answer).
@Suite struct KillTests {
  /// Names the store to a process that is to be killed.
  private static let variable = "SEGWARDEN_STORE_TO_BE_KILLED"

  /// Runs in a process of its own, until it is killed.
  @Test(.enabled(if: ProcessInfo.processInfo.environment[variable] != nil, "runs in the process that is killed"))
  func `writes until it is killed`() throws {
    let path = try #require(ProcessInfo.processInfo.environment[Self.variable])
    let store = try Store(path)
    let run = try store.run("latest").id
    for order in try store.cases(of: run).count..<1_000_000 {
      var record = try Sample.record("case-\(order)", .reject, export: "\(order)")
      record.notes = (0..<500).map { _ in "\(UInt64.random(in: 0 ... .max))" }
      try store.add(result: CaseResult(record), path: nil, run: run, order: order, answers: nil)
      // Told after it was stored, without a buffer.
      FileHandle.standardError.write(Data("stored \(order)\n".utf8))
      // Whoever kills it may have to wait for other tests, which need the processor meanwhile.
      usleep(10_000)
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment[variable] == nil, "kills the other"))
  func `what was stored is there after the program was killed, whole`() async throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let run = try Store(path).begin(Sample.run())
    var told = 0
    for round in 0..<5 {
      let process = Process()
      process.executableURL = URL(filePath: CommandLine.arguments[0])
      process.arguments = ["--testing-library", "swift-testing", "--filter", "KillTests"]
      process.environment = ProcessInfo.processInfo.environment.merging([Self.variable: path]) { $1 }
      let log = scratch.file("log-\(round)")
      _ = FileManager.default.createFile(atPath: log, contents: nil)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle(forWritingAtPath: log)
      try process.run()
      // Long enough that something is stored, at another point each time.
      let before = told
      let deadline = ContinuousClock.now + .seconds(60)
      while ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(20 + 7 * round))
        told = Self.lastTold(in: log) ?? told
        if told > before + 10 { break }
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      told = Self.lastTold(in: log) ?? told
      #expect(told > before)
      // The log of what was written last is still there: nobody closed the store.
      let store = try Store(path, access: .reading)
      let cases = try store.cases(of: run)
      #expect(cases.map(\.order) == Array(0..<cases.count))
      // All that were told, and at most the one in flight beside them.
      #expect(cases.count == told + 1 || cases.count == told + 2)
      for found in cases.suffix(3) {
        #expect(try store.result(of: found.id).record?.notes.count == 500)
        #expect(try store.rows(of: .findings, case: found.id).count == 4)
      }
      #expect(try RawDatabase(path).rows("PRAGMA integrity_check") == ["ok"])
      #expect(try RawDatabase(path).rows("PRAGMA foreign_key_check").isEmpty)
    }
  }

  private static func lastTold(in log: String) -> Int? {
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    // The last line may be half a line.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.last { $0.hasPrefix("stored ") }.flatMap { Int($0.dropFirst(7)) }
  }
}

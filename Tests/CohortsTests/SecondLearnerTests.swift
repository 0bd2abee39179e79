import Application
import Cohorts
import Foundation
import TestSupport
import Testing

/// The card for whole cases beside a second implementation of the learner, in Python with numpy alone.
@Suite struct `A second learner` {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scripts/second-learner").path

  private static func python(_ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static var hasNumpy: Bool { python(["-c", "import numpy"])?.status == 0 }

  @Test(
    .enabled(if: hasNumpy, "python3 with numpy is not installed"), arguments: [false, true])
  func `finds the same thresholds and points in the same table`(made: Bool) async throws {
    var cohort = try DrawnCohort(seed: 54)
    try cohort.draw(30, into: "accepted")
    try cohort.draw(30, median: 45, sigma: 0.3, into: "rejected")
    var options = try cohort.options("accepted", rejected: "rejected")
    options.card = .wholeCase
    options.caseCard.mutations = made
    options.isPatch = true
    options.output = cohort.scratch.file("card.patch")
    options.table = cohort.scratch.file("table.csv")
    _ = try await PolicyFitRun(options).run()
    let patch = try String(contentsOfFile: cohort.scratch.file("card.patch"), encoding: .utf8)
    let own = patch.split(separator: "\n").filter { $0.contains("- {measure: ") && $0.contains("undefined: ") }
      .map(Self.plain)
    let table = cohort.scratch.file("table.csv")
    let second = try #require(Self.python([Self.script, table] + (made ? ["--made"] : [])))
    #expect(second.status == 0)
    #expect(!own.isEmpty && own == second.output.split(separator: "\n").map(String.init))
  }

  /// A line of the policy as the script writes it: number, thresholds, points, points for having none.
  private static func plain(_ line: Substring) -> String {
    func list(_ name: String) -> String {
      guard let start = line.range(of: "\(name): [")?.upperBound else { return name == "points" ? "0" : "" }
      let end = line[start...].firstIndex(of: "]") ?? line.endIndex
      return line[start..<end].split(separator: ",").map { part in
        let number = String(part.split(separator: " ").first ?? "")
        return name == "points" ? number : Double(number).map { "\($0)" } ?? number
      }.joined(separator: " ")
    }
    let measure = line.split(separator: "\"").dropFirst().first.map(String.init) ?? ""
    let undefined = line.split(separator: "undefined: ").last?.filter(\.isNumber) ?? ""
    return [measure, list("limits"), list("points"), String(undefined)].joined(separator: "\t")
  }
}

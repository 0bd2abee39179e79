import Diagnostics
import Evaluation
import Formats
import Foundation
import PolicyLanguage
import PolicyTesting
import Shipped
import Testing
import Volume

/// The language's specification: for every kind of expectation, every clause and every cause of unknowns a folder in
/// `Suite` with policies and their tests, in the very form that authors use.
@Suite struct ConformanceTests {
  /// `kinds/volume`, `clauses/quorum`… and the policies in it.
  struct Chapter: CustomTestStringConvertible, Sendable {
    let name: String
    let policies: [String]
    var testDescription: String { name }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Suite")

  static let chapters = chapters(of: ["kinds", "clauses"])

  static func chapters(of parts: [String]) -> [Chapter] {
    parts.flatMap { chapters(of: $0) }
  }

  private static func chapters(of part: String) -> [Chapter] {
    let folder = root.appending(path: part)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { name in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path)) ?? []
      let tested = files.filter { $0.hasSuffix(".test.yaml") }.map { String($0.dropLast(".test.yaml".count)) }
      return Chapter(name: "\(part)/\(name)", policies: tested.sorted())
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// A policy of the suite, with those beside it to extend.
  static func reading(_ path: String, settings: [String: String] = [:]) throws -> PolicyReading {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return PolicyReader.read(
      PolicySource(file: "\(path).yaml", text: try text("\(path).yaml")), vocabulary: .standard, settings: settings
    ) { name in
      (try? text("\(folder)/\(name).yaml")).map { PolicySource(file: "\(folder)/\(name).yaml", text: $0) }
    }
  }

  static func run(_ path: String) async throws -> PolicyTestResult {
    let reading = try reading(path)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let tests = PolicySource(file: "\(path).test.yaml", text: try text("\(path).test.yaml"))
    let read = PolicyTestReader.read(tests, of: policy) { name in
      Shipped.phantoms().first { $0.name == name }.map { ("\(name).yaml", $0.text) }
    }
    let file = try #require(
      read.file, "\(read.diagnostics.map { $0.rendered(source: tests.text) }.joined(separator: "\n"))")
    return await PolicyTestRun(
      policy: policy, file: file, resetting: { (try? Self.reading(path, settings: $0))?.policy },
      reading: { path, _, _ in throw ReadError(code: .notFound, message: "\(path): the suite has no files.") }
    ).run(jobs: 1, mutates: false)
  }

  @Test(arguments: chapters)
  func `every case comes out as it says, and every expectation has passed and failed`(chapter: Chapter) async throws {
    #expect(!chapter.policies.isEmpty, "a chapter has a policy and its tests")
    for policy in chapter.policies {
      let result = try await Self.run("\(chapter.name)/\(policy)")
      for test in result.cases { #expect(test.problems == [], "\(chapter.name)/\(policy): \(test.name)") }
      #expect(result.coverage.neverPassed == [] && result.coverage.neverFailed == [], "\(chapter.name)/\(policy)")
    }
  }

  @Test(arguments: PolicyVocabulary.standard.kinds.map { $0.name })
  func `every kind has a chapter that shows it pass, fail and be not evaluable`(kind: String) async throws {
    let chapter = try #require(Self.chapters.first { $0.name == "kinds/\(kind)" }, "there is no kinds/\(kind)")
    var outcomes: Set<Finding.Outcome> = []
    for policy in chapter.policies {
      for test in try await Self.run("\(chapter.name)/\(policy)").cases {
        for finding in test.findings where finding.kind == kind { outcomes.insert(finding.outcome) }
      }
    }
    #expect(
      outcomes.isSuperset(of: [.pass, .fail, .notEvaluable]) || Self.neverBoth[kind].map(outcomes.isSuperset) == true)
  }

  @Test(arguments: PolicyVocabulary.standard.kinds.map { $0.name })
  func `a kind's chapter shows every field of the kind`(name: String) throws {
    let kind = try #require(PolicyVocabulary.standard.kind(name))
    let chapter = try #require(Self.chapters.first { $0.name == "kinds/\(name)" }, "there is no kinds/\(name)")
    let texts = try chapter.policies.map { try Self.text("\(chapter.name)/\($0).yaml") }
    let written = Set(
      texts.flatMap { $0.matches(of: /([a-z0-9_]+):/).map { String($0.output.1) } })
    let fields = Set(FieldReader.declarations(of: kind).joined().compactMap(\.key))
    #expect(fields.subtracting(written).subtracting(Self.ofFiles[name] ?? []) == [])
  }

  /// Fields about files that no phantom can have, whose axes never lean and whose headers agree; tests of headers and
  /// of grids, in memory and through the program, show them.
  private static let ofFiles: [String: Set<String>] = ["file": ["headers", "same_axes"]]

  /// Kinds that without more cannot come out in all three ways: a question has no answer here.
  private static let neverBoth: [String: Set<Finding.Outcome>] = ["ask": [.notEvaluable]]

  /// What the contract of the language names beside the kinds.
  @Test(arguments: [
    "conditions", "context", "decision", "extends", "parameters", "quorum", "slices", "strata", "waivers", "groups",
    "file-standard",
  ])
  func `every clause has a chapter`(clause: String) {
    #expect(Self.chapters.contains { $0.name == "clauses/\(clause)" })
  }
}

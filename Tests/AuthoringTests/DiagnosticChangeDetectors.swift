import Authoring
import Cases
import Diagnostics
import Evaluation
import Foundation
import Phantoms
import PolicyLanguage
import Shipped
import Testing

/// Change detectors: for every rule a text that breaks it, and what the author was told when the answer was recorded,
/// byte for byte. They show that words changed, not that they are right. `SEGWARDEN_RECORD=1` writes
/// the answers anew; read the difference before committing.
@Suite struct DiagnosticChangeDetectors {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Diagnostics")
  private static let isRecording = ProcessInfo.processInfo.environment["SEGWARDEN_RECORD"] == "1"

  @Test(arguments: DiagnosticRule.allCases)
  func `a rule has a text that breaks it and an answer`(rule: DiagnosticRule) throws {
    let rendered: String
    if Self.isAboutLists(rule) {
      rendered = try GoldenReading.list(Self.folder.appending(path: "\(rule.rawValue).csv").path)
      #expect(rendered.contains(": \(rule.level.rawValue): ") && rendered.contains(" [\(rule.rawValue)]"))
    } else {
      let bytes = try Data(contentsOf: Self.folder.appending(path: "\(rule.rawValue).yaml"))
      let diagnostics: [Diagnostic]
      (diagnostics, rendered) = try GoldenReading.read([UInt8](bytes), rule: rule)
      #expect(diagnostics.contains { $0.rule == rule }, "\(rule.rawValue) is not reported")
      #expect(diagnostics.filter { $0.rule == rule }.allSatisfy { $0.severity == rule.level })
    }
    let golden = Self.folder.appending(path: "\(rule.rawValue).txt")
    if Self.isRecording { try Data(rendered.utf8).write(to: golden) }
    #expect(String(decoding: try Data(contentsOf: golden), as: UTF8.self) == rendered)
  }

  /// Rules of tables of cases, which are no YAML.
  static func isAboutLists(_ rule: DiagnosticRule) -> Bool { rule.page.chapter == .lists }

  @Test func `no pair is left of a rule that is gone`() throws {
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path))
    let expected = Set(
      DiagnosticRule.allCases.flatMap {
        ["\($0.rawValue).\(Self.isAboutLists($0) ? "csv" : "yaml")", "\($0.rawValue).txt"]
      })
    #expect(names == expected)
  }

  @Test(arguments: DiagnosticRule.allCases)
  func `a page is written in whole sentences`(rule: DiagnosticRule) {
    let page = rule.page
    #expect(page.meaning.hasSuffix("."), "\(rule.rawValue)")
    #expect(page.fix.hasSuffix("."), "\(rule.rawValue)")
    #expect(!page.title.hasSuffix("."))
    #expect(page.title.first?.isLowercase == true || page.title.hasPrefix("YAML") == true)
    #expect(rule.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
  }

  @Test func `an error line is never more than one message for one place and rule`() throws {
    for rule in DiagnosticRule.allCases where !Self.isAboutLists(rule) {
      let bytes = try Data(contentsOf: Self.folder.appending(path: "\(rule.rawValue).yaml"))
      let (diagnostics, _) = try GoldenReading.read([UInt8](bytes), rule: rule)
      // A mistake does not draw others after it.
      #expect(diagnostics.count { $0.severity == .error } <= 2, "\(rule.rawValue)")
    }
  }
}

/// Reads a golden text as the program does.
enum GoldenReading {
  static let today = CalendarDay("2026-06-30")

  /// What is told about a list of cases, without the folder it lies in.
  static func list(_ path: String) throws -> String {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/"
    let told: String
    do {
      let list = try CaseSource.list(at: path)
      told = (list.notes + [list.mistakes].compactMap { $0 }).joined(separator: "\n")
    } catch let error as CaseListError {
      told = error.message
    }
    return told.replacing(folder, with: "") + "\n"
  }

  static func read(_ bytes: [UInt8], rule: DiagnosticRule) throws -> ([Diagnostic], String) {
    let file = "\(rule.rawValue).yaml"
    let text = String(decoding: bytes, as: UTF8.self)
    if text.contains("\nphantom:") {
      var diagnostics = Diagnostics()
      _ = PhantomReader(library: { _ in nil }).recipe(text: text, file: file, diagnostics: &diagnostics)
      let source = PolicySource(file: file, text: text)
      let reading = PolicyReading(policy: nil, diagnostics: diagnostics.sorted, sources: [source])
      return (diagnostics.sorted, reading.rendered(diagnostics.sorted) + "\n")
    }
    if rule == .notFormatted {
      let diagnostics = PolicyFormatter.format(text, file: file).diagnostics
      let reading = PolicyReading(
        policy: nil, diagnostics: diagnostics, sources: [PolicySource(file: file, text: text)])
      return (diagnostics, reading.rendered(diagnostics) + "\n")
    }
    let reading = PolicyReader.read(bytes: bytes, file: file, vocabulary: .standard) { name in
      name == "cycle" ? PolicySource(file: file, text: text) : nil
    }
    let diagnostics = PolicyLint.report(reading, today: today, hasTests: rule != .noTests)
    return (diagnostics, reading.rendered(diagnostics) + "\n")
  }
}

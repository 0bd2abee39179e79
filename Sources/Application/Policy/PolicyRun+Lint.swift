internal import Authoring
internal import Diagnostics
internal import FoundationEssentials
internal import PolicyLanguage
internal import Report
internal import SegWarden
internal import Wording

/// How lint prints what it finds.
package enum LintFormat: String, CaseIterable, Sendable {
  case text, json, sarif
}

/// The mildest diagnostics that lint reports.
package enum LintLevel: String, CaseIterable, Sendable {
  case note, warning, error

  var severity: Diagnostic.Severity {
    switch self {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }
}

extension PolicyRun {
  /// What a user may choose.
  package struct LintOptions: Sendable {
    package var format: LintFormat
    package var level: LintLevel
    /// Ids of rules.
    package var disabled: [String]
    package var isStrict: Bool

    package init(
      format: LintFormat = .text, level: LintLevel = .note, disabled: [String] = [], isStrict: Bool = false
    ) {
      self.format = format
      self.level = level
      self.disabled = disabled
      self.isStrict = isStrict
    }
  }

  /// Diagnostics go to standard output: they are the result.
  package static func lint(_ names: [String], _ options: LintOptions = LintOptions()) throws -> ExitStatus {
    let disabled = Set(try options.disabled.map(rule(named:)))
    var status = ExitStatus.success
    var all: [Diagnostic] = []
    for name in names {
      let text: PolicyText
      do {
        text = try PolicyLibrary().policy(name)
      } catch {
        guard let error = ProgramError(error) else { throw error }
        Console.warn(error.message)
        status = .configuration
        continue
      }
      let found = PolicyLint.report(text.reading, today: .today, hasTests: text.hasTests)
      let shown = found.filter {
        $0.severity == .error || ($0.severity >= options.level.severity && !disabled.contains($0.rule))
      }
      all += shown
      if options.format == .text {
        let (few, rest) = shortened(shown)
        if !few.isEmpty { Console.print(text.rendered(few)) }
        for line in rest { Console.print(line) }
        Console.note("\(text.entry.file): \(summary(of: shown))")
      }
      let worst = shown.map(\.severity).max()
      if worst == .error || (options.isStrict && worst == .warning) { status = .configuration }
    }
    let report = LintReport(all, folder: FileManager.default.currentDirectoryPath)
    switch options.format {
    case .text: break
    case .json: Console.print(try report.json())
    case .sarif: Console.print(try report.sarif(version: Version.current))
    }
    return status
  }

  static func rule(named name: String) throws -> DiagnosticRule {
    if let rule = DiagnosticRule(rawValue: name) { return rule }
    let near = Suggestion.didYouMean(name, among: DiagnosticRule.allCases.map(\.rawValue))
    throw ProgramError(
      .usage, "there is no rule “\(name)”\(Suggestion.end(near)) Rules stand in brackets behind each message.")
  }

  /// How many notes of one rule a person is shown in full.
  private static let mostNotes = 5

  /// The same note a hundred times hides the one that matters: of each rule the first few notes, and a line about the
  /// others. Warnings and errors are always all shown, and programs get everything.
  private static func shortened(_ diagnostics: [Diagnostic]) -> (few: [Diagnostic], rest: [String]) {
    var counts: [DiagnosticRule: Int] = [:]
    let few = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .note else { return true }
      counts[diagnostic.rule, default: 0] += 1
      return counts[diagnostic.rule, default: 0] <= mostNotes
    }
    let rest = counts.filter { $0.value > mostNotes }.sorted { $0.key.rawValue < $1.key.rawValue }.map { rule, count in
      "… and \(count - mostNotes) more such notes [\(rule.rawValue)]; --format json lists all, --disable \(rule.rawValue) none"
    }
    return (few, rest)
  }

  private static func summary(of diagnostics: [Diagnostic]) -> String {
    func counted(_ severity: Diagnostic.Severity) -> String {
      let count = diagnostics.count { $0.severity == severity }
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return [counted(.error), counted(.warning), counted(.note)].joined(separator: ", ")
  }
}

extension PolicyText {
  /// Whether test cases lie beside the policy; those of a shipped policy are no concern of its user.
  var hasTests: Bool {
    if entry.file.hasPrefix("<built-in>/") { return true }
    let stem = entry.file.lastIndex(of: ".").map { String(entry.file[..<$0]) } ?? entry.file
    return [".test.yaml", ".test.yml"].contains { FileManager.default.fileExists(atPath: stem + $0) }
  }
}

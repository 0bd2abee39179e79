internal import Cases
internal import Diagnostics
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import SegWarden
internal import Wording

/// `segwarden check --dry-run` without a model: which cases there are, and what each was paired with. Nothing is read
/// of them, and nothing written.
package struct CasePlan: Sendable {
  private let options: CheckOptions
  private let cases: [ListedCase]

  package init(_ options: CheckOptions) throws {
    guard [.text, .json].contains(options.format) else {
      throw ProgramError(.usage, "--dry-run prints text or json.")
    }
    self.options = options
    cases = try options.listed(for: Wardens(options, reasoner: RulesReasoner()).policies)
  }

  /// Prints the cases. The status tells of rows that cannot be used, as that of the run would.
  package func run() throws -> ExitStatus {
    switch options.format {
    case .json: Console.print(try document.text(.indented))
    default: Console.print(text)
    }
    return cases.contains { $0.export == nil } ? .badInput : .success
  }

  private static let columns = ["case", "export", "image", "labels", "further"]

  private var text: String {
    let rows = cases.map { listed -> [String] in
      guard let export = listed.export else { return [listed.name, "the row cannot be used", "", "", ""] }
      let further =
        export.context.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        + (export.structures.map { ["structures: \($0.joined(separator: " "))"] } ?? [])
        + export.subgroups.sorted { $0.key < $1.key }.map { "subgroup \($0.key)=\($0.value)" }
      return [
        listed.name, export.path, export.image ?? "–",
        export.labels.map { export.hasFoundLabels ? "\($0) (found beside it)" : $0 } ?? "–",
        further.isEmpty ? "–" : further.joined(separator: ", "),
      ].map(TerminalText.oneLine)
    }
    let images = cases.count { $0.export?.image != nil }
    let count = "\(counted(cases.count, "case")), \(images) with an image. Nothing was checked."
    return TextTable([Self.columns] + rows).aligned + "\n" + count
  }

  private var document: JSONValue {
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    func words(_ values: [String: String]) -> JSONValue {
      .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }
    return [
      "schema": "segwarden.plan/1",
      "cases": .array(
        cases.map { listed in
          [
            "case": .string(listed.name), "export": text(listed.export?.path), "image": text(listed.export?.image),
            "labels": text(listed.export?.labels),
            "structures": listed.export?.structures.map { .array($0.map(JSONValue.string)) } ?? .null,
            "context": words(listed.export?.context ?? [:]), "subgroup": words(listed.export?.subgroups ?? [:]),
            "mistakes": .array(listed.mistakes.map { .string($0.message) }),
          ]
        }),
    ]
  }
}

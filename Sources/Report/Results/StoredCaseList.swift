package import JSON
internal import Results
package import Store
internal import Wording

/// Cases of a stored run, for people and for programs.
package struct StoredCaseList: Sendable {
  private let run: RunEntry
  private let cases: [CaseEntry]

  package init(_ cases: [CaseEntry], of run: RunEntry) {
    self.run = run
    self.cases = cases
  }

  package var text: String {
    let count =
      "\(cases.count) of \(counted(run.cases, "case")) of run \(run.id.number) (\(TerminalText.oneLine(run.run.name)))"
    guard !cases.isEmpty else { return "\(count)." }
    let rows = cases.map { found -> [String] in
      let score = found.score.map { words($0) } ?? "–"
      let why = found.failure?.code ?? (found.faults.isEmpty ? "–" : found.faults.joined(separator: ", "))
      return [found.verdict, score, TerminalText.oneLine(found.name), why]
    }
    return TextTable([["verdict", "score", "case", "faults"]] + rows).aligned + "\n\(count)."
  }

  package var json: JSONValue {
    ["schema": "segwarden.cases/1", "run": run.json, "cases": .array(cases.map(\.json))]
  }
}

extension CaseEntry {
  /// The case as documents for programs name it, without its findings.
  package var json: JSONValue {
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    let error: JSONValue = failure.map { ["code": .string($0.code), "message": .string($0.message)] } ?? .null
    return [
      "case": .string(name), "position": .integer(order), "path": text(path), "verdict": .string(verdict),
      "score": score.map(JSONValue.number) ?? .null, "faults": .array(faults.map(JSONValue.string)), "error": error,
      "policy": text(policy?.id), "policy_version": text(policy?.version), "policy_sha256": text(policy?.sha256),
      "program": text(program), "reasoner": text(reasoner), "started": text(started),
      "export_sha256": text(exportDigest), "image_sha256": text(imageDigest), "record_sha256": .string(recordDigest),
    ]
  }
}

package import JSON
internal import Results
package import Store
internal import Wording

/// The runs of a store, for people and for programs.
package struct RunList: Sendable {
  private let runs: [RunEntry]

  package init(_ runs: [RunEntry]) { self.runs = runs }

  package var text: String {
    guard !runs.isEmpty else { return "No runs." }
    let rows = runs.map { summary -> [String] in
      let run = summary.run
      let policy = run.policy.map { "\($0.id) \($0.version)" } ?? "–"
      let numbers = [summary.cases, summary.accepted, summary.reviewed, summary.rejected, summary.unchecked]
      return ["\(summary.id.number)", run.started, summary.status.rawValue] + numbers.map(String.init)
        + [policy, TerminalText.oneLine(run.name)]
    }
    let header = ["run", "started", "status", "cases", "accept", "review", "reject", "error", "policy", "name"]
    return TextTable([header] + rows).aligned
  }

  package var json: JSONValue { ["schema": "segwarden.runs/1", "runs": .array(runs.map(\.json))] }
}

extension RunEntry {
  /// The run as documents for programs name it.
  package var json: JSONValue {
    func values(_ values: [String: String]) -> JSONValue {
      .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
    }
    let policy: JSONValue =
      run.policy.map { ["id": .string($0.id), "version": .string($0.version), "sha256": .string($0.sha256)] } ?? .null
    return [
      "run": .integer(Int(id.number)), "uid": .string(uid), "name": .string(run.name), "command": .string(run.command),
      "started": .string(run.started), "ended": ended.map(JSONValue.string) ?? .null,
      "status": .string(status.rawValue), "program": .string(run.program), "policy": policy,
      "digests": values(run.digests), "options": values(run.options), "anonymous": .bool(run.isAnonymous),
      "cases": .integer(cases), "accepted": .integer(accepted), "reviewed": .integer(reviewed),
      "rejected": .integer(rejected), "errors": .integer(unchecked),
    ]
  }
}

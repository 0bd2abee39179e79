import Anatomy
import Evaluation
import Pictures
import PolicyLanguage
import Volume

/// Puts a case into data blocks for prompts. Holds what a model needs to judge and nothing that identifies a patient.
struct EvidenceText {
  let evidence: CaseEvidence
  /// The findings as they stand, answers included.
  let findings: [Finding]

  static func task(_ policy: Policy) -> String {
    let task = policy.task
    let parts = [
      "policy=\(quote(policy.id))", "version=\(quote(policy.version))", "title=\(quote(policy.title))",
      task.modality.map { "modality=\(quote($0))" }, task.region.map { "region=\(quote($0))" },
      "dimensions=\(task.dimensions)", task.population.map { "population=\(quote($0))" },
    ]
    return DataBlock(name: "task", lines: [line(parts)]).text
  }

  /// What the policy expects, by the ids that knowledge cites: those with a reason or a source in full, the others by
  /// kind.
  static func expectations(_ policy: Policy) -> String {
    let explained = { (e: Expectation) in e.because != nil || e.source != nil }
    var lines = policy.expectations.filter(explained).map { expectation in
      line([
        "\(expectation.id):", "kind=\(quote(type(of: expectation.kind).name))",
        expectation.subjects.isEmpty ? nil : "structures=\(quote(expectation.subjects.joined(separator: ", ")))",
        "severity=\(expectation.severity.rawValue)", expectation.because.map { "because=\(quote($0))" },
        expectation.source.map {
          "source=\(quote([$0.cite, $0.population, $0.mean].compactMap(\.self).joined(separator: "; ")))"
        },
      ])
    }
    let others = policy.expectations.filter { !explained($0) }
    for kind in others.map({ type(of: $0.kind).name }).reduce(
      into: [String](), { if !$0.contains($1) { $0.append($1) } })
    {
      let ids = others.filter { type(of: $0.kind).name == kind }.map(\.id)
      lines.append("kind=\(quote(kind)): \(ids.joined(separator: ", "))")
    }
    return DataBlock(name: "expectations", lines: lines).text
  }

  /// The structures the policy declares.
  static func declarations(_ policy: Policy) -> String {
    let lines = policy.labels.map { label in
      line([
        "-", quote(label.name), label.side.map { "side=\($0.rawValue)" },
        label.pairedWith.map { "paired_with=\(quote($0))" },
      ])
    }
    return DataBlock(name: "structures", lines: lines).text
  }

  var context: String {
    let facts = CaseFact.all(of: evidence)
    let lines = evidence.context.sorted { $0.key < $1.key }.map { name, value in
      // Only what somebody said of this case can be cited.
      let id = facts.first { $0.name == name }.map { "\($0.id): " } ?? "assumed: "
      return "\(id)\(Self.quote(name)): \(Self.quote(value))"
    }
    return DataBlock(name: "context", lines: lines).text
  }

  /// What there is of each structure, as measured; those without a voxel by name.
  var structures: String {
    let hasVoxels = { (s: StructureSummary) in s.state == .present || s.state == .cutByTheBorder }
    var lines = evidence.structures.filter(hasVoxels).map { structure in
      Self.line([
        "-", Self.quote(structure.label), structure.side.map { "side=\($0.rawValue)" },
        "state=\(structure.state.rawValue)", structure.size.map { "size=\(Self.quote($0.words))" },
        structure.centre.map { "centre=\(Self.quote($0))" },
      ])
    }
    for state in [StructureSummary.State.empty, .notInExport] {
      let names = evidence.structures.filter { $0.state == state }.map { Self.quote($0.label) }
      if !names.isEmpty { lines.append("state=\(state.rawValue): \(names.joined(separator: ", "))") }
    }
    return DataBlock(name: "structures", lines: lines).text
  }

  /// Odd findings in full; passed ones in short, those of one kind on a line; those without weight counted, so that a
  /// policy of a hundred structures still fits a model's context.
  var findingLines: String {
    let odd = findings.filter { $0.outcome != .pass && $0.outcome != .skipped && !$0.isWithoutWeight }
    var lines = odd.map { finding in
      Self.line([
        "\(finding.id):", "outcome=\(finding.outcome.rawValue)", "severity=\(finding.severity.rawValue)",
        "code=\(Self.quote(finding.code.text))",
        finding.labels.isEmpty ? nil : "structures=\(Self.quote(finding.labels.joined(separator: ", ")))",
        finding.measured.map { "measured=\(Self.quote($0.words))" },
        finding.expected.map { "expected=\(Self.quote($0))" },
        finding.namesFiles ? nil : "message=\(Self.quote(finding.message))",
        finding.cause.map { "cause=\(Self.quote($0))" },
        finding.location?.slices.map { "slices=\(Self.quote("\($0.axis) \($0.from) to \($0.to)"))" },
      ])
    }
    let passed = findings.filter { $0.outcome == .pass }
    for kind in passed.map(\.kind).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let short = passed.filter { $0.kind == kind }.map { finding in
        let what = ([finding.labels.joined(separator: " and ")] + [finding.measured.map(\.words) ?? ""]).filter {
          !$0.isEmpty
        }
        return "\(finding.id) \(Self.quote(what.joined(separator: " "), limit: 120))"
      }
      lines.append("outcome=pass kind=\(Self.quote(kind)): \(short.joined(separator: ", "))")
    }
    let open = findings.count { $0.isWithoutWeight }
    if open > 0 { lines.append("\(open) further findings could not be judged and have no weight by the policy.") }
    return DataBlock(name: "findings", lines: lines).text
  }

  /// The pictures by id, with their captions.
  var pictureLines: String {
    let lines = evidence.pictures.enumerated().map { "P\($0 + 1): \(Self.quote($1.caption, limit: 600))" }
    return DataBlock(name: "pictures", lines: lines).text
  }

  /// What the policy wants answered, by the ids of the findings that the answers settle.
  func lines(of questions: [OpenQuestion]) -> String {
    let lines = questions.map { question in
      let labels = question.label.map { [$0] } ?? findings.first { $0.id == question.finding }?.labels ?? []
      let whom = labels.isEmpty ? "" : " structures=\(Self.quote(labels.joined(separator: ", ")))"
      return "\(question.id):\(whom) \(Self.quote(question.text))"
    }
    return DataBlock(name: "questions", lines: lines).text
  }

  /// How far a verdict may go.
  var decision: String {
    let settings = evidence.policy.decision
    let rules = ClearingRules(evidence.policy)
    let ids = findings.filter(rules.allow).map(\.id)
    return DataBlock(
      name: "decision",
      lines: [
        "veto: failed findings of severity \(settings.veto.map(\.rawValue).sorted().joined(separator: ", "))",
        "findings that you may clear: \(ids.isEmpty ? "none" : ids.joined(separator: ", "))",
        "accept needs a confidence of \(settings.acceptConfidence)",
      ]
    ).text
  }

  /// Statements that are grounded; others are not passed on.
  static func statements(_ name: String, _ statements: [Statement]) -> String {
    let lines = statements.filter(\.grounded).map { statement in
      line([
        "\(statement.id):", quote(statement.text, limit: 600),
        statement.fault.map { "fault=\($0.rawValue)" }, statement.label.map { "structure=\(quote($0))" },
        "evidence=\(quote(statement.evidence.joined(separator: ", ")))",
      ])
    }
    return DataBlock(name: name, lines: lines).text
  }

  static var faults: String {
    let lines = Fault.allCases.map { "\($0.rawValue): \(FaultSignature.of($0).meaning)" }
    return DataBlock(name: "faults", lines: lines).text
  }

  static func quote(_ text: String, limit: Int = 400) -> String { DataBlock.quoted(text, limit: limit) }

  static func line(_ parts: [String?]) -> String { parts.compactMap(\.self).joined(separator: " ") }
}

extension Finding {
  /// Whether its message may repeat a name that only the export gives. Such names come from file names and may identify
  /// a patient: they stay here.
  fileprivate var namesFiles: Bool { kind == "file" }

  /// Whether it could not be judged and the policy gives that no weight.
  fileprivate var isWithoutWeight: Bool { outcome == .notEvaluable && notEvaluable == .ignore }
}

extension Measured {
  /// The number and its unit as a person writes them, at most four significant decimals.
  var words: String {
    let rounded = (value * 10_000).rounded() / 10_000
    let number = rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}

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
  let focus: Focus

  static func task(_ policy: Policy) -> String {
    let task = policy.task
    let parts = [
      "policy=\(quote(policy.id))", "version=\(quote(policy.version))", "title=\(quote(policy.title))",
      task.modality.map { "modality=\(quote($0))" }, task.region.map { "region=\(quote($0))" },
      "dimensions=\(task.dimensions)", task.population.map { "population=\(quote($0))" },
    ]
    return DataBlock(name: "task", lines: [line(parts)]).text
  }

  /// What the policy expects of some structures, by the ids that knowledge cites: what has a reason or a source in full
  /// as far as there is room, the rest by kind.
  static func expectations(_ policy: Policy, about group: KnowledgeGroup) -> String {
    let about = group.expectations(of: policy)
    let names = Set(group.labels)
    let full = about.filter { $0.because != nil || $0.source != nil }.map { expectation in
      let subjects = expectation.subjects.filter(names.contains)
      return line([
        "\(expectation.id):", "kind=\(quote(type(of: expectation.kind).name))",
        subjects.isEmpty ? nil : "structures=\(quote(subjects.joined(separator: ", ")))",
        "severity=\(expectation.severity.rawValue)", expectation.because.map { "because=\(quote($0, limit: 240))" },
        expectation.source.map {
          "source=\(quote([$0.cite, $0.population, $0.mean].compactMap(\.self).joined(separator: "; "), limit: 160))"
        },
      ])
    }
    var lines = fitting(full, in: PromptRoom.expectations)
    let told = Set(lines.map { $0.prefix { $0 != ":" } })
    let others = about.filter { !told.contains($0.id[...]) }
    for kind in others.map({ type(of: $0.kind).name }).reduce(
      into: [String](), { if !$0.contains($1) { $0.append($1) } })
    {
      let ids = others.filter { type(of: $0.kind).name == kind }.map(\.id)
      lines.append("kind=\(quote(kind)): \(ids.joined(separator: ", "))")
    }
    return DataBlock(name: "expectations", lines: lines).text
  }

  /// Structures that the policy declares.
  static func declarations(_ policy: Policy, of group: KnowledgeGroup) -> String {
    let names = Set(group.labels)
    var lines = policy.labels.filter { names.contains($0.name) }.map { label in
      line([
        "-", quote(label.name), label.side.map { "side=\($0.rawValue)" },
        label.pairedWith.map { "paired_with=\(quote($0))" },
      ])
    }
    let others = policy.labels.count - lines.count
    if others > 0 { lines.append("and \(others) others that are not asked about here") }
    return DataBlock(name: "structures", lines: lines).text
  }

  var context: String {
    let facts = GivenFact.all(of: evidence)
    let lines = evidence.context.sorted { $0.key < $1.key }.map { name, value in
      // Only what somebody said of this case can be cited.
      let id = facts.first { $0.name == name }.map { "\($0.id): " } ?? "assumed: "
      return "\(id)\(Self.quote(name)): \(Self.quote(value))"
    }
    return DataBlock(name: "context", lines: Self.fitting(lines, in: PromptRoom.context)).text
  }

  /// What there is of the structures in focus, as measured; the others counted.
  var structures: String {
    let inFocus = Set(focus.structures)
    var lines = evidence.structures.filter { inFocus.contains($0.label) }.map { structure in
      Self.line([
        "-", Self.quote(structure.label), structure.side.map { "side=\($0.rawValue)" },
        "state=\(structure.state.rawValue)", structure.size.map { "size=\(Self.quote($0.words))" },
        structure.centre.map { "centre=\(Self.quote($0))" },
      ])
    }
    let others = evidence.structures.filter { !inFocus.contains($0.label) }
    let counts = StructureSummary.State.allCases.compactMap { state -> String? in
      let count = others.count { $0.state == state }
      return count > 0 ? "\(count) \(state.rawValue)" : nil
    }
    if !counts.isEmpty { lines.append("and \(others.count) others: \(counts.joined(separator: ", "))") }
    return DataBlock(name: "structures", lines: lines).text
  }

  /// The findings in focus: odd ones in full, passed ones in short; the others counted.
  var findingLines: String {
    let shown = focus.findings(of: findings)
    var lines = FindingLines.lines(shown.filter { $0.outcome != .pass })
    lines += FindingLines.passed(shown.filter { $0.outcome == .pass })
    if let counts = FindingLines.counts(of: findings.filter { !focus.contains($0) }) { lines.append(counts) }
    return DataBlock(name: "findings", lines: lines).text
  }

  /// The pictures by id, with their captions. A sentence that several have is told once.
  var pictureLines: String {
    let captions = evidence.pictures.map { $0.caption.sentences }
    let counts = captions.flatMap { Set($0) }.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    let shared = captions.joined().reduce(into: [String]()) { seen, sentence in
      if counts[sentence, default: 0] > 1, !seen.contains(sentence) { seen.append(sentence) }
    }
    let own = captions.enumerated().map { place, sentences in
      ("P\(place + 1)", sentences.filter { counts[$0, default: 0] == 1 }.joined(separator: " "))
    }
    let common = shared.map { sentence in
      (
        captions.indices.filter { captions[$0].contains(sentence) }.map { "P\($0 + 1)" }.joined(separator: ", "),
        sentence
      )
    }
    let told = own + common
    // Where they are too long for the room, each is cut alike.
    let length = told.reduce(0) { $0 + $1.1.utf8.count }
    let limit = length <= PromptRoom.pictures ? 600 : PromptRoom.pictures / max(1, told.count)
    let lines = told.map { "\($0.0): \(Self.quote($0.1, limit: limit))" }
    return DataBlock(name: "pictures", lines: lines).text
  }

  /// What the policy wants answered, by the ids of the findings that the answers settle.
  func lines(of questions: [OpenQuestion]) -> String {
    let lines = questions.map { question in
      let whom =
        question.structures.isEmpty ? "" : " structures=\(Self.quote(question.structures.joined(separator: ", ")))"
      return "\(question.id):\(whom) \(Self.quote(question.text))"
    }
    return DataBlock(name: "questions", lines: lines).text
  }

  /// How far a verdict may go.
  var decision: String {
    let settings = evidence.policy.decision
    let rules = ClearingRules(evidence.policy)
    let ids = focus.findings(of: findings).filter(rules.allow).map(\.id)
    return DataBlock(
      name: "decision",
      lines: [
        "veto: failed findings of severity \(settings.veto.map(\.rawValue).sorted().joined(separator: ", "))",
        "findings that you may clear: \(ids.isEmpty ? "none" : ids.joined(separator: ", "))",
      ]
    ).text
  }

  /// Statements that are grounded, as many as there is room for; others are not passed on.
  static func statements(_ name: String, _ statements: [Statement], in room: Int) -> String {
    let lines = statements.filter(\.grounded).map { statement in
      line([
        "\(statement.id):", quote(statement.text, limit: 600),
        statement.fault.map { "fault=\($0.rawValue)" }, statement.label.map { "structure=\(quote($0))" },
        "evidence=\(quote(statement.evidence.joined(separator: ", "), limit: 120))",
      ])
    }
    return DataBlock(name: name, lines: fitting(lines, in: room)).text
  }

  /// The first lines that fit some bytes, and how many are left out.
  private static func fitting(_ lines: [String], in room: Int) -> [String] {
    var left = room
    let kept = lines.filter { line in
      left -= line.utf8.count + 1
      return left >= 0
    }
    return kept.count == lines.count ? lines : kept + ["and \(lines.count - kept.count) more that are left out here"]
  }

  static var faults: String {
    let lines = Fault.allCases.map { "\($0.rawValue): \(FaultSignature.of($0).meaning)" }
    return DataBlock(name: "faults", lines: lines).text
  }

  static func quote(_ text: String, limit: Int = 400) -> String { DataBlock.quoted(text, limit: limit) }

  static func line(_ parts: [String?]) -> String { parts.compactMap(\.self).joined(separator: " ") }
}

extension String {
  /// Pieces that end with a full stop and a space, without the space.
  fileprivate var sentences: [String] {
    split(separator: ". ").map { piece in piece.last == "." ? String(piece) : "\(piece)." }
  }
}

extension Measured {
  /// The number and its unit as a person writes them, at most four significant decimals.
  var words: String {
    let rounded = (value * 10_000).rounded() / 10_000
    let number = rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}

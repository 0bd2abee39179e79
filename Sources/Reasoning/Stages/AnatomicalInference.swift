import Evaluation

/// Stage 3: what went wrong. Inferences `A1`… name faults and cite what they explain.
enum AnatomicalInference {
  /// The diagnosis in words.
  static func byRules(_ diagnosis: Diagnosis, writer: ReasonWriter) -> StageRecord {
    var statements = diagnosis.faults.enumerated().map { index, named in
      let ids = named.findings.map(\.id)
      let verb = ids.count == 1 ? "is explained" : "are explained together"
      return Statement(
        id: "A\(index + 1)", text: "\(list(ids)) \(verb) by one fault: \(writer.sentence(for: named))",
        evidence: ids, grounded: true, fault: named.fault, label: named.labels.first)
    }
    if !diagnosis.unexplained.isEmpty {
      let ids = diagnosis.unexplained.map(\.id)
      statements.append(
        Statement(
          id: "A\(statements.count + 1)", text: "No known fault explains \(list(ids)).", evidence: ids,
          grounded: true))
    }
    return StageRecord(
      name: .anatomicalInference, statements: statements,
      note: "No language model was consulted: faults are recognised by their signature of findings.")
  }
}

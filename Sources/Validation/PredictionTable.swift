internal import Anatomy
internal import Cases
internal import Diagnostics
internal import Reasoning

/// Reads what another predictor says, from a table.
///
/// | column | says |
/// | --- | --- |
/// | `case` (`case_id`), or `export` (`mask`, `segmentation`) | the case, as in the table of truth |
/// | `decision` (`prediction`, `verdict`) | accept, review or reject, or what else tables of truth say |
/// | `acceptable` (`accepted`) | the same, or yes and no |
/// | `score` (`acceptability`) | higher is better; a probability of being acceptable where it is to be calibrated |
/// | `risk` | higher is worse: the probability of being unacceptable |
/// | `fault`, `place` (`structure`) | what it names as wrong |
package enum PredictionTable {
  private enum Column: Hashable {
    case name, export, decision, score, risk, fault, place

    static let words: [String: Column] = [
      "case": .name, "case_id": .name, "export": .export, "mask": .export, "segmentation": .export,
      "decision": .decision, "prediction": .decision, "verdict": .decision, "acceptable": .decision,
      "accepted": .decision, "score": .score, "acceptability": .score, "risk": .risk, "fault": .fault,
      "place": .place, "structure": .place,
    ]
    static let questions: Set = ["acceptable", "accepted"]
  }

  /// Throws a `ValidationError` with every mistake of the table.
  package static func read(path: String, name: String) throws -> Predictions {
    var table = try ColumnTable<Column>(path: path) { Column.words[$0] }
    checkHeader(&table)
    try table.checkHeader()
    let isQuestion = table.titles[.decision].map { Column.questions.contains(ColumnTable<Column>.plain($0.text)) }
    var predictions = Predictions(name: name)
    var seen: [String: Int] = [:]
    for row in table.rows {
      guard let name = row.fields[.name]?.text ?? row.fields[.export].map({ Export(path: $0.text).name }) else {
        table.diagnostics.error(
          .missingValue, "the row names no case", at: row.places[.name] ?? row.places[.export] ?? row.start,
          suggestion: "write what the table of truth calls it")
        continue
      }
      if let line = seen[name] {
        table.diagnostics.error(
          .duplicate, "the case '\(name)' stands in line \(line) already", at: row.start,
          suggestion: "keep one of the two")
      }
      seen[name] = row.start.line
      let decision = decision(of: row, isQuestion: isQuestion ?? false, in: &table)
      let score = score(of: row, in: &table)
      if decision == nil, score == nil {
        predictions.silence(name, because: "\(predictions.name) gives it neither a decision nor a score.")
      } else {
        predictions.add(
          Prediction(decision: decision, score: score, complaints: complaints(of: row, in: &table)), of: name)
      }
    }
    try table.check()
    return predictions
  }

  private static func checkHeader(_ table: inout ColumnTable<Column>) {
    if table.titles[.name] == nil, table.titles[.export] == nil {
      table.diagnostics.error(
        .missingColumn, "no column names the cases", at: table.header, suggestion: "call it 'case'")
    }
    if [.decision, .score, .risk].allSatisfy({ table.titles[$0] == nil }) {
      table.diagnostics.error(
        .missingColumn, "no column gives a decision or a score", at: table.header,
        suggestion:
          "call it 'decision' (accept, review or reject), 'score' (higher is better) or 'risk' (higher is worse)")
    }
    if let risk = table.titles[.risk], table.titles[.score] != nil {
      table.diagnostics.error(
        .duplicateColumn, "'\(risk.text)' says what the column of scores says already", at: risk.range,
        suggestion: "keep one of the two")
    }
  }

  private static func decision(
    of row: ColumnTable<Column>.Row, isQuestion: Bool, in table: inout ColumnTable<Column>
  ) -> Decision? {
    guard let field = row.fields[.decision] else { return nil }
    if let decision = SpokenDecision.decision(field.text, isQuestion: isQuestion) { return decision }
    table.diagnostics.error(
      .unknownValue, "'\(field.text)' is no decision", at: field.range,
      suggestion: isQuestion ? "write yes or no" : "write accept, review or reject")
    return nil
  }

  private static func score(of row: ColumnTable<Column>.Row, in table: inout ColumnTable<Column>) -> Double? {
    if let field = row.fields[.score] {
      return table.number(field, hint: "write the score as 0.87; leave the field empty where there is none")
    }
    return row.fields[.risk].flatMap { field in
      table.number(field, hint: "write the risk as 0.13; leave the field empty where there is none").map { 1 - $0 }
    }
  }

  private static func complaints(
    of row: ColumnTable<Column>.Row, in table: inout ColumnTable<Column>
  ) -> [Prediction.Complaint] {
    let structures = row.fields[.place]?.text.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    let field = row.fields[.fault]
    let fault = field.flatMap { Fault(spoken: $0.text) }
    if let field, fault == nil {
      table.diagnostics.error(
        .unknownValue, "there is no fault '\(field.text)'", at: field.range,
        suggestion: "one of: \(Fault.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return fault == nil && structures.isEmpty ? [] : [.init(fault: fault, structures: structures)]
  }
}

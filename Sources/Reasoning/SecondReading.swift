/// Decides with a second reader under the policy's rules: the reader's opinion is checked and weighed like one reading
/// of a language model.
package struct SecondReading: Reasoner {
  private let reader: any SecondReader

  package init(by reader: any SecondReader) { self.reader = reader }

  package func reason(about evidence: CaseEvidence) async -> Conclusion {
    var course = Course(evidence: evidence)
    // No question limits what is spoken of: all findings can be cited.
    course.table = EvidenceTable(evidence: evidence, findings: evidence.findings)
    var record = StageRecord(name: .clinicalSynthesis, model: reader.name)
    do {
      let opinion = try await reader.opinion(on: evidence.forModels)
      record.statements = statements(of: opinion, course.table)
      let isShare = opinion.confidence >= 0 && opinion.confidence <= 1
      let vote = StageRecord.Vote(
        decision: opinion.decision, confidence: Confidence(said: isShare ? opinion.confidence : 0),
        reasons: record.statements.map(\.id))
      record.votes = [vote]
      var weighed = course.weigh(vote, record.statements)
      // What clears a finding must rest on more than findings, and a reader cites these alone.
      weighed.clearings = []
      course.stages.append(record)
      return course.conclusion(opinion: .verdict(ModelVerdict(votes: [weighed])))
    } catch {
      let failure = StageFailure(error)
      (record.cause, record.error) = (failure.cause, failure.words)
      course.stages.append(record)
      return course.conclusion(opinion: .failed(failure))
    }
  }

  /// The reasons as statements, checked. None rests on another.
  private func statements(of opinion: Opinion, _ table: EvidenceTable) -> [Statement] {
    opinion.reasons.enumerated().map { index, reason in
      var table = table
      return table.check(
        Statement(
          id: "S\(index + 1)", text: DataBlock.cleaned(reason.text, limit: 600), evidence: reason.findings,
          grounded: false, supports: opinion.decision))
    }
  }
}

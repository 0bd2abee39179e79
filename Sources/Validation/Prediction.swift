package import Anatomy
package import Reasoning
package import Results

/// What somebody says about a case: the program in a record, or another predictor in a table.
package struct Prediction: Hashable, Sendable {
  /// What is named as wrong: a fault, structures, or both.
  package struct Complaint: Hashable, Sendable {
    package let fault: Fault?
    package let structures: [String]
  }

  package let decision: Decision?
  /// Acceptability: higher is better.
  package let score: Double?
  /// The verdict of the rules alone; nil for another predictor.
  package let rules: Decision?
  /// The verdict of the model alone; nil where none was asked, or none came.
  package let model: Decision?
  /// The weightiest first.
  package let complaints: [Complaint]
  /// What the policy is about; nil for another predictor.
  package let task: String?

  package init(_ record: Record) {
    decision = record.decision
    score = record.score
    rules = record.arbitration.rules
    model = record.arbitration.model
    complaints = record.reasons.map {
      Complaint(fault: $0.fault, structures: [$0.label].compactMap(\.self) + ($0.otherLabels ?? []))
    }
    task = record.task
  }

  init(decision: Decision?, score: Double?, complaints: [Complaint]) {
    (self.decision, self.score, self.complaints) = (decision, score, complaints)
    (rules, model, task) = (nil, nil, nil)
  }
}

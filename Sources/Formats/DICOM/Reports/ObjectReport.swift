/// What an object about a judged object says, in words and numbers of the record that it is made from.
package struct ObjectReport: Sendable {
  /// Decisions, as codes of our own say them.
  package enum Decision: String, Sendable {
    case accept, review, reject
  }

  /// A structure with its numbers, and what is to be said of it.
  package struct Structure: Sendable {
    /// As the object names it.
    package var label: String
    /// In mL; nil where it was not measured.
    package var volume: Double?
    package var sentences: [String]

    package init(label: String, volume: Double?, sentences: [String]) {
      (self.label, self.volume, self.sentences) = (label, volume, sentences)
    }
  }

  /// A finding that weighs.
  package struct Observation: Sendable {
    /// What it means for the object (PS3.3, C.33.1).
    package enum Weight: String, Sendable {
      case major = "MAJOR"
      case moderate = "MODERATE"
      case minor = "MINOR"
    }

    package var weight: Weight
    /// Expectation, limit and measured number, in words.
    package var sentence: String

    package init(_ weight: Weight, _ sentence: String) { (self.weight, self.sentence) = (weight, sentence) }
  }

  package var decision: Decision
  /// Why, the weightiest first.
  package var reasons: [String]
  package var structures: [Structure]
  package var observations: [Observation]
  /// `ct-kidneys 1.2.0`.
  package var policy: String
  /// `segwarden 0.1.0`.
  package var program: String
  /// The digest of the record's text: another record gives another object.
  package var record: String
  /// When the object was judged: `20250131` and `120000`, UTC.
  package var date: String
  package var time: String

  package init(
    decision: Decision, reasons: [String], structures: [Structure],
    observations: [Observation], policy: String,
    program: String, record: String, date: String, time: String
  ) {
    (self.decision, self.reasons, self.structures) = (decision, reasons, structures)
    self.observations = observations
    (self.policy, self.program) = (policy, program)
    (self.record, self.date, self.time) = (record, date, time)
  }
}

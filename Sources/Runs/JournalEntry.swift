package import Results

/// A line of a run's journal: a case that is done, what it was done from, and where its files lie.
package struct JournalEntry: Hashable, Sendable, Codable {
  /// What its files are called, without their endings.
  package var file: String
  /// `CaseIdentity.files` and `.facts`.
  package var inputs: String?
  package var facts: String
  package var summary: CaseSummary

  enum CodingKeys: String, CodingKey {
    case file, inputs, facts, summary
  }

  package init(file: String, of identity: CaseIdentity, summary: CaseSummary) {
    self.file = file
    inputs = identity.files
    facts = identity.facts
    self.summary = summary
  }
}

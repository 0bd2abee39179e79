/// What came of one case of a run: a record, or the reason why there is none. A bad file among a thousand is one case's
/// failure.
package struct CaseResult: Hashable, Sendable {
  /// What the user calls the case.
  package var caseName: String
  /// The record; nil when the case failed.
  package var record: Record?
  /// Why there is no record; nil when there is one.
  package var failure: CaseFailure?

  /// A case that was checked.
  package init(_ record: Record) {
    caseName = record.caseName
    self.record = record
  }

  /// A case that could not be checked.
  package init(caseName: String, failure: CaseFailure) {
    self.caseName = caseName
    self.failure = failure
  }
}

/// Why a case could not be checked. It is no verdict, and never an accept.
package struct CaseFailure: Hashable, Sendable, Codable {
  /// A word for programs, such as `truncated` or `not-a-mask`.
  package var code: String
  /// One or two sentences for people: what, where, what to do.
  package var message: String

  /// A failure by code and message.
  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

extension CaseResult: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema
    case caseName = "case"
    case failure = "error"
  }

  /// A record's JSON, or `{schema, case, error}`.
  package func encode(to encoder: any Encoder) throws {
    if let record { return try record.encode(to: encoder) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Record.schemaName, forKey: .schema)
    try container.encode(caseName, forKey: .caseName)
    try container.encodeIfPresent(failure, forKey: .failure)
  }

  /// Either form.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let failure = try container.decodeIfPresent(CaseFailure.self, forKey: .failure) {
      self.init(caseName: try container.decode(String.self, forKey: .caseName), failure: failure)
    } else {
      self.init(try Record(from: decoder))
    }
  }
}

internal import Files

/// Why a model gave no usable answer.
package struct ModelError: Error, Hashable, Sendable {
  /// The word is the one that records and transcripts keep.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// The model cannot be asked at all as it is set up: its address, its key, its file of recorded answers.
    case configuration
    case unreachable
    /// The answer broke off before its end.
    case interrupted
    case timeout
    case unauthorised
    case rejectedRequest = "rejected-request"
    case rateLimited = "rate-limited"
    /// The account's money or quota is used up: waiting does not help.
    case quotaExhausted = "quota-exhausted"
    case serverFailure = "server-failure"
    /// The model would not answer.
    case refused
    /// The provider's filters held the question or the answer back.
    case blocked
    case cutOff = "cut-off"
    /// The answer held nothing, also after it was asked for again.
    case emptyAnswer = "empty-answer"
    case invalidAnswer = "invalid-answer"
    case cancelled
    /// The run's budget has no room for the question.
    case budget
    /// The cache alone was to be used, and does not hold the answer.
    case notCached = "not-cached"
    /// The recorded answers alone were to be used, and do not hold this one.
    case notRecorded = "not-recorded"
    /// An answer could not be written to a file.
    case notKept = "not-kept"
    /// The server answered with another model than before.
    case modelChanged = "model-changed"
  }

  package let code: Code
  /// One sentence: what happened, where, what to do. Holds no key.
  package let message: String
  /// The line of a file of recorded answers that is to blame, from 1; nil for all else.
  package var location: Int?
  /// Why no whole response came, where that is the cause.
  package var cause: TransportError?
  /// For `invalidAnswer`: what the last answer broke, one short printable line each. Quotes the model.
  package var violations: [String] = []
  /// Requests sent before giving up.
  package var attempts = 0
  /// What the attempts cost as far as the server told; nil when it did not.
  package var usage: ModelUsage?

  package init(code: Code, message: String, location: Int? = nil, cause: TransportError? = nil) {
    self.code = code
    self.message = message
    self.location = location
    self.cause = cause
  }
}

extension ModelError {
  /// What could not be written, without its path.
  init(_ error: FileError) { self.init(code: .notKept, message: error.message) }
}

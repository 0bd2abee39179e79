package import JSON

/// Answers from a transcript alone, as the model that was recorded did: its failures are thrown again, and what it took
/// is told again. Nothing is sent.
package struct ReplayedModel: LanguageModel {
  private let transcript: Transcript

  package init(_ transcript: Transcript) { self.transcript = transcript }

  package var name: String { transcript.model }
  package var fingerprint: JSONValue { transcript.fingerprint }
  package var capacity: ModelCapacity { ModelProfile.capacity(in: transcript.fingerprint) }

  /// Throws what was recorded as thrown; `notRecorded` for a question that was not put then, or whose answer no longer
  /// keeps to the schema.
  package func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    guard let entry = transcript.entries[try QuestionKey.of(request, to: self)] else {
      throw ModelError(
        code: .notRecorded,
        message:
          "The recorded answers hold none to this question: the case, the policy, the prompts or the program differ.")
    }
    if let error = ModelError(recorded: entry["error"]) { throw error }
    switch StoredAnswer.reading(entry["answer"] ?? .null, schema: request.schema) {
    case .whole(let answer): return answer
    case .damaged(let reason):
      throw ModelError(code: .notRecorded, message: "The recorded answer to this question is damaged: \(reason).")
    }
  }
}

package import JSON

/// What a cache is used for.
package enum CacheMode: String, CaseIterable, Sendable {
  /// Answers from it where it has them; asks for the others and keeps them.
  case on
  /// Neither looks nor keeps.
  case off
  /// Asks everything anew, and keeps the answers in place of older ones.
  case refresh
  /// Answers from it alone: a question that it does not hold is an error.
  case only
}

extension ModelError.Code {
  /// The cache alone was to be used, and does not hold the answer.
  package static let notCached = ModelError.Code(name: "not-cached")
}

/// A model whose answers are kept from run to run. Failures are not kept: the next run asks again.
package struct CachedModel: LanguageModel {
  private let model: any LanguageModel
  private let cache: AnswerCache
  private let mode: CacheMode
  private let ledger: ModelLedger

  /// - Parameter ledger: is told of damaged entries, and of answers that could not be kept; neither stops a run.
  package init(_ model: any LanguageModel, cache: AnswerCache, mode: CacheMode, ledger: ModelLedger) {
    self.model = model
    self.cache = cache
    self.mode = mode
    self.ledger = ledger
  }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  /// Throws what the model throws; `notCached` with the mode `only`.
  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    guard mode != .off else { return try await model.answer(request) }
    let key = try QuestionKey.of(request, to: model)
    var damage: String?
    if mode != .refresh {
      switch cache.entry(key, schema: request.schema) {
      case .kept(let answer): return answer
      case .none: break
      case .damaged(let reason):
        damage = reason
        await ledger.noteDamage(reason)
      }
    }
    guard mode != .only else {
      let why =
        damage.map { "holds a damaged answer to this question (\($0))" } ?? "does not hold an answer to this question"
      throw ModelError(code: .notCached, message: "The cache \(why), and nothing else was to be asked.")
    }
    let answer = try await model.answer(request)
    // An answer that could not be kept is still an answer.
    do throws(PrivateFile.Failure) { try cache.keep(answer, for: key) } catch { await ledger.noteNotKept(error.reason) }
    return answer
  }
}

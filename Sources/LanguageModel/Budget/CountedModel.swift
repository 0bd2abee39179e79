package import JSON

/// A model whose answers and failures are entered in a ledger.
package struct CountedModel: LanguageModel {
  private let model: any LanguageModel
  private let ledger: ModelLedger

  package init(_ model: any LanguageModel, ledger: ModelLedger) {
    self.model = model
    self.ledger = ledger
  }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    do {
      let answer = try await model.answer(request)
      await ledger.note(answer)
      return answer
    } catch let error as ModelError {
      await ledger.note(error)
      throw error
    }
  }
}

/// The answers known so far, by the questions' types. A class, since all copies of a scene share them.
final class Answers: Sendable {
  private let byType = Guarded<[ObjectIdentifier: any AnyObject & Sendable]>([:])

  func of<M: Measure>(_ type: M.Type) -> AnswersOfType<M> {
    byType.withLock { known in
      let key = ObjectIdentifier(type)
      if let answers = known[key] as? AnswersOfType<M> { return answers }
      let answers = AnswersOfType<M>()
      known[key] = answers
      return answers
    }
  }
}

final class AnswersOfType<M: Measure>: Sendable {
  private let values = Guarded<[M: M.Value]>([:])

  func known(_ measure: M) -> M.Value? { values.withLock { $0[measure] } }
  func remember(_ value: M.Value, for measure: M) { values.withLock { $0[measure] = value } }
}

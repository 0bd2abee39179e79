/// The model that answers a run, as its server named it first. What several models say is no vote of one.
actor ServedModel {
  private var name: String?
  /// Whether the name was told by an answer from the cache.
  private var isFromCache = false

  /// Throws `modelChanged` for the answer of another model than before.
  func check(_ answer: ModelAnswer) throws(ModelError) {
    let isFirst = name == nil
    guard let before = another(than: answer.model) else {
      if isFirst { isFromCache = answer.isCached }
      return
    }
    var error = ModelError(
      code: .modelChanged,
      message:
        "The server answered as \(answer.model), and before as \(before)"
        + (isFromCache
          ? ", in an answer from the cache; ask anew with --cache refresh, or name one state of the model, such as one with a date."
          : "; name one state of the model, such as one with a date.")
    )
    (error.attempts, error.usage) = (answer.attempts, answer.usage)
    throw error
  }

  /// The name so far, where a new one is that of another model; else nil, and the name that says more is kept.
  private func another(than new: String) -> String? {
    guard let before = name else {
      name = new
      return nil
    }
    let (old, next) = (ServedName(before), ServedName(new))
    guard old.matches(next) else { return before }
    if old.release == nil { name = new }
    return nil
  }
}

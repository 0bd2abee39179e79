import LanguageModel

/// Why a stage has no usable answer, in words that hold no key and no path.
enum StageFailure {
  static func words(for error: any Error) -> String {
    switch error {
    case let error as ModelError: "\(error.code.name): \(withoutPaths(DataBlock.cleaned(error.message, limit: 300)))"
    case let error as PromptError: "prompt \(error.code.name): \(error.message)"
    case is CancellationError: "cancelled: The run was stopped before the model had answered."
    // The text of an unknown error may hold anything.
    default: "unexpected: The model could not be asked."
    }
  }

  /// Without words that look like a path or an address with one.
  private static func withoutPaths(_ text: String) -> String {
    text.split(separator: " ").map { word in
      word.contains("://") || word.count { $0 == "/" } > 1 || word.count { $0 == "\\" } > 1 ? "(path)" : String(word)
    }.joined(separator: " ")
  }
}

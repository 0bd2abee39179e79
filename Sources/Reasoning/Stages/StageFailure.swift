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

  /// Without words that look like a path. Of an address the server stays, which a person needs to find the fault, and what follows it goes.
  private static func withoutPaths(_ text: String) -> String {
    text.split(separator: " ").map { word in
      if let server = server(in: word) { return server }
      return word.count { $0 == "/" } > 1 || word.count { $0 == "\\" } > 1 ? "(path)" : String(word)
    }.joined(separator: " ")
  }

  /// `http://127.0.0.1:8080` of an address with any path, query or sign after it.
  private static func server(in word: Substring) -> String? {
    for scheme in ["http://", "https://"] where word.hasPrefix(scheme) {
      let host = word.dropFirst(scheme.count).prefix { $0.isLetter || $0.isNumber || ".:-[]".contains($0) }
      return host.isEmpty || word.contains("@") ? nil : scheme + host
    }
    return nil
  }
}

import LanguageModel

/// Why a stage has no usable answer: its cause, and words that hold no key and no path.
struct StageFailure: Hashable, Sendable {
  let cause: StageRecord.Cause
  let words: String

  init(_ error: any Error) {
    switch error {
    case let error as ModelError:
      cause = Self.cause(of: error)
      words = "\(error.code.rawValue): \(Self.withoutPaths(DataBlock.cleaned(error.message, limit: 300)))"
    case let error as PromptError:
      cause = .prompt
      words = "prompt \(error.code.rawValue): \(error.message)"
    case is CancellationError:
      cause = .cancelled
      words = "cancelled: The run was stopped before the model had answered."
    // The text of an unknown error may hold anything.
    default:
      cause = .unexpected
      words = "unexpected: The model could not be asked."
    }
  }

  private static func cause(of error: ModelError) -> StageRecord.Cause {
    switch error.code {
    case .refused: .refused
    case .blocked: .blocked
    case .cutOff: .cutOff
    case .emptyAnswer: .emptyAnswer
    case .invalidAnswer: .invalidAnswer
    case .budget: .budget
    case .notCached, .notRecorded: .notCached
    case .unreachable, .interrupted, .quotaExhausted, .timeout, .rateLimited, .serverFailure: .unavailable
    case .configuration, .unauthorised, .rejectedRequest, .notKept: .configuration
    case .modelChanged: .modelChanged
    case .cancelled: .cancelled
    }
  }

  /// Without words that look like a path. Of an address the server stays, which a person needs to find the fault, and
  /// what follows it goes.
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

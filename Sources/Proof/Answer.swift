/// What a proof came to. There are three answers: what was not decided is no no.
package enum Answer: Hashable, Sendable {
  /// Shown to hold, with the argument.
  case yes(String)
  /// Shown not to hold, with what contradicts it.
  case no(String)
  /// Not decided, with the reason.
  case unknown(String)

  /// The argument, the contradiction or the reason.
  package var because: String {
    switch self {
    case .yes(let because), .no(let because), .unknown(let because): because
    }
  }

  package var word: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    }
  }
}

internal import PolicyLanguage

/// Which of a policy's limits learned ones take the place of in a patch.
package enum ReplacedLimits: String, CaseIterable, Hashable, Sendable {
  case typical, possible, both

  var parts: [LearnedNote.Part] {
    switch self {
    case .typical: [.typical]
    case .possible: [.possible]
    case .both: [.typical, .possible]
    }
  }
}

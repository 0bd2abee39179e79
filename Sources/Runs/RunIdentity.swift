/// What the results of a run follow from beside its cases. A result of a run with another identity is not one of this
/// run.
package struct RunIdentity: Hashable, Sendable, Codable {
  /// The program's name and version.
  package var program: String
  /// SHA-256 of the program's file.
  package var programDigest: String
  /// SHA-256 of the policy's text, or of the texts of all among which the program chooses.
  package var policy: String
  /// SHA-256 of what a model is asked with; nil with the rules.
  package var prompts: String?
  /// SHA-256 of which model is asked, with which settings, or of the recorded answers that stand for it; nil with the
  /// rules.
  package var asking: String?
  /// SHA-256 of the options that decide.
  package var options: String

  enum CodingKeys: String, CodingKey {
    case program
    case programDigest = "program_sha256"
    case policy = "policy_sha256"
    case prompts = "prompts_sha256"
    case asking = "asking_sha256"
    case options = "options_sha256"
  }

  package init(
    program: String, programDigest: String, policy: String, prompts: String?, asking: String? = nil, options: String
  ) {
    self.program = program
    self.programDigest = programDigest
    self.policy = policy
    self.prompts = prompts
    self.asking = asking
    self.options = options
  }

  /// What is not as it was, in words; empty when nothing differs.
  func changes(since other: RunIdentity) -> [String] {
    var changes: [String] = []
    if program != other.program || programDigest != other.programDigest { changes.append("the program") }
    if policy != other.policy { changes.append("the policy") }
    if prompts != other.prompts { changes.append("the prompts") }
    if asking != other.asking { changes.append("the model or how it is asked") }
    if options != other.options { changes.append("the options") }
    return changes
  }
}

/// A case of a run, and what its result follows from.
package struct CaseIdentity: Hashable, Sendable {
  /// What the case is called; no two cases of a run alike.
  package var name: String
  /// A digest of how its files look from outside: their places, sizes and times. Nil where nobody looked, and results
  /// are known by their case's name alone.
  package var files: String?
  /// A digest of what was said about it.
  package var facts: String

  package init(name: String, files: String?, facts: String) {
    self.name = name
    self.files = files
    self.facts = facts
  }
}

package import Results

/// A run as it is put into a store when it begins.
package struct StoredRun: Hashable, Sendable {
  /// What the run is and stays in every copy of it: by it two stores know that they hold parts of the same run. Made up
  /// where the run has none.
  package var uid: String?
  /// What the user calls the run; several may have one name, and the latest is meant.
  package var name: String
  /// The command without its arguments, such as `check`.
  package var command: String
  /// UTC, ISO 8601.
  package var started: String
  /// The program and its version.
  package var program: String
  /// The policy that judges; nil where each case has its own.
  package var policy: Provenance.PolicyReference?
  /// SHA-256 of what else the run rests on, such as `manifest`, `waivers` or `prompts`.
  package var digests: [String: String]
  /// What was chosen, by the option's name. Holds neither keys nor paths.
  package var options: [String: String]
  /// Whether neither paths nor names of its cases are stored. The run's own name and options are stored as they are.
  package var isAnonymous: Bool

  package init(
    uid: String? = nil, name: String, command: String, started: String, program: String,
    policy: Provenance.PolicyReference? = nil, digests: [String: String] = [:], options: [String: String] = [:],
    isAnonymous: Bool = false
  ) {
    self.uid = uid
    self.name = name
    self.command = command
    self.started = started
    self.program = program
    self.policy = policy
    self.digests = digests
    self.options = options
    self.isAnonymous = isAnonymous
  }
}

/// How far a run has come.
package enum RunStatus: String, CaseIterable, Hashable, Sendable {
  /// Under way, or killed.
  case running
  case finished
  /// Stopped by the user, and can be continued.
  case stopped
  /// Ended by an error of the run itself.
  case failed
}

internal import Diagnostics
package import Evaluation
package import PolicyLanguage
package import Results

/// Where in the texts of policies their expectations stand, for reports that point there.
package struct PolicyPlaces: Sendable {
  /// A line of a policy's text.
  package struct Place: Hashable, Sendable {
    /// As who reads the report finds it: from the folder where the program ran; of a shipped policy the file's name.
    package let file: String
    package let isShipped: Bool
    package let line: Int
  }

  private static let builtIn = "<built-in>/"

  /// By the policy's digest, then by the expectation's id; without one, where the policy begins.
  private var places: [String: [String: Place]] = [:]

  /// None: findings are then told by policy and expectation alone.
  package init() {}

  /// - Parameter folder: what relative paths start from. Of a file elsewhere only the name is told, since a path would
  ///   tell about the machine.
  package init(_ policies: [Policy], folder: String) {
    for policy in policies {
      var own = ["": Self.place(policy.range.file, policy.range.line, folder)]
      for expectation in policy.expectations {
        own[expectation.id] = Self.place(expectation.range.file, expectation.range.line, folder)
      }
      places[policy.digest] = own
    }
  }

  private static func place(_ file: String, _ line: Int, _ folder: String) -> Place {
    if file.hasPrefix(builtIn) {
      return Place(file: String(file.dropFirst(builtIn.count)), isShipped: true, line: line)
    }
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let own = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
    let shown =
      own.hasPrefix(start)
      ? String(own.dropFirst(start.count))
      : own.hasPrefix("/") ? own.split(separator: "/").last.map(String.init) ?? own : own
    return Place(file: shown, isShipped: false, line: line)
  }

  /// Where a finding's expectation stands; nil where the text of the very policy that judged is not known. What belongs
  /// to the policy as a whole stands where it begins.
  package func place(of finding: Finding, in policy: Provenance.PolicyReference) -> Place? {
    guard let own = places[policy.sha256] else { return nil }
    return own[finding.expectation] ?? own[""]
  }
}

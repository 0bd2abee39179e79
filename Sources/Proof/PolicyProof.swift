internal import Evaluation
internal import Numerics
package import PolicyLanguage
internal import Wording

/// What can be shown of one policy by calculating with its limits and conditions (interval arithmetic over measures),
/// and by its tests.
package struct PolicyProof: Sendable {
  package let policy: String
  package let version: String
  /// Whether any case can be accepted.
  package let canAccept: Answer
  /// Expectations that cannot fail, a sentence each.
  package let cannotFail: [String]
  /// Pairs of expectations that exclude each other wherever both apply, a sentence each.
  package let exclusions: [String]

  /// More alternatives than these are not followed: the answer is unknown then.
  static let most = 256

  /// - Parameter accepted: a case of the policy's tests that it accepts, in words; nil when there is none.
  package init(_ policy: Policy, accepted: String?) {
    self.policy = policy.id
    version = policy.version
    let requirements = policy.requirements
    exclusions = Self.exclusions(requirements)
    cannotFail = Self.cannotFail(policy, requirements)
    if let accepted {
      canAccept = .yes("\(accepted) is accepted")
    } else if let dead = Self.contradiction(requirements) {
      canAccept = .no(dead)
    } else {
      canAccept = .unknown("no limit contradicts another, and no case of the policy's tests is accepted")
    }
  }

  /// The first requirement that leaves no case over, with those before it; nil when some box is left, or too many are.
  private static func contradiction(_ requirements: [Requirement]) -> String? {
    var boxes = [ValueBox()]
    for requirement in requirements where requirement.blocks {
      let left = requirement.allowing(in: boxes)
      if left.isEmpty {
        return "\(requirement.words) cannot hold together with what the expectations before it ask"
      }
      // Alternatives multiply; the first ones alone would prove nothing.
      guard left.count <= most else { return nil }
      boxes = left
    }
    return nil
  }

  private static func exclusions(_ requirements: [Requirement]) -> [String] {
    var sentences: [String] = []
    for (first, second) in pairs(requirements) {
      let both = second.applying(in: first.applying(in: [ValueBox()]))
      guard !both.isEmpty, second.passing(in: first.passing(in: both)).isEmpty,
        !first.passing(in: both).isEmpty, !second.passing(in: both).isEmpty
      else { continue }
      sentences.append("\(first.words) and \(second.words) exclude each other: no case satisfies both where both apply")
    }
    return sentences
  }

  /// Pairs that speak of one number, or of one label's presence: no others can contradict each other.
  private static func pairs(_ requirements: [Requirement]) -> [(Requirement, Requirement)] {
    var places: [ValueBox.Variable: [Int]] = [:]
    var found: Set<[Int]> = []
    for (at, requirement) in requirements.enumerated() {
      var topics = requirement.numbers
      if requirement.presence != nil, let label = requirement.subject {
        topics.insert(.named("presence of \(label.name)"))
      }
      for topic in topics {
        for other in places[topic] ?? [] { found.insert([other, at]) }
        places[topic, default: []].append(at)
      }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }.map { (requirements[$0[0]], requirements[$0[1]]) }
  }

  private static func cannotFail(_ policy: Policy, _ requirements: [Requirement]) -> [String] {
    var sentences: [String] = []
    for expectation in policy.expectations where expectation.kind.canFail {
      let own = requirements.filter { $0.expectation.id == expectation.id }
      guard !own.isEmpty, own.allSatisfy({ $0.failing(in: $0.applying(in: [ValueBox()])).isEmpty }) else { continue }
      let applies = own.contains { !$0.applying(in: [ValueBox()]).isEmpty }
      sentences.append(
        applies
          ? "'\(expectation.id)' can never fail: its limits hold of everything"
          : "'\(expectation.id)' can never fail: its conditions never let it apply")
    }
    return sentences
  }
}

package import Anatomy
package import Reasoning

/// How many faults a policy notices.
package struct MutationScore: Sendable {
  /// One fault that was made, and what the policy said.
  package struct Attempt: Hashable, Sendable {
    package var caseName: String
    package var fault: Fault
    package var labels: [String]
    /// As it was made: `island:label=liver`.
    package var text: String
    package var decision: Decision
    /// Whether the decision is worse than that of the export as it was.
    package var isNoticed: Bool
    /// The fault that the first reason names; nil without a reason.
    package var diagnosis: Fault?
    /// The kinds of expectations that may name the fault and that the policy asks of the structures.
    package var asked: [String]
    /// The kinds of those that it does not ask of them.
    package var notAsked: [String]
    /// Why the policy does not claim to notice it; nil when it does.
    package var exception: String?
  }

  package var attempts: [Attempt] = []
  /// Mutations that the exports have no room for, with the reason.
  package var notApplicable: [(text: String, reason: String)] = []

  package var claimed: [Attempt] { attempts.filter { $0.exception == nil } }
  /// Claimed faults that nobody noticed.
  package var survivors: [Attempt] { claimed.filter { !$0.isNoticed } }
  /// Faults that were noticed although the policy does not claim it.
  package var surprises: [Attempt] { attempts.filter { $0.exception != nil && $0.isNoticed } }
  /// Of the claimed faults; nil when none is claimed.
  package var claimedShare: Double? { Self.share(claimed) }
  /// Of all faults that were made.
  package var share: Double? { Self.share(attempts) }
  /// How many noticed faults are named rightly by the first reason.
  package var diagnosed: Int { attempts.count { $0.isNoticed && $0.diagnosis == $0.fault } }

  private static func share(_ attempts: [Attempt]) -> Double? {
    attempts.isEmpty ? nil : Double(attempts.count { $0.isNoticed }) / Double(attempts.count)
  }
}

internal import Diagnostics

/// What labels declare, and how expectations name them.
struct LabelChecks {
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    for label in policy.labels {
      guard let pair = label.pairedWith, label.side == nil, policy.label(pair)?.side == nil, label.name < pair else {
        continue
      }
      diagnostics.warning(
        .pairWithoutSides, "'\(label.name)' and '\(pair)' are a pair, and neither says on which side it lies",
        at: label.range, suggestion: "add side: left and side: right")
    }
    let singles = Set(policy.groups.filter { $0.labels.count == 1 }.map(\.name))
    for expectation in policy.expectations where expectation.saysEach && expectation.subjects.count == 1 {
      // A group may grow, and a policy with one label has no other.
      guard policy.labels.count > 1, expectation.mentions.groups.isDisjoint(with: singles) else { continue }
      diagnostics.note(
        .eachOfOne, "'\(expectation.id)' is about each of one label", at: expectation.range,
        suggestion: "write label: \(expectation.subjects[0]), or name a group")
    }
  }
}

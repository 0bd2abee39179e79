/// Whether findings decide, or are only looked at while a policy or an expectation is being rolled out.
package enum Mode: String, CaseIterable, Hashable, Sendable {
  /// The default.
  case decide
  /// Findings are shown and counted, and decide nothing.
  case observe
}

extension Policy {
  /// The policy without what is only observed: what decides.
  package var deciding: Policy {
    guard expectations.contains(where: { $0.mode == .observe }) else { return self }
    return Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context, labels: labels,
      groups: groups, column: column, expectations: expectations.filter { $0.mode == .decide }, waivers: waivers,
      decision: decision, mode: mode, labelsBy: labelsBy, subset: subset, parameters: parameters, bases: bases,
      range: range, groupPlaces: groupPlaces, used: used)
  }
}

internal import Diagnostics

/// Names that are declared and that nothing uses.
struct UnusedChecks {
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    labels(&diagnostics)
    for (name, _) in policy.groups where !policy.used.groups.contains(name) {
      guard let place = policy.groupPlaces[name] else { continue }
      diagnostics.note(.unusedGroup, "no expectation uses the group '\(name)'", at: place)
    }
    for parameter in policy.parameters where !policy.used.parameters.contains(parameter.name) {
      diagnostics.note(
        .unusedParameter, "no expectation uses the parameter '\(parameter.name)'", at: parameter.range)
    }
    context(&diagnostics)
  }

  private func labels(_ diagnostics: inout Diagnostics) {
    var used: Set<String> = []
    for label in policy.labels { used.formUnion(label.inViewWith) }
    used.formUnion(policy.column.map(\.label))
    for expectation in policy.expectations {
      used.formUnion(expectation.subjects)
      used.formUnion(expectation.mentions.labels)
      if let reference = expectation.reference { used.insert(reference) }
      for condition in expectation.conditions { used.formUnion(condition.needs(subject: nil).labels) }
    }
    // What an unused structure is made of is used no more than it is.
    for structure in policy.structures.reversed() where used.contains(structure.name) {
      used.formUnion(structure.derivation?.operands ?? [])
    }
    for label in policy.labels + policy.structures where !used.contains(label.name) {
      diagnostics.note(.unusedLabel, "no expectation uses the label '\(label.name)'", at: label.range)
    }
  }

  private func context(_ diagnostics: inout Diagnostics) {
    var context = policy.waivers.reduce(into: Set<String>()) {
      $0.formUnion($1.when?.needs(subject: nil).context ?? [])
    }
    for expectation in policy.expectations {
      for condition in expectation.conditions { context.formUnion(condition.needs(subject: nil).context) }
      for variant in expectation.variants { context.formUnion(variant.strata.keys) }
    }
    for variable in policy.context where !context.contains(variable.name) {
      diagnostics.note(
        .unusedContext, "nothing depends on the context variable '\(variable.name)'", at: variable.place)
    }
  }
}

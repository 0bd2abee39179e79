extension Policy {
  /// The facts about a case, by name, that an expectation asks about: in its conditions, its strata, and the waivers
  /// that may excuse it.
  package func facts(askedBy expectation: Expectation) -> Set<String> {
    var names = Set(expectation.variants.flatMap(\.strata.keys))
    let subjects = expectation.subjects.isEmpty ? [nil] : expectation.subjects.map(label)
    for condition in expectation.conditions {
      for subject in subjects { names.formUnion(condition.needs(subject: subject).context) }
    }
    for waiver in waivers where waiver.expectation == nil || waiver.expectation == expectation.id {
      names.formUnion(waiver.when?.needs(subject: nil).context ?? [])
    }
    return names
  }

  /// The facts about a case, by name, that the policy brings together with an expectation or with one of its labels:
  /// what that expectation asks about, and any other about one of the labels.
  package func facts(bearingOn expectation: String, about labels: [String]) -> Set<String> {
    let bearing = expectations.filter { $0.id == expectation || !Set($0.subjects).isDisjoint(with: labels) }
    return bearing.reduce(into: []) { $0.formUnion(facts(askedBy: $1)) }
  }
}

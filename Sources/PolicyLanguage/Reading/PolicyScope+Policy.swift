internal import Diagnostics
internal import YAML

extension PolicyScope {
  /// The names that a checked policy declares.
  package init(of policy: Policy, vocabulary: PolicyVocabulary) {
    self.init(
      labels: policy.labels, groups: policy.groups, context: policy.context, parameters: policy.parameters,
      vocabulary: vocabulary, dimensions: policy.task.dimensions)
    structures = policy.structures
    column = policy.column
  }
}

extension Policy {
  /// The policy with further structures, each written as in the section `structures`, and without expectations: what is
  /// measured of a cohort. What cannot be made is left out.
  package func making(_ written: [String], vocabulary: PolicyVocabulary) -> Policy {
    var made = structures
    for line in written {
      var diagnostics = Diagnostics()
      guard let entry = YAMLNode.parse(line, file: "", diagnostics: &diagnostics)?.entries?.first else { continue }
      var scope = PolicyScope(of: self, vocabulary: vocabulary)
      scope.structures = made
      var fields = FieldReader("the structure '\(entry.key)'", entry.value, scope: scope)
      if let structure = LabelDeclaration(derived: &fields, name: entry.key, range: entry.keyRange) {
        made.append(structure)
      }
    }
    return Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context, labels: labels,
      structures: made, groups: groups, column: column, expectations: expectations, waivers: waivers,
      decision: decision, labelsBy: labelsBy, subset: subset, parameters: parameters, bases: bases, range: range,
      groupPlaces: groupPlaces, used: used)
  }

  /// The policy with other expectations, or with none: its names alone.
  package func with(expectations: [Expectation]) -> Policy {
    Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context, labels: labels,
      structures: structures, groups: groups, column: column, expectations: expectations, decision: decision,
      labelsBy: labelsBy, subset: subset, parameters: parameters, bases: bases, range: range, groupPlaces: groupPlaces,
      used: used)
  }

  /// The policy in force, with other settings of its decision.
  package func with(decision: DecisionSettings) -> Policy {
    Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context, labels: labels,
      structures: structures, groups: groups, column: column, expectations: expectations, waivers: waivers,
      decision: decision, mode: .decide, labelsBy: labelsBy, subset: subset, parameters: parameters, bases: bases,
      range: range, groupPlaces: groupPlaces, used: used)
  }
}

internal import Diagnostics
internal import PolicyLanguage

/// What a policy declares for its expectations to use, without the places where it stands.
struct DeclaredNames {
  let parameters: [String: String]
  let context: [ContextVariable]
  let labels: [LabelDeclaration]
  let structures: [LabelDeclaration]
  let groups: [String: [String]]
  let waivers: [Waiver]

  init(_ policy: Policy) {
    let nowhere = SourceRange(file: "", line: 0, column: 0)
    parameters = Dictionary(policy.parameters.map { ($0.name, $0.text) }) { first, _ in first }
    context = policy.context.map { variable in
      var variable = variable
      variable.place = nowhere
      return variable
    }
    func unplaced(_ label: LabelDeclaration) -> LabelDeclaration {
      var label = label
      label.range = nowhere
      return label
    }
    labels = policy.labels.map(unplaced)
    structures = policy.structures.map(unplaced)
    groups = Dictionary(policy.groups.map { ($0.name, $0.labels) }) { first, _ in first }
    waivers = policy.waivers.map { waiver in
      var waiver = waiver
      waiver.range = nowhere
      return waiver
    }
  }
}

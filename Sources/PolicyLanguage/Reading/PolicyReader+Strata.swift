internal import Diagnostics
internal import Wording
internal import YAML

/// Limits that differ between parts of the population: `volume: {by: sex, typical: {female: 90..200 mL, male: 110..250
/// mL}}`.
extension PolicyReader {
  /// A kind's value for one stratum.
  struct Stratum {
    var strata: [String: String]
    var value: YAMLNode
    /// Whether every field has something for the stratum; what is missing is reported.
    var isWhole: Bool
  }

  /// The kind's value for every stratum that its `by` names; one with no strata where it has no `by`. Nil, reported,
  /// when `by` is wrong.
  mutating func strata(_ value: YAMLNode) -> [Stratum]? {
    guard let by = value["by"] else { return [Stratum(strata: [:], value: value, isWhole: true)] }
    var variables: [ContextVariable] = []
    for node in by.elements ?? [by] {
      let name = node.text.map { $0.hasPrefix("context.") ? String($0.dropFirst(8)) : $0 }
      guard let variable = scope.context.first(where: { $0.name == name }) else {
        diagnostics.error(
          .unknownContext, "the policy declares no context variable \(node.described)", at: node.range,
          suggestion: name.flatMap { Suggestion.oneOf($0, scope.context.map(\.name)) })
        return nil
      }
      guard !variable.values.isEmpty else {
        diagnostics.error(
          .unknownStratum, "'\(variable.name)' has no strata; it is a number without bands", at: node.range,
          suggestion: "give it bands, such as {child: \"< 18\", adult: \">= 18\"}")
        return nil
      }
      variables.append(variable)
    }
    guard variables.count <= 3 else {
      diagnostics.error(.unexpected, "'by' takes at most three context variables", at: by.range)
      return nil
    }
    var cells: [[String: String]] = [[:]]
    for variable in variables {
      cells = cells.flatMap { cell in
        variable.values.map { cell.merging([variable.name: $0]) { _, new in new } }
      }
    }
    return cells.map { cell in
      var resolved = value
      var isWhole = true
      resolved.content = .mapping(
        (value.entries ?? []).filter { $0.key != "by" }.compactMap { entry in
          guard let node = leaf(entry.value, variables, cell) else {
            isWhole = false
            return nil
          }
          return YAMLNode.Entry(key: entry.key, keyRange: entry.keyRange, value: node)
        })
      return Stratum(strata: cell, value: resolved, isWhole: isWhole)
    }
  }

  /// The value for a stratum: of a mapping by strata the one of the first variable whose strata it names, or `other`.
  private mutating func leaf(_ node: YAMLNode, _ variables: [ContextVariable], _ cell: [String: String]) -> YAMLNode? {
    guard let entries = node.entries else { return node }
    let keys = entries.map(\.key)
    guard let variable = variables.first(where: { variable in keys.contains { variable.values.contains($0) } }) else {
      // A field with fields of its own: these may differ.
      var resolved = node
      resolved.content = .mapping(
        entries.compactMap { entry in
          leaf(entry.value, variables, cell).map { .init(key: entry.key, keyRange: entry.keyRange, value: $0) }
        })
      return resolved
    }
    for entry in entries where !variable.values.contains(entry.key) && entry.key != "other" {
      diagnostics.error(
        .unknownStratum, "'\(variable.name)' is never '\(entry.key)'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(entry.key, variable.values + ["other"]))
    }
    guard let value = node[cell[variable.name] ?? ""] ?? node["other"] else {
      diagnostics.error(
        .missingStratum, "there is nothing for \(variable.name) '\(cell[variable.name] ?? "")'", at: node.range,
        suggestion: "add it, or other: for the rest")
      return nil
    }
    return leaf(value, variables.filter { $0.name != variable.name }, cell)
  }
}

package import PolicyLanguage
package import Volume

extension Segmentation {
  /// With the policy's names for the structures that it matches; the others keep theirs.
  package func named(for policy: Policy) -> Segmentation {
    let names = Dictionary(
      LabelMatcher(policy: policy, segmentation: self).places.map { ($0.value, $0.key) }, uniquingKeysWith: min)
    return with(
      structures: placed.map { place, structure in
        structure.with(name: names[place])
      })
  }
}

package import PolicyLanguage
package import Volume
internal import Wording

extension Segmentation {
  /// The export without the structures that stand for several labels of a policy, such as a right kidney by name that
  /// is a left one by code. Each becomes a problem of the export, so that neither label is trusted in silence.
  /// Structures without voxels stay: they claim nothing.
  package func settled(for policy: Policy) -> Segmentation {
    let matcher = LabelMatcher(policy: policy, segmentation: self)
    guard !matcher.conflicts.isEmpty else { return self }
    let contradictions = matcher.conflicts.map { labels, place in
      let structure = self[place]
      let name = structure.name.flatMap { matcher.label(named: $0) == nil ? nil : $0 } ?? labels[0]
      let message =
        structure.concepts.isEmpty
        ? "its name stands for several labels, \(listed(labels)); spell them so that they differ."
        : "its name and its code \(listed(structure.concepts)) stand for different labels, \(listed(labels)); mend what is wrong."
      return SegmentationProblem(kind: .contradiction, structure: name, message: message)
    }
    let places = Set(matcher.conflicts.map(\.place))
    return with(
      structures: placed.map { places.contains($0) ? $1.nameless : $1 },
      problems: problems + contradictions)
  }
}

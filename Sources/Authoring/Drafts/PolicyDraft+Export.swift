internal import Evaluation
package import Geometry
internal import PolicyLanguage
internal import Volume
internal import Wording

extension PolicyDraft {
  /// A draft that the export it is made from satisfies: it is judged by the draft, and what does not hold is asked
  /// instead of expected.
  package static func make(_ head: Head, from scene: Scene) async -> PolicyDraft {
    let structures = scene.segmentation.structures
    var head = head
    head.dimensions = scene.grid.dimensions
    var draft = PolicyDraft(head, labels: DraftLabels(structures.map { ($0.value, $0.name) }))
    draft.knowsSides = scene.grid.affine != nil
    let names = draft.labels.labels.map(\.name)
    draft.absent = zip(names, structures).filter { $1.runs.isEmpty }.map(\.0)
    draft.measured = [:]
    for (place, name) in zip(scene.segmentation.ownPlaces, names) where !scene.isEmpty(place) {
      draft.measured?[name] = size(of: place, in: scene)
    }
    // Each round takes at least one expectation away from one label; two rounds do unless an expectation depends on
    // another.
    for _ in 0..<3 {
      let found = await draft.unsatisfied(by: scene)
      if found.isEmpty { break }
      for (expectation, label, message) in found { draft.exceptions[expectation, default: []].append((label, message)) }
    }
    return draft
  }

  /// What the export does not satisfy of what the draft expects of single structures.
  private func unsatisfied(by scene: Scene) async -> [(expectation: String, label: String, message: String)] {
    let reading = PolicyReader.read(PolicySource(file: "draft", text: text), vocabulary: .standard)
    guard let policy = reading.policy else { return [] }
    let result = await Evaluator(policy: policy).evaluate(scene, imageGrid: nil, context: [:])
    return result.findings.compactMap { finding in
      let isOpen =
        finding.outcome == .fail || finding.outcome == .warn
        || (finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
      guard isOpen,
        let label = finding.expectation.hasPrefix("sides-")
          ? String(finding.expectation.dropFirst(6)) : finding.labels.first,
        !["file", "present", "may-be-absent"].contains(finding.expectation)
      else { return nil }
      return (finding.expectation, label, finding.message)
    }
  }

  private static func size(of place: StructurePlace, in scene: Scene) -> String {
    let voxels = scene[VoxelCount(structure: place)]
    guard scene.grid.dimensions == 3, scene.grid.spacing != nil else {
      return "\(voxels) \(scene.grid.dimensions == 3 ? "voxels" : "px")"
    }
    return "\(Significant.text(Double(voxels) * scene.grid.voxelMeasure / 1000, digits: 3)) mL"
  }
}

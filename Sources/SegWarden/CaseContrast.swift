package import Evaluation
internal import Geometry
internal import Learning
internal import Mutations
internal import Numerics
internal import Pictures
internal import PolicyLanguage
package import Reasoning
package import Volume

/// One structure's mask beside changed versions of itself: shrunk, grown and shifted a little, and repaired where there
/// is something to repair. All are drawn alike, in an order that the seed gives; at most five pictures.
package struct CaseContrast: Sendable {
  private let facts: CaseFacts
  /// The masks, in the places that the facts speak of.
  private let segmentation: Segmentation
  private let findings: [Finding]
  private let image: IntensityVolume

  /// - Parameter image: without an image there is nothing to compare a mask with.
  package init(facts: CaseFacts, segmentation: Segmentation, findings: [Finding], image: IntensityVolume) {
    self.facts = facts
    self.segmentation = segmentation
    self.findings = findings
    self.image = image
  }

  /// Draws them; nil when no structure has voxels, or none of the changes can be made. The same case and seed give the
  /// same pictures. Cost: three passes over the structure's box, and the pixels.
  package func draw(seed: UInt64) throws -> Contrast? {
    guard let structure = subject, let place = facts.filled(structure) else { return nil }
    var versions = versions(of: segmentation[place].runs, seed: seed)
    guard versions.count > 1 else { return nil }
    var random = SplitMix64(seed: seed)
    versions = random.shuffled(versions)
    let isCT = facts.policy.task.modality?.uppercased() == "CT"
    let slices = KeySlices(
      grid: facts.grid, structures: [], image: image, window: isCT ? KeySlices.softTissue : nil,
      air: isCT ? KeySlices.air : nil)
    let pictures = try slices.comparison(
      of: structure,
      candidates: versions.enumerated().map { KeySlices.Candidate(name: "contrast-\($0 + 1)", runs: $1.runs) })
    return Contrast(
      structure: structure,
      candidates: zip(versions, pictures).map { Contrast.Candidate(version: $0.version, picture: $1) })
  }

  /// The structure of the gravest open finding that has voxels, else the policy's first whole one.
  private var subject: String? {
    let outcomes: [Finding.Outcome] = [.fail, .warn, .notEvaluable]
    for outcome in outcomes {
      let open = findings.filter { $0.outcome == outcome }
      for severity in [Severity.reject, .review, .note] {
        let worst = open.filter { $0.severity == severity }
          .enumerated().sorted { ($0.element.margin ?? 0, $0.offset) < ($1.element.margin ?? 0, $1.offset) }
        for label in worst.flatMap(\.element.labels) where isDrawn(label) { return label }
      }
    }
    let filled = facts.policy.labels.map(\.name).filter(isDrawn)
    return filled.first { facts.cuts($0).isEmpty } ?? filled.first
  }

  /// Whether a label is a structure of the export itself, with voxels: what is made of several has no mask to change.
  private func isDrawn(_ label: String) -> Bool {
    facts.filled(label).map(segmentation.ownPlaces.contains) ?? false
  }

  /// The original and what can be made of it, each set of voxels once.
  private func versions(of runs: Runs, seed: UInt64) -> [(version: Contrast.Version, runs: Runs)] {
    var versions: [(version: Contrast.Version, runs: Runs)] = [(.original, runs)]
    func add(_ version: Contrast.Version, _ changed: Runs?) {
      guard let changed, !changed.isEmpty, !versions.contains(where: { $0.runs == changed }) else { return }
      versions.append((version, changed))
    }
    // Alone on its grid: whatever stands beside it neither stops its growth nor loses voxels.
    let alone = Segmentation(grid: facts.grid, structures: [Structure(value: 1, name: nil, runs: runs)])
    for (version, words) in Self.changes {
      let changed = try? MutationSpec(parsing: words).apply(to: alone, seed: seed)
      add(version, changed?.segmentation.structures.first?.runs)
    }
    let largest = runs.pieces(.corners, on: facts.grid).max { $0.voxelCount < $1.voxelCount } ?? runs
    add(.repaired, largest.union(largest.enclosed(background: .faces, on: facts.grid)))
    return versions
  }

  /// Changes that show, and that are no larger than what segmentation models get wrong.
  private static let changes: [(Contrast.Version, String)] = [
    (.shrunk, "under-segmented:by=20 %"), (.grown, "over-segmented:by=20 %"), (.shifted, "shifted:by=40 %"),
  ]
}

package import Evaluation
internal import Geometry
package import Pictures
internal import PolicyLanguage
package import Volume

/// The pictures of one case: an overview of all the policy's structures, and close-ups of the places of failed findings.
package struct CasePictures: Sendable {
  private let facts: CaseFacts
  private let findings: [Finding]
  private let image: IntensityVolume?

  /// At most this many close-ups: models pay per picture, and people look at the worst first.
  static let mostCloseUps = 4

  package init(facts: CaseFacts, findings: [Finding], image: IntensityVolume?) {
    self.facts = facts
    self.findings = findings
    self.image = image
  }

  /// Draws them. Cost: the pixels, and a pass over the runs for each picture.
  package func draw() throws -> [Picture] {
    let shown = facts.policy.labels.compactMap { label -> (name: String, runs: Runs)? in
      facts.filled(label.name).map { (label.name, facts.scene.runs($0)) }
    }
    guard !shown.isEmpty else { return [] }
    let structures = shown.enumerated().map { at, structure in
      ShownStructure(name: structure.name, runs: structure.runs, style: ContourStyle(at: at))
    }
    let isCT = facts.policy.task.modality?.uppercased() == "CT"
    let slices = KeySlices(
      grid: facts.grid, structures: structures, image: image, window: isCT ? KeySlices.softTissue : nil)
    var pictures = [try slices.overview()]
    for (number, place) in places().enumerated() {
      pictures.append(
        try slices.closeUp(of: place.box, around: place.labels, name: "close-up-\(number + 1)-\(place.finding)"))
    }
    return pictures
  }

  /// Where failed findings point, the gravest first, each place once.
  private func places() -> [(finding: String, labels: [String], box: VoxelBox)] {
    var seen: Set<VoxelBox> = []
    var places: [(finding: String, labels: [String], box: VoxelBox)] = []
    for finding in findings.filter({ $0.outcome == .fail || $0.outcome == .warn }).sorted(by: Self.isGraver) {
      guard places.count < Self.mostCloseUps else { break }
      guard let box = finding.location.flatMap(Self.box), seen.insert(box).inserted else { continue }
      places.append((finding.id, finding.labels, box))
    }
    return places
  }

  private static func isGraver(_ a: Finding, _ b: Finding) -> Bool {
    if a.outcome != b.outcome { return a.outcome == .fail }
    if a.severity != b.severity { return a.severity > b.severity }
    return (a.margin ?? 0) < (b.margin ?? 0)
  }

  private static func box(_ location: Location) -> VoxelBox? {
    guard location.voxel.count == 2, let first = location.voxel.first, let last = location.voxel.last,
      first.count >= 2, last.count == first.count
    else { return nil }
    return VoxelBox(
      first: VoxelIndex(first[0], first[1], first.count > 2 ? first[2] : 0),
      last: VoxelIndex(last[0], last[1], last.count > 2 ? last[2] : 0))
  }
}

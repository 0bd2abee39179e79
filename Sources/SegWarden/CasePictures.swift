package import Evaluation
internal import Geometry
package import Pictures
internal import PolicyLanguage
package import Volume

/// The pictures of one case: an overview of all the policy's structures, close-ups of the places of failed findings,
/// structures slice by slice, and silhouettes from the front and the side. At most ten.
package struct CasePictures: Sendable {
  private let facts: CaseFacts
  /// The masks, in the places that the facts speak of.
  private let segmentation: Segmentation
  private let findings: [Finding]
  private let image: IntensityVolume?

  /// At most this many close-ups: models pay per picture, and people look at the worst first.
  static let mostCloseUps = 4
  /// At most this many structures slice by slice.
  static let mostStructures = 4

  package init(facts: CaseFacts, segmentation: Segmentation, findings: [Finding], image: IntensityVolume?) {
    self.facts = facts
    self.segmentation = segmentation
    self.findings = findings
    self.image = image
  }

  /// Draws them. Cost: the pixels, and a pass over the runs for each picture.
  package func draw() throws -> [Picture] {
    // What is made of labels has their outlines, and is drawn where a finding speaks of it.
    let named = Set(findings.filter { $0.outcome == .fail || $0.outcome == .warn }.flatMap(\.labels))
    let declared = facts.policy.labels + facts.policy.structures.filter { named.contains($0.name) }
    let shown = declared.compactMap { label -> (name: String, runs: Runs, box: VoxelBox)? in
      guard let runs = facts.filled(label.name).map({ segmentation.runs(at: $0) }),
        let box = VoxelBox(of: runs, on: facts.grid)
      else { return nil }
      return (label.name, runs, box)
    }
    guard !shown.isEmpty else { return [] }
    let structures = zip(shown, ContourStyle.styles(for: shown.map(\.box))).map { structure, style in
      ShownStructure(name: structure.name, runs: structure.runs, style: style)
    }
    let isCT = facts.policy.task.modality?.uppercased() == "CT"
    let slices = KeySlices(
      grid: facts.grid, structures: structures, image: image, window: isCT ? KeySlices.softTissue : nil,
      air: isCT ? KeySlices.air : nil)
    var pictures = [try slices.overview()]
    for (number, place) in places().enumerated() {
      pictures.append(
        try slices.closeUp(
          of: place.box, around: place.labels, name: "close-up-\(number + 1)-\(place.findings[0])",
          subject: Self.subject(of: place)))
    }
    let gravest = namedByFindings()
    for structure in chosen(shown.map { ($0.name, $0.runs.voxelCount) }, first: gravest) {
      if let picture = try slices.slices(of: structure, name: "slices-\(structure)") { pictures.append(picture) }
    }
    if let picture = try slices.projections(of: gravest) { pictures.append(picture) }
    return pictures
  }

  /// `Close-up at F3 and F7, about kidney_left.`
  private static func subject(of place: Place) -> String {
    let ids = place.findings.prefix(4)
    let list = ids.count > 1 ? "\(ids.dropLast().joined(separator: ", ")) and \(ids[ids.count - 1])" : ids.joined()
    let about = place.labels.isEmpty ? "" : ", about \(place.labels.prefix(3).joined(separator: ", "))"
    return "Close-up at \(list)\(about)."
  }

  /// A place that findings point to.
  private struct Place {
    var findings: [String]
    var labels: [String]
    let box: VoxelBox
  }

  /// Where failed findings point, the gravest first, each place once.
  private func places() -> [Place] {
    var places: [Place] = []
    for finding in findings.filter({ $0.outcome == .fail || $0.outcome == .warn }).sorted(by: Self.isGraver) {
      guard let box = finding.location.flatMap(VoxelBox.init) else { continue }
      if let at = places.firstIndex(where: { $0.box == box }) {
        places[at].findings.append(finding.id)
        places[at].labels += finding.labels.filter { !places[at].labels.contains($0) }
      } else if places.count < Self.mostCloseUps {
        places.append(Place(findings: [finding.id], labels: finding.labels, box: box))
      }
    }
    return places
  }

  /// The labels of failed findings, then of warnings, then of those that are open, each the gravest first and each
  /// label once.
  private func namedByFindings() -> [String] {
    let outcomes: [Finding.Outcome] = [.fail, .warn, .notEvaluable]
    var names: [String] = []
    for outcome in outcomes {
      let ordered = findings.filter { $0.outcome == outcome }.sorted(by: Self.isGraver)
      for label in ordered.flatMap(\.labels) where !names.contains(label) { names.append(label) }
    }
    return names
  }

  /// The structures that are shown slice by slice: named ones first, then the largest.
  private func chosen(_ all: [(name: String, size: Int)], first names: [String]) -> [String] {
    let present = names.filter { name in all.contains { $0.name == name } }
    let rest = all.filter { !present.contains($0.name) }.sorted { (-$0.size, $0.name) < (-$1.size, $1.name) }
    return Array((present + rest.map(\.name)).prefix(Self.mostStructures))
  }

  private static func isGraver(_ a: Finding, _ b: Finding) -> Bool {
    if a.outcome != b.outcome { return a.outcome == .fail }
    if a.severity != b.severity { return a.severity > b.severity }
    return (a.margin ?? 0) < (b.margin ?? 0)
  }
}

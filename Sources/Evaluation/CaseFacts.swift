package import Geometry
package import PolicyLanguage
package import Volume

/// What is known of a label in one export. Three states that must not look alike, since each means something else.
public enum LabelState: String, Hashable, Sendable, Codable {
  /// The export holds voxels of it.
  case present
  /// The export names it and holds no voxel of it.
  case empty
  /// The export does not know it.
  case notInExport = "not-in-export"
}

/// One case in front of one policy: which structure is which label, and what has been measured.
package struct CaseFacts: Sendable {
  package let policy: Policy
  /// The export, with what has been measured of it.
  package let scene: Scene
  /// The grid of the source image, when one was given.
  package let imageGrid: Grid?
  /// Context variables with the values that hold for this case.
  package let context: [String: String]
  private let matcher: LabelMatcher
  /// Places of structures with voxels that the policy does not know.
  package var unknownStructures: [Int] { matcher.unknown }
  /// Places of structures whose label another structure has already, with that label; they are not judged.
  var doubles: [(label: String, place: Int)] { matcher.doubles }

  package init(policy: Policy, scene: Scene, imageGrid: Grid?, context: [String: String]) {
    self.policy = policy
    self.scene = scene
    self.imageGrid = imageGrid
    var values = context
    for variable in policy.context where values[variable.name] == nil { values[variable.name] = variable.initial }
    self.context = values
    matcher = LabelMatcher(policy: policy, segmentation: scene.roster)
  }

  private init(_ whole: CaseFacts, scene: Scene, imageGrid: Grid?) {
    policy = whole.policy
    self.scene = scene
    self.imageGrid = imageGrid
    context = whole.context
    matcher = whole.matcher
  }

  /// The same case, of which only one slice is looked at.
  func inside(_ slice: Scene) -> CaseFacts { CaseFacts(self, scene: slice, imageGrid: slice.imageGrid) }

  /// The same case, with a witness for what a stored scene cannot answer.
  func watched(by witness: Witness) -> CaseFacts {
    CaseFacts(self, scene: scene.watched(by: witness), imageGrid: imageGrid)
  }

  package var grid: Grid { scene.grid }

  /// The place of a label's structure in the segmentation; nil when the export does not know the label.
  package func place(_ label: String) -> Int? { matcher.places[label] }

  package func state(_ label: String) -> LabelState {
    guard let place = matcher.places[label] else { return .notInExport }
    return scene.isEmpty(place) ? .empty : .present
  }

  /// The place of a label that has voxels.
  package func filled(_ label: String) -> Int? { state(label) == .present ? matcher.places[label] : nil }

  /// What keeps a label's own file from being used, if anything does.
  package func problem(of label: String) -> SegmentationProblem? { matcher.problems[label] }

  /// The policy label that a name in the export stands for.
  package func label(named name: String) -> String? { matcher.label(named: name) }

  /// The faces of the field of view that cut a label, in words (`superior`; `k+`, the last slice along k, without an orientation).
  package func cuts(_ label: String) -> [String] {
    guard let place = filled(label) else { return [] }
    return scene[FacesTouched(structure: place)].keys
      .sorted { ($0.axis, $0.isLast ? 1 : 0) < ($1.axis, $1.isLast ? 1 : 0) }
      .map { faceName($0) }
  }

  /// The name of a face: the patient direction it looks in; for pictures the picture's side.
  package func faceName(_ face: GridFace) -> String {
    if let direction = face.direction(in: grid) { return direction.rawValue }
    if grid.dimensions == 2 {
      return face.axis == 0
        ? (face.isLast ? "image-right" : "image-left") : (face.isLast ? "image-bottom" : "image-top")
    }
    return face.name
  }

  /// Why a label cannot be measured; nil when it can.
  package func absence(of label: String) -> String? {
    switch state(label) {
    case .present: nil
    case .empty: "\(label) is empty in the export"
    case .notInExport where problem(of: label) != nil: "the file of \(label) cannot be used"
    case .notInExport: "\(label) is not in the export"
    }
  }

  /// What an unknown does to the decision that may come from some labels' absence: nothing where presence judges it, else what the policy says.
  func effect(ofUnknown labels: some Sequence<String>) -> NotEvaluableEffect? {
    labels.contains { filled($0) == nil && absenceIsJudged($0) } ? .ignore : nil
  }

  /// Whether some presence expectation of the policy judges a label's absence, so that other expectations need not.
  package func absenceIsJudged(_ label: String) -> Bool {
    policy.expectations.contains { ($0.kind as? Presence)?.requirement != nil && $0.subjects.contains(label) }
  }
}

extension CaseFacts: ConditionFacts {
  package func complete(_ label: String) -> Truth {
    if let absence = absence(of: label) { return .unknown(absence) }
    return cuts(label).isEmpty ? .true : .false
  }

  package func present(_ label: String) -> Truth { state(label) == .present ? .true : .false }

  /// True when the label has voxels, or the place in which it lies is in the field of view (`placeInView`); false when that
  /// place lies outside.
  package func inView(_ label: String) -> Truth {
    if state(label) == .present { return .true }
    return switch placeInView(label) {
    case .inside: .true
    case .outside: .false
    case .cut(let evidence): .unknown("its place is not wholly in the field of view: \(evidence)")
    case .unknown(let why): .unknown(why)
    }
  }

  package func context(_ name: String) -> String? { context[name] }

  package func measure(_ function: MeasureFunction, _ labels: [String], in dimension: Dimension) -> Known<Double> {
    for label in labels { if let absence = absence(of: label) { return .unknown(absence) } }
    let places = labels.compactMap { place($0) }
    return MeasuredNumber(function: function, facts: self).value(of: places, labels, in: dimension)
  }
}

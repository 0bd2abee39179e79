internal import Anatomy
package import Geometry
package import Measurements
package import PolicyLanguage
package import Volume
package import Wording

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
  /// What was measured of the export.
  package let table: MeasurementTable
  /// Context variables with the values that hold for this case.
  package let context: [String: String]
  /// What the export was meant to hold and be judged by, as far as somebody said.
  package let request: ExportRequest
  /// The labels that were asked for by name; nil: those that the policy requires.
  private let asked: Set<String>?
  private let matcher: LabelMatcher
  /// The places of labels and of derived structures.
  private let places: [String: StructurePlace]
  /// What derived structures cannot be made without and the export lacks.
  private let lacks: [String: String]
  /// The field of view along the body, once everything is measured.
  private var levelView: LevelView?
  /// Why the image of the whole cannot be looked at, where this is a slice of it: a slice does not know.
  private(set) var imageProblemOfWhole: UnknownCause?
  /// Places of structures with voxels that the policy does not know.
  package var unknownStructures: [StructurePlace] { matcher.unknown }
  /// Places of structures whose label another structure has already, with that label; they are not judged.
  var doubles: [(label: String, place: StructurePlace)] { matcher.doubles }

  package init(
    policy: Policy, table: MeasurementTable, context: [String: String], request: ExportRequest = ExportRequest()
  ) {
    self.policy = policy
    self.table = table
    var values = context
    for variable in policy.context where values[variable.name] == nil { values[variable.name] = variable.initial }
    self.context = values
    let matcher = LabelMatcher(policy: policy, segmentation: table.roster)
    self.matcher = matcher
    self.request = request
    let derived = DerivedStructures(policy, places: matcher.places) { name in
      matcher.places[name].map { !table.isEmpty($0) } ?? false
    }
    let roster = table.roster
    let made = derived.recipes.compactMapValues { recipe in
      if case .own(let place) = recipe { return place }
      return zip(roster.derivedPlaces, roster.derived).first { $1.key == recipe.key }?.0
    }
    places = matcher.places.merging(made) { own, _ in own }
    lacks = derived.lacks
    asked =
      if let names = request.structures {
        Set(names.compactMap { matcher.label(named: $0) })
      } else if table.roster.isListing {
        Set(matcher.places.keys).union(matcher.problems.keys)
      } else if policy.subset == .allowed {
        Set(matcher.places.filter { !table.isEmpty($0.value) }.keys)
      } else {
        nil
      }
  }

  /// The same case, of which another table is looked at: that of one slice, or a fuller one.
  func with(_ table: MeasurementTable) -> CaseFacts { CaseFacts(self, table: table) }

  private init(_ whole: CaseFacts, table: MeasurementTable) {
    policy = whole.policy
    self.table = table
    context = whole.context
    request = whole.request
    asked = whole.asked
    matcher = whole.matcher
    places = whole.places
    lacks = whole.lacks
    levelView = whole.levelView
    imageProblemOfWhole = whole.imageProblem
  }

  /// The same case, knowing its field of view along the body.
  func located() -> CaseFacts {
    var located = self
    located.levelView = LevelView(self)
    return located
  }

  package var grid: Grid { table.grid }

  /// The grid of the source image, when one was given.
  package var imageGrid: Grid? { table.imageGrid }

  /// The answer to a question. Throws where the table does not hold it; nothing is measured.
  package func value<M: TabledMeasure>(of measure: M) throws(MeasurementError) -> M.Value {
    try table.value(of: measure)
  }

  /// The place of a label's structure in the segmentation; nil when the export does not know the label.
  package func place(_ label: String) -> StructurePlace? { places[label] }

  package func state(_ label: String) -> LabelState {
    guard let place = places[label] else { return .notInExport }
    return table.isEmpty(place) ? .empty : .present
  }

  /// The place of a label that has voxels.
  package func filled(_ label: String) -> StructurePlace? { state(label) == .present ? places[label] : nil }

  /// What keeps a label's own file from being used, if anything does.
  package func problem(of label: String) -> SegmentationProblem? { matcher.problems[label] }

  /// The policy label that a name in the export stands for.
  package func label(named name: String) -> String? { matcher.label(named: name) }

  /// The faces of the field of view that cut a label, in words (`superior`; `k+`, the last slice along k, without an
  /// orientation).
  package func cuts(_ label: String) -> [String] {
    // Every table has the faces of every structure; only that of a slice may lack them, where `complete` says so.
    (try? faces(of: label)) ?? []
  }

  private func faces(of label: String) throws(MeasurementError) -> [String] {
    guard let place = filled(label) else { return [] }
    return try value(of: FacesTouched(structure: place)).keys
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

  /// Whether a label was asked for in this export.
  package func isAskedFor(_ label: String) -> Bool {
    guard let asked else { return true }
    let needed = policy.label(label)?.derivation?.needed
    return needed?.allSatisfy(isAskedFor) ?? asked.contains(label)
  }

  /// Whether somebody said by name which structures were asked for.
  package var namesAsked: Bool { asked != nil }

  /// How a label's structure was recognised; nil when the export does not know the label.
  package func identification(of label: String) -> Identification? { matcher.identifications[label] }

  /// Why a label cannot be measured; nil when it can.
  package func absence(of label: String) -> UnknownCause? {
    let state = state(label)
    if state == .present { return nil }
    if policy.label(label)?.derivation != nil { return absence(ofDerived: label) }
    if problem(of: label) != nil { return .unreadable(label) }
    if !isAskedFor(label) { return .notAskedFor(label) }
    if case .outside(let evidence) = view(of: label) { return .outOfView(label, evidence: evidence) }
    return state == .empty ? .empty(label) : .absent(label)
  }

  /// Why a derived structure cannot be measured.
  private func absence(ofDerived name: String) -> UnknownCause {
    if let lacking = lacks[name] { return absence(of: lacking) ?? .absent(lacking) }
    let roster = table.roster
    // Made by a policy that the answers were not stored for.
    guard let place = places[name] else { return .notStored("the structure \(name)") }
    return roster.derived(at: place)?.problem.map { .notComputable($0) } ?? .empty(name)
  }

  /// Whether the place of a label lies in the field of view.
  ///
  /// That landmarks are missing proves nothing: they may have been lost with the label.
  package func view(of label: String) -> ViewOfLabel {
    guard state(label) != .present, let declared = policy.label(label),
      !declared.inViewWith.isEmpty || declared.level != nil
    else { return .inside(evidence: nil) }
    let landmarks = declared.inViewWith
    let whole = landmarks.filter { state($0) == .present && cuts($0).isEmpty }
    if !landmarks.isEmpty, whole.count == landmarks.count {
      return .inside(
        evidence:
          "\(listed(landmarks)), whose level it shares, lie\(landmarks.count == 1 ? "s" : "") whole in the field of view"
      )
    }
    if let level = declared.level { return (levelView ?? LevelView(self)).place(of: level) }
    let names = listed(landmarks.filter { !whole.contains($0) })
    return .unknown(
      why: "of its landmarks, \(names) \(landmarks.count - whole.count == 1 ? "is" : "are") missing or cut")
  }

  /// What shows where a label lies: its landmarks, or the vertebrae of its level.
  func landmarks(of label: String) -> [String] {
    guard let declared = policy.label(label), declared.inViewWith.isEmpty else {
      return policy.label(label)?.inViewWith ?? []
    }
    guard let level = declared.level else { return [] }
    return policy.column.filter { level.places.contains(Double($0.level.number)) }.map(\.label)
  }

  /// The structures of the export that the policy did not recognise, as a sentence with a blank before it; empty when
  /// it knows all.
  package var unrecognisedWords: String {
    let places = unknownStructures
    guard !places.isEmpty else { return "" }
    let names = places.prefix(8).map { place in
      let structure = table.roster[place]
      let value = "value \(structure.value)"
      guard let name = structure.name else { return value }
      let own = matcher.label(valued: structure.value)
      return "\(name) (\(value)\(own.map { ", which is that of \($0): add an alias" } ?? ""))"
    }
    let more = places.count > 8 ? " and \(places.count - 8) more" : ""
    return " Not recognised: \(listed(names))\(more)."
  }
}

extension CaseFacts: ConditionFacts {
  package func complete(_ label: String) -> Truth {
    if let absence = absence(of: label) { return .unknown(absence) }
    do { return try faces(of: label).isEmpty ? .true : .false } catch { return .unknown(error.cause) }
  }

  package func present(_ label: String) -> Truth { state(label) == .present ? .true : .false }

  package func inView(_ label: String) -> Truth {
    switch view(of: label) {
    case .inside: .true
    case .outside: .false
    case .cut(let evidence): .unknown(.cutOff(label, evidence))
    case .unknown(let why): .unknown(.viewUnknown(label, why))
    }
  }

  package func context(_ name: String) -> String? { context[name] }

  package func measure(_ function: MeasureFunction, _ labels: [String], in dimension: Dimension) -> Known<Double> {
    for label in labels { if let absence = absence(of: label) { return .unknown(absence) } }
    let places = labels.compactMap { place($0) }
    return MeasuredNumber(function: function, facts: self).value(of: places, labels, in: dimension)
  }
}

internal import Anatomy
internal import Geometry
internal import PolicyLanguage
internal import Volume

/// The levels of the body in one export: which vertebrae of the policy's column tell them, and where they lie along the
/// body. The one place that knows how structures and the field of view lie to the column.
struct BodyLevels: Sendable {
  /// A vertebra of the export.
  struct Vertebra: Hashable, Sendable {
    let label: String
    let level: SpinalLevel
    let structure: StructurePlace
    /// Of its centre, in mm towards the feet.
    let position: Double
    /// Whether the field of view cuts it at its upper or lower end.
    let isCut: Bool
  }

  /// What keeps the vertebrae from telling levels.
  enum Problem: Hashable, Sendable {
    /// The file does not say how it lies in the patient.
    case noOrientation
    /// No vertebra of the column is in the export.
    case noVertebra
    /// The field of view cuts every one of them.
    case allCut
    /// The column runs from the feet to the head.
    case reversed
    /// Some vertebra does not lie below the one before.
    case disordered
  }

  /// From head to foot by their names, those that are cut among them.
  let vertebrae: [Vertebra]
  /// Of the vertebrae that are whole; nil where they tell nothing.
  let scale: LevelScale?
  /// Nil where there is a scale.
  let problem: Problem?

  private let facts: CaseFacts

  init(_ facts: CaseFacts) {
    self.facts = facts
    guard facts.grid.affine != nil else {
      (vertebrae, scale, problem) = ([], nil, .noOrientation)
      return
    }
    let found = facts.policy.column.sorted { $0.level < $1.level }.compactMap { link -> Vertebra? in
      guard let structure = facts.filled(link.label), let position = facts.position(of: structure) else { return nil }
      return Vertebra(
        label: link.label, level: link.level, structure: structure, position: position,
        isCut: facts.isCutAlongBody(link.label))
    }
    let whole = found.filter { !$0.isCut }
    vertebrae = found
    scale = LevelScale(
      vertebrae: whole.map { LevelScale.Link(place: Double($0.level.number), position: $0.position) })
    if scale != nil {
      problem = nil
    } else if whole.isEmpty {
      problem = found.isEmpty ? .noVertebra : .allCut
    } else {
      let isReversed = zip(whole, whole.dropFirst()).allSatisfy { $0.position > $1.position }
      problem = isReversed ? .reversed : .disordered
    }
  }

  /// The vertebrae that tell the levels: those that are whole.
  var whole: [Vertebra] { vertebrae.filter { !$0.isCut } }

  /// The place of the column beside which a structure's centre lies; nil where the structure is cut above or below,
  /// where there is no scale, and farther than two levels beyond the vertebrae, where the scale is a guess.
  func place(of label: String) -> Double? {
    guard let scale, let structure = facts.filled(label), !facts.isCutAlongBody(label),
      let position = facts.position(of: structure), let first = scale.links.first, let last = scale.links.last
    else { return nil }
    let place = scale.place(at: position)
    let reach = scale.links.count > 1 ? 2.0 : 1.5
    return place >= first.place - reach && place <= last.place + reach ? place : nil
  }
}

extension BodyLevels {
  /// What keeps the vertebrae from telling levels, as causes; none where they do.
  var causes: [UnknownCause] {
    switch problem {
    case nil: []
    case .noOrientation: [.noOrientation]
    case .noVertebra: facts.policy.column.compactMap { facts.absence(of: $0.label) }
    case .allCut:
      [.cutOff(vertebrae.first?.label ?? "", "the field of view cuts every vertebra that is in the export")]
    case .reversed: [.undefined("the vertebrae run from the feet to the head by their names")]
    case .disordered: [.undefined("the vertebrae do not follow one another by their names, so they tell no levels")]
    }
  }
}

extension CaseFacts {
  /// The position of a structure's centre along the body, in mm towards the feet; nil when the orientation is unknown.
  func position(of structure: StructurePlace) -> Double? {
    (try? value(of: Centroid(structure: structure)))??.patient.map { -$0.z }
  }

  /// The places of the policy's vertebrae that have voxels, in the policy's order.
  var vertebrae: [StructurePlace] { policy.column.compactMap { filled($0.label) } }

  /// Whether the field of view cuts a label at its upper or lower end.
  func isCutAlongBody(_ label: String) -> Bool {
    let ends = [PatientDirection.superior.rawValue, PatientDirection.inferior.rawValue]
    return cuts(label).contains(where: ends.contains)
  }
}

/// A place of the column for people: `L1`, or `between L1 and L2` within a fifth of a level of the disc.
func levelWords(_ place: Double) -> String {
  let (above, below) = (SpinalLevel(nearest: place.rounded(.down)), SpinalLevel(nearest: place.rounded(.up)))
  let share = place - place.rounded(.down)
  return abs(share - 0.5) < 0.2 && above != below ? "\(above.name)/\(below.name)" : SpinalLevel(nearest: place).name
}

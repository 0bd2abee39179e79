internal import PolicyLanguage
internal import Volume

/// Finds a policy's labels among an export's structures.
///
/// A structure is matched by its name and by its standard codes, which must equal a label's name or one of its aliases,
/// spelling aside, and by its interpreted type (`RTROI:PTV`) likewise; by its category where these say nothing; one
/// whose name and codes say nothing, by its value if it has no name. A structure that stands for two labels, since its
/// name and its code disagree or two labels share a spelling, is no label's: see `conflicts`. A mask that holds one
/// unnamed value 1 or 255 belongs to the only label of a policy that declares one.
struct LabelMatcher {
  /// Policy label to the structure's place in the segmentation.
  let places: [String: StructurePlace]
  /// Policy label to how its structure was recognised.
  let identifications: [String: Identification]
  /// Policy label to the problem that keeps its file from being used.
  let problems: [String: SegmentationProblem]
  private let names: LabelNames
  /// Places of structures with voxels that no label of the policy claims.
  let unknown: [StructurePlace]
  /// Places of structures with voxels whose label another structure with voxels has already, with that label.
  let doubles: [(label: String, place: StructurePlace)]
  /// Places of structures with voxels that stand for several labels, with those labels in the policy's order.
  let conflicts: [(labels: [String], place: StructurePlace)]

  init(policy: Policy, segmentation: Segmentation) {
    let names = LabelNames(policy)
    var places: [String: StructurePlace] = [:]
    var unknown: [StructurePlace] = []
    var doubles: [(label: String, place: StructurePlace)] = []
    var conflicts: [(labels: [String], place: StructurePlace)] = []
    for (place, structure) in segmentation.placed {
      let labels = names.labels(of: structure)
      guard labels.count < 2 else {
        if !structure.runs.isEmpty { conflicts.append((labels, place)) }
        continue
      }
      guard let label = labels.first else {
        if !structure.runs.isEmpty { unknown.append(place) }
        continue
      }
      // An empty structure gives way to one with voxels.
      if let first = places[label], !segmentation[first].runs.isEmpty {
        if !structure.runs.isEmpty { doubles.append((label, place)) }
      } else if places[label] == nil || !structure.runs.isEmpty {
        places[label] = place
      }
    }
    var identifications = places.mapValues { names.identification(of: segmentation[$0]) }
    // A mask of the only structure, or of the one that is the foreground, may give it any value.
    let filled = segmentation.ownPlaces.filter { !segmentation[$0].runs.isEmpty }
    let foreground = policy.labels.first(where: \.isForeground)
    let takesAny = policy.labelsBy == .foreground || foreground != nil
    if let only = foreground ?? (policy.labels.count == 1 ? policy.labels.first : nil), filled.count == 1,
      segmentation[filled[0]].name == nil, identifications[only.name] ?? .number == .number,
      places.allSatisfy({ $0.value != filled[0] || identifications[$0.key] == .number }),
      takesAny || unknown == filled && [1, 255].contains(segmentation[filled[0]].value)
    {
      for (label, place) in places where place == filled[0] {
        places[label] = nil
        identifications[label] = nil
      }
      places[only.name] = filled[0]
      identifications[only.name] = takesAny ? .foreground : .number
      unknown = []
    }
    self.places = places
    self.identifications = identifications
    self.unknown = unknown
    self.doubles = doubles
    self.conflicts = conflicts
    self.names = names
    problems = Dictionary(
      segmentation.problems.compactMap { problem in names.labels(named: problem.structure).first.map { ($0, problem) }
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// The policy label that has a value.
  func label(valued value: Int) -> String? { names.label(valued: value) }

  /// The policy label that a name in an export stands for; the first where two share a spelling.
  func label(named name: String) -> String? { names.labels(named: name).first }
}

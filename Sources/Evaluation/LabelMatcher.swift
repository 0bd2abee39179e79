internal import PolicyLanguage
internal import Volume

/// Finds a policy's labels among an export's structures.
///
/// A structure that the export names is matched by its name or a declared alias, spelling aside; one without a name by its value. A mask that holds one
/// unnamed value 1 or 255 belongs to the only label of a policy that declares one.
struct LabelMatcher {
  /// Policy label to the structure's place in the segmentation.
  let places: [String: Int]
  /// Policy label to the problem that keeps its file from being used.
  let problems: [String: SegmentationProblem]
  private let names: [String: String]
  /// Places of structures with voxels that no label of the policy claims.
  let unknown: [Int]
  /// Places of structures with voxels whose label another structure with voxels has already, with that label.
  let doubles: [(label: String, place: Int)]

  init(policy: Policy, segmentation: Segmentation) {
    var byName: [String: String] = [:]
    var byValue: [Int: String] = [:]
    for label in policy.labels {
      for name in [label.name] + label.aliases { byName[Self.normal(name)] = label.name }
      if let value = label.value { byValue[value] = label.name }
    }
    var places: [String: Int] = [:]
    var unknown: [Int] = []
    var doubles: [(label: String, place: Int)] = []
    for (place, structure) in segmentation.structures.enumerated() {
      let label = structure.name.map { byName[Self.normal($0)] } ?? byValue[structure.value]
      guard let label else {
        if !structure.runs.isEmpty { unknown.append(place) }
        continue
      }
      // An empty structure gives way to one with voxels.
      if let first = places[label], !segmentation.structures[first].runs.isEmpty {
        if !structure.runs.isEmpty { doubles.append((label, place)) }
      } else if places[label] == nil || !structure.runs.isEmpty {
        places[label] = place
      }
    }
    let filled = segmentation.structures.indices.filter { !segmentation.structures[$0].runs.isEmpty }
    if let only = policy.labels.first, policy.labels.count == 1, places.isEmpty, filled.count == 1, unknown == filled,
      [1, 255].contains(segmentation.structures[filled[0]].value), segmentation.structures[filled[0]].name == nil
    {
      places[only.name] = filled[0]
      unknown = []
    }
    self.places = places
    self.unknown = unknown
    self.doubles = doubles
    names = byName
    problems = Dictionary(
      segmentation.problems.compactMap { problem in byName[Self.normal(problem.structure)].map { ($0, problem) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The policy label that a name in an export stands for.
  func label(named name: String) -> String? { names[Self.normal(name)] }

  private static func normal(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
  }
}

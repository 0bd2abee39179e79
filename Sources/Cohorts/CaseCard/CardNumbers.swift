internal import Diagnostics
internal import Evaluation
internal import Geometry
internal import Learning
internal import PolicyLanguage
internal import Wording

/// A number that a card for whole cases may use, as the policy language writes it.
struct CardNumber: Sendable {
  let expression: NumberExpression
  /// One of the expression's dimensions, in which thresholds are written.
  let dimension: Dimension
  let unit: Wording.Unit

  var text: String { expression.text }

  /// In the unit; not a number where it is not known.
  func value(in facts: CaseFacts) -> Double {
    guard case .value(let value) = expression.evaluate(subject: nil, facts: facts, in: dimension), value.isFinite else {
      return .nan
    }
    return unit.display(value)
  }
}

/// Everything that a card for whole cases looks at: numbers of labels, of pairs that touch, of unions and pieces, the
/// worst of all labels, and differences between labels.
struct CardNumbers: Sendable {
  private(set) var numbers: [CardNumber] = []
  /// What the policy must make of its labels for them, by name, as a policy writes it.
  private(set) var structures: [(name: String, text: String)] = []
  /// The policy with those structures.
  private(set) var policy: Policy

  /// More labels than this are looked at one by one, without unions and differences: there would be thousands.
  private static let fewLabels = 6
  private static let mostPairs = 8

  /// Numbers that say nothing about a mask's quality: where it lies in the scanner, and what others say in other words.
  private static let passedOver: Set<String> = [
    "surface_area_crofton", "circle_margin", "circle_voxels", "centroid_right", "centroid_anterior",
    "centroid_superior", "components_6", "components_18", "components_4", "equivalent_diameter",
    "inscribed_diameter", "midline_right_fraction", "midline_left_fraction", "edge_offset_distance",
    "edge_offset_distance_lab_a", "edge_offset_distance_lab_b", "voxel_faces", "equivalent_ellipsoid_max",
    "equivalent_ellipsoid_min", "non_finite_fraction",
  ]

  init(policy: Policy, survey: LabelSurvey, nature: CohortNature) {
    self.policy = policy
    let labels = survey.common(policy)
    let isFew = labels.count <= Self.fewLabels
    let pairs = Array(survey.usualNeighbours.filter { Set($0).isSubset(of: labels) }.prefix(Self.mostPairs))
    var names = Set(policy.labels.map(\.name) + policy.structures.map(\.name) + policy.groups.map(\.name))
    var subjects = labels
    var related = pairs
    func derive(_ name: String, _ text: String) -> String {
      let name = NewID.unused(name, names)
      names.insert(name)
      structures.append((name, text))
      return name
    }
    for pair in pairs where isFew && !(pairs.count == 1 && labels.count == 2) {
      subjects.append(derive("\(pair[0])_and_\(pair[1])", "{union: [\(pair.joined(separator: ", "))]}"))
    }
    if labels.count > 1 {
      let optional = labels.filter { survey.present[$0] != survey.cases }
      let may =
        optional.isEmpty || optional.count == labels.count ? "" : ", optional: [\(optional.joined(separator: ", "))]"
      subjects.append(derive("all_together", "{union: [\(labels.joined(separator: ", "))]\(may)}"))
    }
    for label in labels where isFew && survey.isParted(label) {
      let sides: [(String, String)] =
        nature.isOriented
        ? [("left", "leftmost"), ("right", "rightmost")] : [("left", "image-left"), ("right", "image-right")]
      let pieces = sides.map {
        derive("\(label)_\($0.0)_piece", "{component: \($0.1), of: \(label), ignore_below: 5 %}")
      }
      subjects += pieces
      related.append(pieces)
    }
    self.policy = Self.policy(policy, with: structures)
    let scope = PolicyScope(of: self.policy, vocabulary: .standard)
    let single = PolicyVocabulary.standard.measures.filter { function in
      function.arity == 1 && function.dimensions.contains(nature.dimensions)
        && (nature.hasImages || !function.needsImage) && (nature.hasColour || !function.name.contains("_lab_"))
        && (nature.isOriented || !Self.isOriented(function.name)) && !Self.passedOver.contains(function.name)
        && !(nature.dimensions == 3 && function.name.hasPrefix("thickness"))
        && !(function.name.hasPrefix("relative_")
          && nature.isOriented == ["relative_row", "relative_column"].contains(function.name))
    }
    for label in subjects {
      for function in single { addSingle(function, label, nature, scope) }
      if nature.hasImages { add("intensity_sd(\(label)) / intensity_mean(\(label))", nature, scope) }
    }
    // Of what is seldom there it counts whether it is, and in how many pieces.
    for label in policy.labels.map(\.name) where !labels.contains(label) {
      for function in single where Self.ofRare.contains(function.name) { addSingle(function, label, nature, scope) }
    }
    let double = PolicyVocabulary.standard.measures.filter {
      $0.arity == 2 && $0.dimensions.contains(nature.dimensions) && (nature.isOriented || !Self.isOriented($0.name))
        && Self.ofPairs.contains($0.name)
    }
    for pair in related {
      for function in double { addDouble(function, pair, nature, scope) }
      guard isFew else { continue }
      for function in single where Self.compared.contains(function.name) {
        add("\(function.name)(\(pair[0])) - \(function.name)(\(pair[1]))", nature, scope)
      }
    }
    if labels.count > 1 {
      for function in single where function.dimension != .voxels {
        switch CardFeatures.direction(of: function.name) {
        case .lowIsBad: add("least(\(function.name) over all)", nature, scope)
        case .highIsBad: add("most(\(function.name) over all)", nature, scope)
        case .bothEndsBad:
          guard [.fraction, .ratio].contains(function.dimension) else { continue }
          add("least(\(function.name) over all)", nature, scope)
          add("most(\(function.name) over all)", nature, scope)
        }
      }
    }
  }

  private static let ofRare: Set<String> = ["components", "largest_fraction", "relative_column", "relative_row"]

  private static let ofPairs: Set<String> = [
    "contact_fraction", "gap", "centroid_distance", "offset_right", "offset_anterior", "offset_superior",
    "shared_slice_fraction", "volume_ratio", "mirrored_dice", "mirrored_offset", "enclosed_fraction",
    "cavities_between",
  ]
  private static let bothWays: Set<String> = ["contact_fraction", "enclosed_fraction"]

  /// Numbers that are held against one another between labels.
  private static let compared: Set<String> = [
    "solidity", "elongation", "circularity", "sphericity", "largest_fraction", "raggedness", "edge_support",
    "ring_contrast", "ring_separability", "edge_offset", "intensity_mean", "intensity_sd", "relative_right",
    "relative_anterior", "relative_superior", "relative_column", "relative_row",
  ]

  private static func isOriented(_ name: String) -> Bool {
    MeasureCatalogue.number(named: name)?.traits.contains(.oriented) ?? false
  }

  private mutating func add(_ text: String, _ nature: CohortNature, _ scope: PolicyScope) {
    guard let expression = NumberExpression.parse(text, scope: scope) else { return }
    let isSize = [.length, .area, .volume].contains(expression.dimension)
    let dimension = isSize && !nature.hasSpacing ? Dimension.voxels : expression.dimension
    guard expression.limitDimensions.contains(dimension),
      let unit = dimension.usualUnit(
        isHounsfield: policy.task.modality == "CT", isPicture: nature.dimensions == 2)
    else { return }
    numbers.append(CardNumber(expression: expression, dimension: dimension, unit: unit))
  }

  private mutating func addSingle(
    _ function: MeasureFunction, _ label: String, _ nature: CohortNature, _ scope: PolicyScope
  ) {
    let text = "\(function.name)(\(label))"
    switch function.dimension {
    case .length where function.name != "equivalent_radius":
      // Over the radius of a ball of its size a length speaks of shape alone.
      add("\(text) / equivalent_radius(\(label))", nature, scope)
      if nature.hasSpacing { add(text, nature, scope) }
    case .length, .area, .volume:
      if nature.hasSpacing { add(text, nature, scope) }
    default: add(text, nature, scope)
    }
  }

  private mutating func addDouble(
    _ function: MeasureFunction, _ pair: [String], _ nature: CohortNature, _ scope: PolicyScope
  ) {
    for (a, b) in [(pair[0], pair[1]), (pair[1], pair[0])] {
      let text = "\(function.name)(\(a), \(b))"
      add(function.dimension == .length ? "\(text) / equivalent_radius(\(a))" : text, nature, scope)
      guard Self.bothWays.contains(function.name) else { return }
    }
  }

  /// A policy that also makes some structures of its labels.
  private static func policy(_ policy: Policy, with structures: [(name: String, text: String)]) -> Policy {
    structures.isEmpty ? policy : policy.making(structures.map { "\($0.name): \($0.text)" }, vocabulary: .standard)
  }
}

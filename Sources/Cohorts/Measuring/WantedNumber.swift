package import Evaluation
internal import Learning
internal import PolicyLanguage
package import Wording

/// A number that a cohort is measured for.
package struct WantedNumber: Sendable {
  /// Where the policy limits it.
  package struct Place: Sendable {
    let expectation: Expectation
    let subject: String?
    /// The cell of the population that the limits hold for; empty where they hold for all.
    let strata: [String: String]
  }

  package let number: LimitedNumber
  /// Nil: the policy does not limit it.
  let place: Place?
  /// The catalogue's function; nil for a size as a kind of its own measures it.
  let function: MeasureFunction?
  /// For display and limits.
  package let unit: Wording.Unit

  /// A number that the policy limits; nil without limits.
  init?(_ number: LimitedNumber, at place: Place) {
    guard let limits = number.typical ?? number.possible else { return nil }
    self.number = number
    self.place = place
    function = nil
    unit = limits.unit
  }

  /// A number of the catalogue that the policy does not limit; nil where it has no unit.
  ///
  /// - Parameters:
  ///   - judgesCut: whether structures that are cut off count: scorecards judge them too, while they would blur ranges
  ///     of sizes and shapes.
  ///   - hasSpacing: whether lengths are known in millimetres; else sizes are in voxels.
  init?(
    _ function: MeasureFunction, of labels: [String], judgesCut: Bool, hasSpacing: Bool, isHounsfield: Bool,
    isPicture: Bool
  ) {
    let isSize = [.length, .area, .volume].contains(function.dimension)
    let dimension = isSize && !hasSpacing ? Dimension.voxels : function.dimension
    guard let unit = dimension.usualUnit(isHounsfield: isHounsfield, isPicture: isPicture) else {
      return nil
    }
    number = LimitedNumber(
      path: nil, words: function.phrase(of: labels), labels: labels, possible: nil, isSigned: function.isSigned,
      needsWhole: !judgesCut && (function.isSize || function.limiting?.kind == ShapeLimits.name),
      measure: .init(function, labels)
    ) { $0.measure(function, labels, in: dimension) }
    place = nil
    self.function = function
    self.unit = unit
  }

  /// Which values it can take.
  var support: Support {
    switch unit.dimension {
    // Sizes in voxels and shares of something else spread like sizes: over the logarithm.
    case .length, .area, .volume, .voxels: number.isSigned ? .real : .nonNegative
    case .count, .slices: number.isSigned ? .real : .count
    case .fraction: number.isSigned ? .real : number.needsWhole && function == nil ? .nonNegative : .share
    case .ratio: number.isSigned ? .real : .nonNegative
    case .angle, .intensity: .real
    }
  }

  /// The number of a case, if a range may be learned from it.
  func value(in facts: CaseFacts) -> MeasuredValue {
    for label in number.labels where facts.filled(label) == nil { return .absent }
    if number.needsWhole, number.labels.contains(where: { !facts.cuts($0).isEmpty }) { return .cut }
    if let place {
      guard place.strata.allSatisfy({ facts.stratum(of: $0.key) == $0.value }),
        place.expectation.applies(to: place.subject, facts: facts) == .true
      else { return .excepted }
    }
    guard let value = number.value(facts).value, value.isFinite else { return .undefined }
    return .value(value)
  }
}

extension CaseFacts {
  /// The stratum of the case in a context variable; nil where it is not known.
  func stratum(of name: String) -> String? {
    guard let value = context(name), let variable = policy.context.first(where: { $0.name == name }) else { return nil }
    return variable.stratum(of: value)
  }
}

extension Dimension {
  /// The unit in which people write it.
  func usualUnit(isHounsfield: Bool, isPicture: Bool) -> Wording.Unit? {
    let symbol =
      switch self {
      case .volume: "mL"
      case .fraction: "%"
      case .voxels: isPicture ? "px" : "voxels"
      case .intensity: isHounsfield ? "HU" : ""
      default: units.first?.symbol ?? ""
      }
    return units.first { $0.symbol == symbol }
  }
}

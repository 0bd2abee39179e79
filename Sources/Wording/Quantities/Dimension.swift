/// What a number measures. Only like can be compared with like.
package enum Dimension: String, CaseIterable, Hashable, Sendable {
  /// Canonical mm.
  case length
  /// Canonical mm².
  case area
  /// Canonical mm³.
  case volume
  /// Voxels, or the pixels of a single slice.
  case voxels
  /// Canonical 0…1; `%` or a bare number.
  case fraction
  /// A bare number that counts.
  case count
  /// A bare number that compares: an elongation, one volume over another.
  case ratio
  /// Slices along the axis that the measure names.
  case slices
  /// Canonical degrees.
  case angle
  /// HU, or bare in the image's own units.
  case intensity

  /// With its article, for messages.
  package var described: String {
    switch self {
    case .length: "a length"
    case .area: "an area"
    case .volume: "a volume"
    case .voxels: "a number of voxels"
    case .fraction: "a share"
    case .count: "a count"
    case .ratio: "a ratio"
    case .slices: "a number of slices"
    case .angle: "an angle"
    case .intensity: "an intensity"
    }
  }

  /// Whether a number may stand without a unit.
  package var allowsBare: Bool { [.fraction, .count, .ratio, .intensity].contains(self) }

  /// Whether numbers below zero make sense.
  package var allowsNegative: Bool { [.ratio, .angle, .intensity].contains(self) }

  /// The units a person may write, first the canonical one. Empty: bare.
  package var units: [Unit] { Unit.all.filter { $0.dimension == self } }
}

/// A unit: its symbol as shown, and the factor to the canonical unit of its dimension.
package struct Unit: Hashable, Sendable {
  package let dimension: Dimension
  /// As shown to people; empty for bare numbers.
  package let symbol: String
  /// Canonical value = written value × multiplier ÷ divisor. Two integers, so that 0.1 mL and 2 % convert without a
  /// rounding of their own.
  let multiplier: Double
  let divisor: Double
  /// Other spellings that are read.
  package let spellings: [String]

  private init(
    _ dimension: Dimension, _ symbol: String, times multiplier: Double = 1, over divisor: Double = 1,
    _ spellings: String...
  ) {
    self.dimension = dimension
    self.symbol = symbol
    self.multiplier = multiplier
    self.divisor = divisor
    self.spellings = spellings
  }

  package static let all: [Unit] = [
    Unit(.length, "mm"), Unit(.length, "cm", times: 10), Unit(.length, "m", times: 1000),
    Unit(.area, "mm²", "mm2", "mm^2"), Unit(.area, "cm²", times: 100, "cm2", "cm^2"),
    Unit(.volume, "mm³", "mm3", "mm^3"), Unit(.volume, "mL", times: 1000, "ml"),
    Unit(.volume, "cm³", times: 1000, "cm3", "cm^3", "cc"), Unit(.volume, "L", times: 1_000_000, "l"),
    Unit(.voxels, "voxels", "voxel"), Unit(.voxels, "px", "pixels", "pixel"),
    Unit(.fraction, ""), Unit(.fraction, "%", over: 100),
    Unit(.count, ""), Unit(.ratio, ""),
    Unit(.slices, "slices", "slice"),
    Unit(.angle, "deg", "°", "degrees"),
    Unit(.intensity, "HU"), Unit(.intensity, ""),
  ]

  /// The bare unit of a dimension that allows one.
  static func bare(_ dimension: Dimension) -> Unit? {
    dimension.allowsBare ? all.first { $0.dimension == dimension && $0.symbol.isEmpty } : nil
  }

  /// A count has no unit to show.
  package static let bareCount = Unit(.count, "")

  /// The unit that a person wrote.
  package static func spelled(_ text: String) -> Unit? {
    all.first { !$0.symbol.isEmpty && ($0.symbol == text || $0.spellings.contains(text)) }
  }

  /// A written number in the canonical unit.
  package func canonical(_ written: Double) -> Double { written * multiplier / divisor }

  /// A canonical number in this unit, rounded to twelve digits so that 0.07 is 7 %, not 7.000000000000001 %.
  package func display(_ canonical: Double) -> Double {
    guard canonical.isFinite else { return canonical }
    return Double(Significant.text(canonical * divisor / multiplier, digits: 12)) ?? canonical * divisor / multiplier
  }

  /// `12.3 mL`, `2 %`, `3`: a canonical number in this unit with four significant digits, whole numbers in full.
  package func text(_ canonical: Double) -> String {
    let value = display(canonical)
    let number = Significant.text(value, digits: value == value.rounded() ? 15 : 4)
    return symbol.isEmpty ? number : "\(number) \(symbol)"
  }
}

import Evaluation
import Wording

/// A number that a text or a finding states, with what it measures.
struct StatedNumber: Hashable, Sendable {
  /// What is measured; two numbers can be compared when this is the same.
  enum Dimension: Hashable, Sendable {
    case volume, area, length, share, intensity, count, pixels
    /// How many times as much.
    case ratio
    /// No unit stands by it.
    case bare
  }

  /// In mL, mm², mm, as a share of 1, in HU, or as counted. Without sign: a direction is said in words.
  var value: Double
  var dimension: Dimension
  /// How far a number may lie from this one and still round to it, in the same unit.
  var tolerance: Double
  /// The number as it stands in the text, with its unit.
  var text: String
  /// Whether it has decimals.
  var isDecimal: Bool

  /// A measured number.
  init(_ measured: Measured) {
    let (dimension, factor) = Self.units[measured.unit.lowercased()] ?? (measured.unit.isEmpty ? .share : .bare, 1)
    self.init(
      value: abs(measured.value) * factor, dimension: dimension, tolerance: 0, text: measured.words, isDecimal: true)
  }

  /// The same number as one of another kind.
  func counted(as dimension: Dimension) -> StatedNumber {
    StatedNumber(value: value, dimension: dimension, tolerance: tolerance, text: text, isDecimal: isDecimal)
  }

  private init(value: Double, dimension: Dimension, tolerance: Double, text: String, isDecimal: Bool) {
    self.value = value
    self.dimension = dimension
    self.tolerance = tolerance
    self.text = text
    self.isDecimal = isDecimal
  }

  /// Whether this claimed number is a rounding of a number in evidence.
  func isBorneOut(by other: StatedNumber) -> Bool {
    let comparable =
      dimension == other.dimension || dimension == .bare || (other.dimension == .bare && dimension == .share)
      || (dimension == .ratio && (other.dimension == .share || other.dimension == .bare))
    return comparable && abs(value - other.value) <= tolerance + 1e-9 * max(1, other.value)
  }

  private static let units: [String: (Dimension, Double)] = [
    "ml": (.volume, 1), "cc": (.volume, 1), "cm³": (.volume, 1), "cm3": (.volume, 1), "mm³": (.volume, 0.001),
    "mm3": (.volume, 0.001), "l": (.volume, 1000), "litre": (.volume, 1000), "litres": (.volume, 1000),
    "millilitre": (.volume, 1), "millilitres": (.volume, 1), "milliliters": (.volume, 1),
    "mm²": (.area, 1), "mm2": (.area, 1), "cm²": (.area, 100), "cm2": (.area, 100),
    "mm": (.length, 1), "cm": (.length, 10), "millimetres": (.length, 1), "millimeters": (.length, 1),
    "centimetres": (.length, 10), "centimeters": (.length, 10),
    "%": (.share, 0.01), "percent": (.share, 0.01), "hu": (.intensity, 1), "px": (.pixels, 1), "pixels": (.pixels, 1),
    "component": (.count, 1), "components": (.count, 1), "piece": (.count, 1), "pieces": (.count, 1),
    "island": (.count, 1), "islands": (.count, 1), "hole": (.count, 1), "holes": (.count, 1), "cavity": (.count, 1),
    "cavities": (.count, 1), "slice": (.count, 1), "slices": (.count, 1), "voxel": (.count, 1), "voxels": (.count, 1),
    "times": (.ratio, 1), "fold": (.ratio, 1), "millimetre": (.length, 1), "millimeter": (.length, 1),
    "centimetre": (.length, 10), "centimeter": (.length, 10), "cubic": (.volume, 1), "pixel": (.pixels, 1),
    "face": (.count, 1), "faces": (.count, 1), "gap": (.count, 1),
    "gaps": (.count, 1), "fragment": (.count, 1), "fragments": (.count, 1), "part": (.count, 1), "parts": (.count, 1),
  ]

  /// All numbers of a text. `100..230 mL` and `100 to 230 mL` are two volumes. Digits inside a name (`F7`, `L5`) are
  /// none.
  static func all(in text: String) -> [StatedNumber] {
    let tokens = NumberScanner(text).tokens
    var found: [StatedNumber] = []
    var later: (end: String, unit: (Dimension, Double))?
    for token in tokens.reversed() {
      let own = units[token.unit.lowercased()]
      let shared = own == nil && connectors.contains(token.gap) ? later?.unit : nil
      let unit = own ?? shared ?? (.bare, 1)
      later = own != nil || shared != nil ? (token.gap, unit) : nil
      // “One of them” is no measurement, and “three millimetres” is.
      guard token.value.isFinite, !(token.isWord && unit.0 == .bare) else { continue }
      found.append(
        StatedNumber(
          value: token.value * unit.1, dimension: unit.0, tolerance: roundingTolerance(token.digits) * unit.1,
          text: token.unit.isEmpty || NumberWords.times[token.text] != nil
            ? token.text : "\(token.text) \(token.unit)",
          isDecimal: token.digits.contains(".")))
    }
    return found.reversed()
  }

  private static let connectors: Set<String> = ["..", "-", "–", "to", "and", "±", "or"]

  /// Half of the last place that is written; trailing zeros of a whole number count as rounding while two digits
  /// remain.
  private static func roundingTolerance(_ digits: String) -> Double {
    if let point = digits.firstIndex(of: ".") {
      return 0.5 * power(-(digits.distance(from: point, to: digits.endIndex) - 1))
    }
    let zeros = digits.reversed().prefix { $0 == "0" }.count
    let spare = max(0, min(zeros, digits.count - 2))
    return 0.5 * power(spare)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }
}

/// Which values a measure can take at all.
package enum Support: Sendable, Hashable, CaseIterable {
  /// Any number: HU, an offset.
  case real
  /// Lengths, volumes, ratios.
  case nonNegative
  /// Whole numbers from 0.
  case count
  /// 0…1.
  case share

  /// The nearest possible value.
  func clamped(_ value: Double) -> Double {
    switch self {
    case .real: value
    case .nonNegative, .count: max(value, 0)
    case .share: min(max(value, 0), 1)
    }
  }
}

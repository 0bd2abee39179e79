/// The name of a field of an answer, with the power of a length that the field's numbers are.
///
/// Written as `convex_volume_mm3` where the grid has a spacing, and as `convex_volume_px3` where it has none: lengths
/// are in pixels then, and must not look like millimetres.
package struct FieldName: Hashable, Sendable {
  private let stem: String
  /// 1, 2 or 3 for lengths, areas and volumes (`MeasuredQuantity.powerOfLength`), 0 for what needs no spacing.
  private let powerOfLength: Int

  /// A name that is written as it is.
  package init(_ name: String) { self.init(stem: name, powerOfLength: 0) }

  private init(stem: String, powerOfLength: Int) {
    self.stem = stem
    self.powerOfLength = powerOfLength
  }

  /// The name, less its unit, of numbers in mm.
  package static func length(_ stem: String) -> FieldName { FieldName(stem: stem, powerOfLength: 1) }

  /// The name, less its unit, of numbers in mm².
  package static func area(_ stem: String) -> FieldName { FieldName(stem: stem, powerOfLength: 2) }

  /// The name, less its unit, of numbers in mm³.
  package static func volume(_ stem: String) -> FieldName { FieldName(stem: stem, powerOfLength: 3) }

  /// The name as documents have it.
  package func text(hasSpacing: Bool = true) -> String {
    guard powerOfLength > 0 else { return stem }
    return "\(stem)_\(hasSpacing ? "mm" : "px")\(powerOfLength > 1 ? "\(powerOfLength)" : "")"
  }
}

extension FieldName: ExpressibleByStringInterpolation {
  package init(stringLiteral name: String) { self.init(name) }
}

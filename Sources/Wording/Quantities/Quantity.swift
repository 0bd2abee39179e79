/// A number with its unit, as an author wrote it.
package struct Quantity: Hashable, Sendable {
  /// In the canonical unit of the dimension: mm, mm², mm³, voxels, 0…1, a count, slices, degrees, HU.
  package var value: Double
  /// The author's unit.
  package var unit: Unit
  /// The author's words.
  package var text: String

  package init(value: Double, unit: Unit, text: String) {
    self.value = value
    self.unit = unit
    self.text = text
  }

  package var dimension: Dimension { unit.dimension }

  /// The value in the author's unit.
  package var displayValue: Double { unit.display(value) }
}

/// A number in a measure's answer, as the measure itself declares it: its name in policies, what it is, and how it is got.
package struct NumberOf<M: NumberedMeasure>: Sendable {
  let name: String
  let quantity: MeasuredQuantity
  let words: String
  /// The measure's own when nil.
  let dimensions: MeasureEntry.Dimensions?
  let traits: Set<MeasureNumber.Trait>
  let value: @Sendable (_ measure: M, _ scene: Scene) -> Double?

  /// A number that is read off the measure's answer.
  ///
  /// - Parameters:
  ///   - name: The field's term in lower case with underscores, without a unit; once in the whole catalogue.
  ///   - words: See `MeasureNumber.words`.
  ///   - value: In mm, mm², mm³, 0…1 or degrees; nil where it is undefined, which is not zero.
  package init(
    _ name: String, _ quantity: MeasuredQuantity, _ words: String, dimensions: MeasureEntry.Dimensions? = nil,
    _ traits: Set<MeasureNumber.Trait> = [], _ value: @escaping @Sendable (M.Value) -> Double?
  ) {
    self.init(name, quantity, words, dimensions: dimensions, traits) { measure, scene in value(scene[measure]) }
  }

  /// A number that depends on the scene too, or that less than the measure's whole answer tells: other measures are asked through the scene.
  package init(
    _ name: String, _ quantity: MeasuredQuantity, _ words: String, dimensions: MeasureEntry.Dimensions? = nil,
    _ traits: Set<MeasureNumber.Trait> = [], _ value: @escaping @Sendable (M, Scene) -> Double?
  ) {
    self.name = name
    self.quantity = quantity
    self.words = words
    self.dimensions = dimensions
    self.traits = traits
    self.value = value
  }
}

package import Volume

/// A number in a measure's answer, as the measure itself declares it: its name in policies, what it is, and how it is
/// got.
package struct NumberOf<M: Measure>: Sendable {
  let name: String
  let quantity: MeasuredQuantity
  let words: String
  /// The measure's own when nil.
  let dimensions: MeasureEntry.Dimensions?
  let traits: Set<MeasureNumber.Trait>
  let value: @Sendable (_ measure: M, _ scene: Scene) -> Double?
  /// How it follows from answers that are kept, for a question about given structures; nil where only the scene tells.
  let reading: (@Sendable (_ measure: @escaping @Sendable ([StructurePlace]) -> M) -> any NumberReading)?

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

  /// A number that depends on the scene too, or that less than the measure's whole answer tells: other measures are
  /// asked through the scene.
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
    reading = nil
  }
}

extension NumberOf where M: TabledMeasure {
  /// A number that is read off the answer of a measure whose answers are kept, or follow from kept ones.
  package init(
    _ name: String, _ quantity: MeasuredQuantity, _ words: String, dimensions: MeasureEntry.Dimensions? = nil,
    _ traits: Set<MeasureNumber.Trait> = [], _ read: @escaping @Sendable (M.Value) -> Double?
  ) {
    self.init(name, quantity, words, dimensions: dimensions, traits, reading: { value, _ in read(value) })
  }

  /// A number that the grid has a say in.
  package init(
    _ name: String, _ quantity: MeasuredQuantity, _ words: String, dimensions: MeasureEntry.Dimensions? = nil,
    _ traits: Set<MeasureNumber.Trait> = [], reading read: @escaping @Sendable (M.Value, Grid) -> Double?
  ) {
    self.init(name, quantity, words, dimensions: dimensions, traits, of: { $0 }, reading: read)
  }
}

extension NumberOf {
  /// A number that is read off another measure's answer.
  package init<Key: TabledMeasure>(
    _ name: String, _ quantity: MeasuredQuantity, _ words: String, dimensions: MeasureEntry.Dimensions? = nil,
    _ traits: Set<MeasureNumber.Trait> = [], of key: @escaping @Sendable (M) -> Key,
    reading read: @escaping @Sendable (Key.Value, Grid) -> Double?
  ) {
    self.name = name
    self.quantity = quantity
    self.words = words
    self.dimensions = dimensions
    self.traits = traits
    value = { measure, scene in read(scene[key(measure)], scene.grid) }
    reading = { measure in ReadNumber(key: { key(measure($0)) }, read: read) }
  }
}

package import Volume

/// A number of the catalogue, asked about certain structures; nil where it is undefined, which is not zero.
///
/// In mm, mm², mm³, 0…1 or degrees (`MeasuredQuantity`); lengths are in pixels where the grid has no spacing. Always
/// finite. Cost: its measure's, or less, since only what the number needs is measured.
package struct NumberQuestion: Measure {
  package let number: MeasureNumber
  /// Places in the segmentation, in the order of the policy's parentheses.
  package let structures: [StructurePlace]

  /// Nil when the number takes another number of structures.
  package init?(_ number: MeasureNumber, _ structures: [StructurePlace]) {
    guard structures.count == number.subject.structures else { return nil }
    self.number = number
    self.structures = structures
  }

  /// Nil when the catalogue has no such number, or it takes another number of structures.
  package init?(_ name: String, _ structures: StructurePlace...) {
    guard let number = MeasureCatalogue.number(named: name) else { return nil }
    self.init(number, structures)
  }

  package var subjects: [StructurePlace] { structures }

  /// What is missing in the scene for the number to be defined.
  package enum Obstacle: Hashable, Sendable {
    /// The number is not made for a picture, or not for a volume.
    case dimensions
    /// There is no image, or it cannot be laid over the masks (`Scene.imageProblem`).
    case image
    /// Nobody knows where the patient's right is.
    case orientation
    /// A structure, by its place, has no voxels.
    case empty(StructurePlace)
  }

  /// Why the number is undefined in a scene or a table, as far as that is known without measuring; a number without an
  /// obstacle may still be undefined. Cost: none.
  package func obstacle(in scene: some MeasureSource) -> Obstacle? {
    if !number.dimensions.includes(scene.grid.dimensions) { return .dimensions }
    if number.needsImage, !scene.hasUsableImage { return .image }
    if number.traits.contains(.oriented), scene.grid.affine == nil { return .orientation }
    guard !number.traits.contains(.definedWhenEmpty) else { return nil }
    return structures.first { scene.isEmpty($0) }.map(Obstacle.empty)
  }

  package func value(in scene: Scene) -> Double? {
    guard obstacle(in: scene) == nil, let value = number.answer(structures, scene), value.isFinite else { return nil }
    return value
  }
}

internal import Geometry
package import Volume

/// What `segwarden measure` is to measure of an export.
package struct MeasureRequest: Sendable {
  /// Names of measures; nil means all.
  package var names: Set<String>?
  /// Places of the structures to measure pairwise; nil means those in contact and those of one name on both sides.
  package var pairs: [(StructurePlace, StructurePlace)]?
  /// How many structures to measure at once; nil: one per core.
  package var jobs: Int?
  /// The grid's spacing, where it is the user's and not the file's.
  package var assumedSpacing: SIMD3<Double>?
  /// Intensities outside of which voxels are counted (`IntensityWindow`), beside the measures.
  package var window: ClosedRange<Double>?

  package init(
    names: Set<String>? = nil, pairs: [(StructurePlace, StructurePlace)]? = nil, jobs: Int? = nil,
    assumedSpacing: SIMD3<Double>? = nil,
    window: ClosedRange<Double>? = nil
  ) {
    self.names = names
    self.pairs = pairs
    self.jobs = jobs
    self.assumedSpacing = assumedSpacing
    self.window = window
  }

  /// The measures of a subject that are asked for and can be answered in a scene.
  func entries(of subject: MeasureSubject, in scene: Scene) -> [MeasureEntry] {
    MeasureCatalogue.entries(of: subject).filter { entry in
      (names?.contains(entry.name) ?? true) && entry.dimensions.includes(scene.grid.dimensions)
        && (!entry.needsImage || scene.image != nil)
    }
  }
}

internal import Volume

/// The histogram of 2 × 2 × 2 windows that Euler numbers and surfaces are read from.
struct Configurations: StructureMeasure {
  let structure: StructurePlace

  func value(in scene: Scene) -> ConfigurationHistogram {
    ConfigurationHistogram(of: scene.runs(structure), on: scene.grid)
  }
}

package import Geometry
package import Volume

/// What is to be in a table: questions about the export as a whole, and about single slices.
package struct MeasurementPlan: Sendable {
  package var whole: [any TabledMeasure]
  /// By slice index.
  package var slices: [Int: [any TabledMeasure]]

  package init(whole: [any TabledMeasure] = [], slices: [Int: [any TabledMeasure]] = [:]) {
    self.whole = whole
    self.slices = slices
  }

  /// The answers that must be kept for the plan, each once: what the questions rest on, and every structure's sums and
  /// faces, so that sizes, places and completeness are known of labels that only a later policy names.
  func kept(of table: MeasurementTable) -> [any StoredMeasure] {
    let always = table.filled.flatMap { place -> [any StoredMeasure] in
      [RunSums(structure: place), FacesTouched(structure: place)]
    }
    return Self.unique(always + whole.flatMap(\.restsOn))
  }

  func kept(ofSlice slice: Int) -> [any StoredMeasure] { Self.unique(slices[slice, default: []].flatMap(\.restsOn)) }

  private static func unique(_ measures: [any StoredMeasure]) -> [any StoredMeasure] {
    var seen: Set<AnyHashable> = []
    return measures.filter { seen.insert(AnyHashable($0)).inserted }
  }
}

extension MeasurementTable {
  /// A table without answers for a scene.
  ///
  /// - Parameters:
  ///   - imageGrid: the image's grid, also where the scene does not need the image.
  ///   - hasSlices: whether single slices will be asked about.
  package init(of scene: Scene, imageGrid: Grid?, hasSlices: Bool) {
    let slices =
      hasSlices
      ? scene.slices.scenes.mapValues { MeasurementTable(of: $0, imageGrid: $0.imageGrid, hasSlices: false) } : nil
    self.init(
      roster: scene.segmentation.withoutVoxels { scene.isEmpty($0) }, imageGrid: imageGrid ?? scene.imageGrid,
      slices: slices)
  }

  /// Measures what a plan asks for.
  package mutating func fill(_ plan: MeasurementPlan, from scene: Scene) async {
    let kept = plan.kept(of: self)
    await scene.answer(kept)
    for measure in kept { copy(measure, from: scene) }
    for index in plan.slices.keys.sorted() {
      guard let slice = scene.slices.scenes[index] else { continue }
      withSlice(index) { table in
        for measure in plan.kept(ofSlice: index) { table.copy(measure, from: slice) }
      }
    }
  }

  private mutating func copy(_ measure: some StoredMeasure, from scene: Scene) {
    insert(scene[measure], for: measure)
  }

  /// Takes over what a plan asks for, as far as it is stored.
  package mutating func fill(_ plan: MeasurementPlan, from stored: StoredMeasurements) {
    for measure in plan.kept(of: self) { copy(measure, from: stored.columns) }
    for index in plan.slices.keys {
      guard let columns = stored.slices?[index]?.columns else { continue }
      withSlice(index) { table in
        for measure in plan.kept(ofSlice: index) { table.copy(measure, from: columns) }
      }
    }
  }

  private mutating func copy<M: StoredMeasure>(_ measure: M, from columns: StoredColumns) {
    if let answer = columns.answer(to: measure) { insert(answer, for: measure) }
  }
}

package import JSON
internal import Volume

/// Every measure that can be asked for by name, and the document that `segwarden measure` prints.
package enum MeasureCatalogue {
  package static let label: [any LabelMeasure.Type] = [
    VoxelCount.self, PhysicalSize.self, BoundingBox.self, Centroid.self, AllComponents.self, AllCavities.self,
    FacesTouched.self, MissingSlices.self, EndAreas.self,
  ]

  package static let export: [any ExportMeasure.Type] = [Contacts.self, Distances.self, Order.self]

  package static var entries: [MeasureEntry] { label.map { $0.entry } + export.map { $0.entry } }

  /// Measures a scene: for each structure that has voxels the chosen label measures under its value, then those of the export. `names` nil means all.
  package static func document(of scene: Scene, names: Set<String>?) async -> JSONValue {
    func chosen(_ entry: MeasureEntry) -> Bool { names?.contains(entry.name) ?? true }
    let present = scene.segmentation.structures.indices.filter { !scene.runs($0).isEmpty }
    let labelMeasures = label.filter { chosen($0.entry) }
    let exportMeasures = export.filter { chosen($0.entry) }
    let plan: [any ReportedMeasure] =
      present.flatMap { at in labelMeasures.map { $0.init(structure: at) } } + exportMeasures.map { $0.init() }
    let measurements = await Measurements(of: plan, in: scene)

    let grid = scene.grid
    var members: [JSONValue.Member] = [
      .init("shape", .array((0..<grid.dimensions).map { .integer(grid.size[$0]) })),
      .init("geometry", GridDocument(grid: grid).json),
      .init("dimension_measured", .integer(grid.dimensions)),
      .init("labels_present", .array(present.map { .integer(scene.segmentation.structures[$0].value) })),
    ]
    var labels: [JSONValue.Member] = []
    for at in present {
      let structure = scene.segmentation.structures[at]
      var fields = labelMeasures.flatMap { Self.fields($0.init(structure: at), measurements) }
      if let name = structure.name { fields.insert(.init("name", .string(name)), at: 0) }
      labels.append(.init("\(structure.value)", .object(fields)))
    }
    members.append(.init("labels", .object(labels)))
    members += exportMeasures.flatMap { Self.fields($0.init(), measurements) }
    return .object(members)
  }

  private static func fields<M: ReportedMeasure>(_ measure: M, _ measurements: Measurements) -> [JSONValue.Member] {
    M.fields(of: measurements[measure], in: measurements.scene)
  }
}

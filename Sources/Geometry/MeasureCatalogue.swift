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
      .init("background_voxels", .integer(background(scene))),
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
    return rounded(.object(members))
  }

  /// The voxels that no structure covers.
  private static func background(_ scene: Scene) -> Int {
    let structures = scene.segmentation.structures
    let covered = structures.reduce(0) { $0 + $1.runs.voxelCount }
    let overlapping = OwnedRuns(scene) == nil
    return scene.grid.count - (overlapping ? Runs(merging: structures.flatMap(\.runs.all)).voxelCount : covered)
  }

  /// Nine significant digits: more than a file's single-precision transform holds, and few enough that noise of the last bits does not show.
  private static func rounded(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let x) where x.isFinite && x != 0:
      var scale = 1.0
      while abs(x) * scale < 1e8, scale < 1e300 { scale *= 10 }
      while abs(x) * scale >= 1e9, scale > 1e-300 { scale /= 10 }
      return .number((x * scale).rounded() / scale)
    case .array(let elements): return .array(elements.map(rounded))
    case .object(let members): return .object(members.map { .init($0.name, rounded($0.value)) })
    default: return value
    }
  }

  private static func fields<M: ReportedMeasure>(_ measure: M, _ measurements: Measurements) -> [JSONValue.Member] {
    M.fields(of: measurements[measure], in: measurements.scene)
  }
}

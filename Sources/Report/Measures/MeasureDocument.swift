package import Geometry
package import JSON
internal import Volume

/// The document that `segwarden measure` prints: the export's frame, for each structure that has voxels the chosen
/// measures under its value, then pairs, then the export.
package struct MeasureDocument {
  package let json: JSONValue

  /// Measures a scene.
  package init(of scene: Scene, _ request: MeasureRequest = MeasureRequest()) async {
    let ofStructures = request.entries(of: .structure, in: scene)
    let ofPairs = request.entries(of: .pair, in: scene)
    let ofExport = request.entries(of: .export, in: scene)
    let pairs = ofPairs.isEmpty ? [] : request.pairs ?? NotablePairs().value(in: scene)
    let present = scene.present
    let structureQuestions = present.flatMap { place in ofStructures.map { $0.question([place]) } }
    let pairQuestions = pairs.flatMap { pair in ofPairs.map { $0.question([pair.0, pair.1]) } }
    await scene.answer(structureQuestions + pairQuestions + ofExport.map { $0.question() }, jobs: request.jobs)

    var fields = Self.frame(of: scene, request)
    fields.append(
      .init(
        "labels",
        .group(
          present.map { place in
            let value = scene.segmentation[place].value
            return ReportedField("\(value)", Self.structure(place, ofStructures, request.window, in: scene))
          })))
    if !ofPairs.isEmpty { fields.append(.init("pairs", .list(pairs.map { Self.pair($0, ofPairs, in: scene) }))) }
    fields += ofExport.flatMap { $0.reported(in: scene) }
    let hasSpacing = scene.grid.spacing != nil
    json = .object(fields.map { $0.json(hasSpacing: hasSpacing) })
  }

  /// What is known of an export without measuring.
  private static func frame(of scene: Scene, _ request: MeasureRequest) -> [ReportedField] {
    let (grid, segmentation) = (scene.grid, scene.segmentation)
    var fields: [ReportedField] = [
      .init("shape", .list((0..<segmentation.axes).map { .integer(grid.size[$0]) })),
      .init("geometry", request.assumedSpacing == nil ? GridDocument(grid: grid).reported : .undefined),
      .init("dimension_measured", .integer(grid.dimensions)),
      .init("background_voxels", .integer(scene[BackgroundCount()])),
      .init("labels_present", .list(scene.present.map { .integer(segmentation[$0].value) })),
    ]
    if let spacing = request.assumedSpacing {
      fields.append(.init(.length("assumed_spacing"), .list((0..<grid.dimensions).map { .number(spacing[$0]) })))
    }
    return fields
  }

  private static func structure(
    _ place: StructurePlace, _ entries: [MeasureEntry], _ window: ClosedRange<Double>?, in scene: Scene
  ) -> ReportedValue {
    let structure = scene.segmentation[place]
    var fields: [ReportedField] = []
    if let name = structure.name { fields.append(.init("name", .text(name))) }
    fields += Self.said(of: structure)
    fields += entries.flatMap { $0.reported([place], in: scene) }
    if let window {
      let question = IntensityWindow(structure: place, low: window.lowerBound, high: window.upperBound)
      fields += IntensityWindow.fields(of: scene[question], low: window.lowerBound, high: window.upperBound)
    }
    return .group(merged(fields))
  }

  /// What the export says of a structure beside its name. Nothing that identifies a patient or an object.
  private static func said(of structure: Structure) -> [ReportedField] {
    let facts = structure.facts
    var fields: [ReportedField] = []
    if !structure.codes.isEmpty { fields.append(.init("codes", .list(structure.codes.map(ReportedValue.text)))) }
    for (name, text) in [
      ("category", facts.category), ("category_meaning", facts.categoryMeaning),
      ("interpreted_type", facts.interpretedType), ("algorithm_type", facts.algorithmType),
      ("algorithm_name", facts.algorithmName),
    ] {
      if let text { fields.append(.init(FieldName(name), .text(text))) }
    }
    return fields
  }

  private static func pair(_ pair: (StructurePlace, StructurePlace), _ entries: [MeasureEntry], in scene: Scene)
    -> ReportedValue
  {
    let structures = [pair.0, pair.1].map { scene.segmentation[$0] }
    var fields: [ReportedField] = [.init("labels", .list(structures.map { .integer($0.value) }))]
    let names = structures.compactMap(\.name)
    if names.count == 2 { fields.append(.init("names", .list(names.map(ReportedValue.text)))) }
    return .group(merged(fields + entries.flatMap { $0.reported([pair.0, pair.1], in: scene) }))
  }

  /// Joins groups of the same name, at any depth, so that several measures can write into one (`boundary`). What one
  /// measure leaves undefined does not hide what another one knows.
  private static func merged(_ fields: [ReportedField]) -> [ReportedField] {
    var places: [FieldName: Int] = [:]
    var result: [ReportedField] = []
    for field in fields {
      guard let place = places[field.name] else {
        places[field.name] = result.count
        result.append(field)
        continue
      }
      if case .group(let old) = result[place].value, case .group(let new) = field.value {
        result[place] = ReportedField(field.name, .group(merged(old + new)))
      } else if result[place].value.isUndefined {
        result[place] = field
      }
    }
    return result
  }
}

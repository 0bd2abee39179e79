internal import Anatomy
package import Volume

/// Beside which level of the vertebral column each structure's centre lies, in axial planes (`LevelScale`), where the
/// export names vertebrae (`vertebrae_T12`, `T12`) that no face of the field of view cuts above or below.
package struct Levels: Measure {
  package init() {}

  package struct Placed: Hashable, Sendable {
    package let structure: StructurePlace
    /// The place in the column: 0 beside the centre of C1, 18 beside that of T12.
    package let place: Double
    /// The level's code.
    package let level: String
  }

  package static let entry = MeasureEntry(
    .export(Self.init), name: "levels", fields: ["levels"], unit: "levels", dimensions: .three,
    definition:
      "Where labels are named as vertebrae that are not cut off: the level of the vertebral column (`T12`) beside the centroid of each label, in axial planes, and the same as a number (0 beside the centre of C1, 18 beside that of T12); between vertebrae, and beyond them, by the published proportions of the column.",
    source:
      "Heights of levels: Panjabi et al. 1991, Spine 16:861 and 16:888; Panjabi et al. 1992, Spine 17:299; Kunkel et al. 2011, doi:10.1111/j.1469-7580.2011.01397.x; Busscher et al. 2010, doi:10.1007/s00586-010-1326-9",
    reported: fields(of:in:))

  private static let stems: Set<String> = ["vertebra", "vertebrae", "vert", "body"]

  /// Empty without a whole vertebra, without an orientation, and where the vertebrae do not follow one another.
  package func value(in scene: Scene) -> [Placed] {
    guard scene.grid.affine != nil, let along = scene.grid.indexAxis(along: 2)?.axis else { return [] }
    func position(_ structure: StructurePlace) -> Double? {
      scene[Centroid(structure: structure)]?.patient.map { -$0.z }
    }
    let vertebrae = scene.present.compactMap { structure -> LevelScale.Link? in
      guard let name = scene.segmentation[structure].name, let level = SpinalLevel(inName: name),
        StructureName(name).words.allSatisfy({ Self.stems.contains($0) || SpinalLevel($0) != nil }),
        !scene[FacesTouched(structure: structure)].keys.contains(where: { $0.axis == along }),
        let position = position(structure)
      else { return nil }
      return LevelScale.Link(place: Double(level.number), position: position)
    }
    guard let scale = LevelScale(vertebrae: vertebrae) else { return [] }
    return scene.present.compactMap { structure in
      position(structure).map { position in
        let place = scale.place(at: position)
        return Placed(structure: structure, place: place, level: SpinalLevel(nearest: place).name)
      }
    }
  }

  private static func fields(of value: [Placed], in scene: Scene) -> [ReportedField] {
    guard !value.isEmpty else { return [] }
    let list = value.map { placed -> ReportedValue in
      [
        "label": .integer(scene.segmentation[placed.structure].value), "level": .text(placed.level),
        "place": .number(placed.place),
      ]
    }
    return [.init("levels", .list(list))]
  }
}

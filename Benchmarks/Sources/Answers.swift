internal import Formats
internal import Geometry
internal import JSON
internal import Volume

/// What our side finds in a file, for the comparison with the peers' answers.
struct Answers {
  let scene: Scene

  init(path: String) throws { scene = Scene(segmentation: try FormatRegistry.readMask(path: path).segmentation) }

  func json() -> JSONValue {
    let structures = scene.present.map { JSONValue.Member("\(value($0))", ofStructure($0)) }
    let contacts = scene[Contacts()].map { contact in
      JSONValue.Member("\(value(contact.first))-\(value(contact.second))", .array(contact.faces.map { .integer($0) }))
    }
    return ["file": ofFile, "structures": .object(structures), "contacts": .object(contacts)]
  }

  private func value(_ structure: StructurePlace) -> Int { scene.segmentation[structure].value }

  private var ofFile: JSONValue {
    let grid = scene.grid
    return [
      "size": .array((0..<3).map { .integer(grid.size[$0]) }),
      "spacing": .array((0..<3).map { .number(grid.lengths[$0]) }),
      "labels": .integer(scene.present.count),
      "foreground": .integer(scene.present.reduce(0) { $0 + scene[VoxelCount(structure: $1)] }),
      "runs": .integer(scene.present.reduce(0) { $0 + scene.runs($1).all.count }),
    ]
  }

  private func ofStructure(_ at: StructurePlace) -> JSONValue {
    let pieces = scene[Components(structure: at, neighbourhood: .corners)].map(\.voxels)
    let cavities = scene[Cavities(structure: at, background: .faces)].map(\.voxels)
    let surface = scene[SurfaceArea(structure: at)]
    let touches = scene[FacesTouched(structure: at)]
    var members: [JSONValue.Member] = [
      .init("voxels", .integer(scene[VoxelCount(structure: at)])),
      .init("components", .integer(pieces.count)),
      .init("largest component", .integer(pieces.first ?? 0)),
      // Equal only when the sizes are: a digest of them all.
      .init("squares of the components' sizes", .integer(pieces.reduce(0) { $0 + $1 * $1 })),
      .init("cavity voxels", .integer(cavities.reduce(0, +))),
      .init(
        "faces touched",
        .array(GridFace.all(dimensions: 3).map { .integer(touches[$0] ?? 0) })),
      .init("Euler number", .integer(scene[EulerNumber(structure: at)].corners)),
      .init("marching-cubes surface", .number(surface.marchingCubes)),
      .init("Crofton surface", .number(surface.crofton)),
    ]
    if let ball = scene[InscribedSphere(structure: at)] {
      members.append(.init("inscribed radius", .number(ball.radius)))
    }
    if let box = scene[BoundingBox(structure: at)] {
      members.append(.init("box", .array([box.first, box.last].flatMap { v in (0..<3).map { .integer(v[$0]) } })))
    }
    if let centre = scene[Centroid(structure: at)]?.voxel {
      members.append(.init("centroid", .array((0..<3).map { .number(centre[$0]) })))
    }
    if let moments = scene[PrincipalMoments(structure: at)] {
      members.append(.init("principal moments", .array(moments.map { .number($0) })))
    }
    return .object(members)
  }
}

internal import Formats
internal import Geometry
internal import Volume

extension Operation {
  static let statistics = Operation("statistics") { scene in
    scene.present.flatMap { at -> [any Measure] in
      [
        VoxelCount(structure: at), BoundingBox(structure: at), Centroid(structure: at), PrincipalMoments(structure: at),
      ]
    }
  }

  static let components = Operation("components") { scene in
    scene.present.map { Components(structure: $0, neighbourhood: .corners) }
  }

  static let contacts = Operation("contacts") { _ in [Contacts()] }

  static let touches = Operation("touches") { scene in scene.present.map { FacesTouched(structure: $0) } }

  static let cavities = Operation("cavities") { scene in
    scene.present.map { Cavities(structure: $0, background: .faces) }
  }

  static let surface = Operation("surface") { scene in
    scene.present.flatMap { at -> [any Measure] in
      [SurfaceArea(structure: at), EulerNumber(structure: at)]
    }
  }

  static let radius = Operation("radius") { scene in scene.present.map { InscribedSphere(structure: $0) } }

  static let lightSteps = [statistics, components, contacts, touches]
  static let fullSteps = lightSteps + [surface, cavities, radius]

  /// Everything that is timed.
  static let all =
    fullSteps + [
      Operation("load", readingAnd: []),
      Operation("light", readingAnd: lightSteps),
      Operation("full", readingAnd: fullSteps),
      Operation("segments", reading: { path in _ = try ExportReader.read(path: path) }),
      Operation("series", reading: { path in _ = try ReadImage(path: path, intensities: true) }),
    ]

  static func named(_ name: String) throws -> Operation {
    guard let operation = all.first(where: { $0.name == name }) else {
      throw Complaint("there is no operation \(name); there are \(all.map(\.name).joined(separator: ", ")).")
    }
    return operation
  }
}

internal import Geometry
internal import Volume

/// A side to work from: of the patient (`superior`), or of the grid (`k+`, the last slice) where the orientation is
/// unknown.
enum MutationFace: Hashable, Sendable {
  case patient(PatientDirection)
  case index(GridFace)

  static let names = PatientDirection.allCases.map(\.rawValue) + GridFace.all(dimensions: 3).map(\.name)

  init?(name: String) {
    if let direction = PatientDirection(rawValue: name.lowercased()) {
      self = .patient(direction)
    } else if let face = GridFace.all(dimensions: 3).first(where: { $0.name == name.lowercased() }) {
      self = .index(face)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .patient(let direction): direction.rawValue
    case .index(let face): face.name
    }
  }

  /// The face of a grid.
  func face(of grid: Grid) throws(MutationError) -> GridFace {
    switch self {
    case .index(let face):
      guard face.axis < grid.dimensions else {
        throw .notApplicable("the export has two dimensions, and so no face \(face.name).")
      }
      return face
    case .patient(let direction):
      guard let axis = grid.indexAxis(along: direction.axis), axis.axis < grid.dimensions else {
        let faces = GridFace.all(dimensions: grid.dimensions).map(\.name).joined(separator: ", ")
        throw .notApplicable(
          grid.affine == nil
            ? "the export does not say where \(direction.rawValue) is; name a face of the grid: \(faces)."
            : "the export is one slice across \(direction.rawValue); name another face.")
      }
      return GridFace(axis: axis.axis, isLast: axis.grows == (direction.sign > 0))
    }
  }

  /// The face's name as a person would say it: the patient's where it is known.
  static func name(of face: GridFace, on grid: Grid) -> String { face.direction(in: grid)?.rawValue ?? face.name }
}

internal import Anatomy
internal import Geometry
internal import JSON
internal import Mutations
internal import Volume

extension Mutated {
  /// The truth about a mutated export, to be kept beside it. Names no file and no path.
  ///
  /// - Parameter spec: what was asked for.
  /// - Parameter old: the export as it was.
  func sidecar(spec: String, kind: String, from old: Segmentation) -> JSONValue {
    let used = parameters.map { JSONValue.Member($0.name, $0.value.json) }
    return [
      "segwarden_mutation": 1, "kind": .string(kind), "fault": .string(fault.rawValue),
      "labels": .array(labels.map(JSONValue.string)),
      "location": location, "voxels_changed": .integer(voxelsChanged),
      "dice": .number((dice * 10_000).rounded() / 10_000), "surface_distance": distance(from: old),
      "parameters": .object(used),
      "spec": .string(spec), "seed": .integer(Int(clamping: seed)), "sentence": .string(sentence),
    ]
  }

  /// How far the surface moved, of the structure that agrees least; null where there is none, or the grid is another.
  private func distance(from old: Segmentation) -> JSONValue {
    guard let shift = surfaceShift(from: old) else { return .null }
    func rounded(_ value: Double) -> JSONValue { .number((value * 10_000).rounded() / 10_000) }
    return [
      "label": .string(shift.label), "mean": rounded(shift.mean), "percentile_95": rounded(shift.percentile95),
      "unit": .string(old.grid.spacing == nil ? "px" : "mm"),
    ]
  }

  /// First and last voxel of the new grid, and the box in the patient; null when no voxel changed.
  private var location: JSONValue {
    guard let box else { return .null }
    let dimensions = segmentation.grid.dimensions
    func index(_ at: VoxelIndex) -> JSONValue { .array((0..<dimensions).map { .integer(at[$0]) }) }
    func place(_ p: PatientPoint) -> JSONValue { .array((0..<3).map { .number((p[$0] * 100).rounded() / 100) }) }
    return [
      "voxel": [index(box.first), index(box.last)],
      "ras_mm": patientBox.map { [place($0.low), place($0.high)] } ?? .null,
    ]
  }
}

extension MutationParameter.Value {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number, let unit):
      unit.isEmpty ? .number(number) : ["value": .number(number), "unit": .string(unit)]
    }
  }
}

internal import Geometry
package import Volume
internal import Wording

/// A length to the whole millimetre. A damaged transform may give numbers that no integer holds.
private func wholeWords(_ value: Double) -> String { words(value.rounded()) }

extension PatientPoint {
  /// The place in the body: `R 40, P 12, I 310` in mm.
  package var words: String {
    [(x, "R", "L"), (y, "A", "P"), (z, "S", "I")].map { value, positive, negative in
      "\(value < 0 ? negative : positive) \(wholeWords(abs(value)))"
    }.joined(separator: ", ")
  }
}

extension CaseFacts {
  /// A size in the unit that people use: mL in three dimensions, mm² in two, voxels without spacing.
  package func size(voxels: Int) -> Measured {
    guard grid.spacing != nil else {
      return Measured(value: Double(voxels), unit: grid.dimensions == 2 ? "px" : "voxels")
    }
    let size = Double(voxels) * grid.voxelMeasure
    return grid.dimensions == 2 ? Measured(value: size, unit: "mm²") : Measured(value: size / 1000, unit: "mL")
  }

  func sizeWords(voxels: Int) -> String {
    let size = size(voxels: voxels)
    return "\(words(size.value)) \(size.unit)"
  }

  /// Where a box is: its centre in the body, or its voxels when the orientation is unknown.
  func placeWords(_ box: VoxelBox) -> String {
    let centre = VoxelPoint(
      Double(box.first.i + box.last.i) / 2, Double(box.first.j + box.last.j) / 2, Double(box.first.k + box.last.k) / 2)
    if let affine = grid.affine { return "(\(affine.patient(centre).words))" }
    return grid.dimensions == 2
      ? "(column \(Int(centre.i.rounded())), row \(Int(centre.j.rounded())))"
      : "(voxel \(Int(centre.i.rounded())), \(Int(centre.j.rounded())), \(Int(centre.k.rounded())))"
  }

  /// A box as a finding's location: both spaces, and the slices along the axis nearest to superior–inferior.
  package func location(_ box: VoxelBox) -> Location {
    let n = grid.dimensions
    let index = { (v: VoxelIndex) in (0..<n).map { v[$0] } }
    let hull = box.patientHull(in: grid, edge: 0.5)
    let round = { (p: PatientPoint) in [p.x, p.y, p.z].map { ($0 * 100).rounded() / 100 } }
    let axis = n == 2 ? nil : grid.indexAxis(along: 2)?.axis ?? 2
    return Location(
      voxel: [index(box.first), index(box.last)], rasMM: hull.map { [round($0.low), round($0.high)] },
      slices: axis.map { Location.Slices(axis: ["i", "j", "k"][$0], from: box.first[$0], to: box.last[$0]) })
  }

  /// The box of a label.
  func box(_ label: String) -> VoxelBox? { filled(label).flatMap { box(ofStructure: $0) } }

  func location(of labels: [String]) -> Location? {
    let boxes = labels.compactMap { box($0) }
    guard let first = boxes.first else { return nil }
    return location(boxes.dropFirst().reduce(first) { $0.union($1) })
  }
}

internal import Numerics
internal import Volume

extension SliceStack {
  /// Where the positions are not those of slices one above the other at even distances.
  var discrepancies: [HeaderDiscrepancy.Readings] {
    var faults: [HeaderDiscrepancy.Readings] = []
    let sideways = length(step - plane.normal * dot(step, plane.normal)) * Double(count - 1)
    if tilt > 0.1, sideways > 0.1 { faults.append(.slices(.tilted(degrees: tilt))) }
    if deviation > max(Self.tolerance * length(step), 0.01) {
      faults.append(.slices(.uneven(deviation: deviation, step: length(step))))
    }
    return faults
  }
}

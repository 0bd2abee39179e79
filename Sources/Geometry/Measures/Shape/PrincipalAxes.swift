internal import Numerics
package import Volume

/// The directions of a structure's principal axes in the patient: unit vectors in RAS, the longest axis first, as
/// `axis_lengths_mm`. Nil when the structure is empty or the orientation unknown.
///
/// An axis has no front: of its two directions the one is given whose largest component is positive (towards right,
/// anterior or superior). An axis is nil where another one is as long, since then no direction is the structure's own
/// (a ball; the two short axes of a line). Cost: as `Moments`.
package struct PrincipalAxes: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "principal_axes", fields: ["principal_axes_ras"], unit: "unit vectors",
    definition:
      "Directions of the principal axes in RAS, longest first; the sign makes the largest component positive; null where two axes are equally long.",
    source: "ITK ShapeLabelObject, principal axes", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    // Either way along the axis, so at most 90°.
    .init(
      "principal_axis_angle", .angle, "the angle between A's longest axis and the patient's superior axis", [.oriented]
    ) {
      $0?.first?.map { arcTangent(($0.x * $0.x + $0.y * $0.y).squareRoot(), abs($0.z)) * 180 / .pi }
    }
  ]

  package func value(in scene: Scene) -> [SIMD3<Double>?]? {
    let frame = MillimetreFrame(scene.grid)
    guard frame.axes != nil, let spread = scene[Moments(structure: structure)] else { return nil }
    let moments = spread.moments
    let same = 1e-6 * (moments.last ?? 0)
    return moments.indices.reversed().map { at in
      let isOwn = moments.indices.allSatisfy { $0 == at || abs(moments[$0] - moments[at]) > same }
      guard isOwn, var direction = frame.patient(spread.directions[at]) else { return nil }
      // What rounding leaves of a zero.
      direction.replace(with: 0, where: (direction .< 1e-9) .& (direction .> -1e-9))
      let lengths: [Double] = (0..<3).map { abs(direction[$0]) }
      let largest = lengths.indices.max { lengths[$0] < lengths[$1] - 1e-9 } ?? 0
      return direction[largest] < 0 ? -direction : direction
    }
  }

  private static func fields(of value: [SIMD3<Double>?]?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [] }
    let axes = value.map { axis in
      axis.map { [.number($0.x), .number($0.y), .number($0.z)] } ?? ReportedValue.undefined
    }
    return [.init("principal_axes_ras", .list(axes))]
  }
}

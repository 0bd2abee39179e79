internal import Geometry
internal import Numerics
internal import Volume

/// What `segwarden measure` says about a grid. Undefined when neither lengths nor directions are known.
struct GridDocument {
  let grid: Grid

  var reported: ReportedValue {
    guard let spacing = grid.spacing else { return .undefined }
    let lengths = ReportedValue.list((0..<3).map { .number(spacing[$0]) })
    guard let affine = grid.affine else {
      return [.length("spacing"): lengths, .volume("voxel_volume"): .number(grid.voxelVolume)]
    }
    let rows = (0..<3).map { r in
      ReportedValue.list((0..<3).map { .number(affine.columns[$0][r]) } + [.number(affine.origin[r])])
    }
    // One list per index axis: the direction in which that index grows.
    let directions = (0..<3).map { axis in
      ReportedValue.list((0..<3).map { .number(affine.columns[axis][$0] / spacing[axis]) })
    }
    return [
      "affine_ras": .list(rows + [.list([0, 0, 0, 1].map(ReportedValue.number))]),
      .length("spacing"): lengths,
      "axis_codes": .text(affine.orientation),
      "direction_ras_columns": .list(directions),
      "origin_ras": .list((0..<3).map { .number(affine.origin[$0]) }),
      "determinant_sign": .integer(affine.determinant < 0 ? -1 : 1),
      .volume("voxel_volume"): .number(abs(affine.determinant)),
      "max_axis_nonorthogonality": .number(Self.worstCosine(between: affine)),
      "oblique_angle_deg": .list(Self.obliqueness(of: affine).map(ReportedValue.number)),
    ]
  }

  /// How far the index axes are from perpendicular: the largest cosine between two of them.
  private static func worstCosine(between affine: Affine) -> Double {
    let units = unitColumns(affine)
    return [(0, 1), (0, 2), (1, 2)].map { abs((units[$0.0] * units[$0.1]).sum()) }.max() ?? 0
  }

  /// For each patient axis the angle to the nearest index axis, in degrees (as nibabel's `affines.obliquity`).
  private static func obliqueness(of affine: Affine) -> [Double] {
    let units = unitColumns(affine)
    return (0..<3).map { axis in
      let cosine = units.map { abs($0[axis]) }.max() ?? 1
      return arcCosine(min(cosine, 1)) * 180 / .pi
    }
  }

  private static func unitColumns(_ affine: Affine) -> [SIMD3<Double>] {
    zip(0..<3, affine.columns).map { $1 / affine.spacing[$0] }
  }
}

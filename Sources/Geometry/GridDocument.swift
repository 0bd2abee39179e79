internal import JSON
internal import Numerics
internal import Volume

/// What `segwarden measure` says about a grid. Null when neither lengths nor directions are known.
struct GridDocument {
  let grid: Grid

  var json: JSONValue {
    guard let spacing = grid.spacing else { return .null }
    let lengths = JSONValue.array((0..<3).map { .number(spacing[$0]) })
    guard let affine = grid.affine else {
      return ["spacing_mm": lengths, "voxel_volume_mm3": grid.voxelVolume.orNull]
    }
    let rows = (0..<3).map { r in
      JSONValue.array((0..<3).map { .number(affine.columns[$0][r]) } + [.number(affine.origin[r])])
    }
    // One list per index axis: the direction in which that index grows.
    let directions = (0..<3).map { axis in
      JSONValue.array((0..<3).map { .number(affine.columns[axis][$0] / spacing[axis]) })
    }
    return [
      "affine_ras": .array(rows + [[0.0, 0.0, 0.0, 1.0]]),
      "spacing_mm": lengths,
      "axis_codes": .string(affine.orientation),
      "direction_ras_columns": .array(directions),
      "origin_ras": .array((0..<3).map { .number(affine.origin[$0]) }),
      "determinant_sign": .integer(affine.determinant < 0 ? -1 : 1),
      "voxel_volume_mm3": .number(abs(affine.determinant)),
      "max_axis_nonorthogonality": .number(Self.worstCosine(between: affine)),
      "oblique_angle_deg": .array(Self.obliqueness(of: affine).map(JSONValue.number)),
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

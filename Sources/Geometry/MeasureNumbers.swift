internal import JSON

/// The last touch on a document of measures: nine significant digits, and pixels where millimetres are not known.
struct MeasureNumbers {
  let hasSpacing: Bool

  func finished(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let x): return .number(Self.rounded(x))
    case .array(let elements): return .array(elements.map(finished))
    case .object(let members): return .object(members.map { .init(name($0.name), finished($0.value)) })
    default: return value
    }
  }

  /// `area_mm2` becomes `area_px2` where the grid has no spacing: lengths are in pixels then, and must not look like
  /// millimetres.
  private func name(_ name: String) -> String {
    guard !hasSpacing, let tail = ["_mm", "_mm2", "_mm3"].first(where: name.hasSuffix) else { return name }
    return name.dropLast(tail.count) + "_px" + tail.dropFirst(3)
  }

  /// Nine significant digits: more than a file's single-precision transform holds, and few enough that noise of the
  /// last bits does not show.
  private static func rounded(_ x: Double) -> Double {
    guard x.isFinite, x != 0 else { return x }
    var scale = 1.0
    while abs(x) * scale < 1e8, scale < 1e300 { scale *= 10 }
    while abs(x) * scale >= 1e9, scale > 1e-300 { scale /= 10 }
    return (x * scale).rounded() / scale
  }
}

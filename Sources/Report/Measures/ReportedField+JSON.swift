internal import Geometry
internal import JSON

extension ReportedField {
  /// The member of a document; named in pixels where the grid has no spacing.
  func json(hasSpacing: Bool) -> JSONValue.Member {
    JSONValue.Member(name.text(hasSpacing: hasSpacing), value.json(hasSpacing: hasSpacing))
  }
}

extension ReportedValue {
  /// What documents write: numbers with nine significant digits, null for what is undefined.
  func json(hasSpacing: Bool) -> JSONValue {
    switch self {
    case .undefined, .number(nil): .null
    case .flag(let flag): .bool(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number?): .number(Self.rounded(number))
    case .text(let text): .string(text)
    case .list(let elements): .array(elements.map { $0.json(hasSpacing: hasSpacing) })
    case .group(let fields): .object(fields.map { $0.json(hasSpacing: hasSpacing) })
    }
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

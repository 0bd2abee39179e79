internal import Evaluation

/// A measured number beside the limits that hold for it, on one scale: a line of which the allowed part is filled.
package struct LimitScale: Hashable, Sendable {
  let value: Double
  let low: Double?
  let high: Double?

  /// From limits as an author writes them (`45..450 mL`, `>= 2 mm`); nil where they name another unit than the number
  /// has, and where no number can be told.
  init?(_ finding: Finding) {
    guard let measured = finding.measured, let expected = finding.expected, measured.value.isFinite else { return nil }
    let text = expected.replacing(measured.unit, with: "").replacing(" ", with: "")
    let bounds = text.split(separator: "..", omittingEmptySubsequences: false)
    switch bounds.count {
    case 2 where bounds.allSatisfy({ Double($0) != nil }): (low, high) = (Double(bounds[0]), Double(bounds[1]))
    case 1 where text.hasPrefix("<"): (low, high) = (nil, Self.number(text))
    case 1 where text.hasPrefix(">"): (low, high) = (Self.number(text), nil)
    default: return nil
    }
    guard low != nil || high != nil else { return nil }
    value = measured.value
  }

  private static func number(_ text: String) -> Double? { Double(text.drop { "<>=".contains($0) }) }

  /// A picture of it, 120 wide; says nothing that the numbers beside it do not say.
  var markup: Markup {
    let known = [value, low, high].compactMap(\.self)
    let (least, most) = (known.min() ?? 0, known.max() ?? 1)
    let room = max(most - least, abs(most) * 1e-6, 1e-9) * 0.15
    func place(_ value: Double) -> String {
      Decimal.fixed((value - least + room) / (most - least + 2 * room) * 120, places: 1)
    }
    let (from, to) = (low.map(place) ?? "0.0", high.map(place) ?? "120.0")
    let width = Decimal.fixed(max(1, (Double(to) ?? 120) - (Double(from) ?? 0)), places: 1)
    return """
      <svg class="scale" width="120" height="14" viewBox="0 0 120 14" aria-hidden="true"><path d="M0 7H120"/>\
      <rect x="\(from)" y="4" width="\(width)" height="6"/><circle cx="\(place(value))" cy="7" r="4"/></svg>
      """
  }
}

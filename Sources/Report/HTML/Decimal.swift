/// Numbers as a page shows them, the same in every locale.
enum Decimal {
  /// A fixed number of decimal places; a dash for what is no number.
  static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "–" }
    let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return sign + String(scaled) }
    let digits = String(scaled % Int(scale))
    return "\(sign)\(scaled / Int(scale)).\(String(repeating: "0", count: places - digits.count))\(digits)"
  }

  /// A signed share in per cent: `+12 %`, `−200 %`.
  static func signedPercent(_ share: Double) -> String {
    let text = fixed(share * 100, places: 0)
    return (share > 0 && text != "0" && text != "–" ? "+" : "") + text + " %"
  }
}

// Numbers in sentences.

/// A number for people: three significant digits, whole numbers whole, no needless zeros.
package func words(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "undefined" : value > 0 ? "infinite" : "minus infinite" }
  if value == value.rounded(), abs(value) < 1e6 { return "\(Int(value))" }
  if abs(value) >= 1e15 { return "\(value)" }
  if abs(value) >= 100 { return "\(Int(value.rounded()))" }
  var scale = 1.0
  while abs(value) * scale < 100, scale < 1e9 { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}

/// A share as a percentage.
package func percent(_ share: Double) -> String { "\(words(share * 100)) %" }

internal import Agreement
internal import Wording

/// A figure in words.
struct FigureText {
  static let none = "not estimable"

  let value: String
  /// Empty where there is none.
  let interval: String
  /// What the value is a share of, or why there is no number.
  let note: String

  /// - Parameter isDifference: whether the figure is a difference of shares, told in percentage points.
  init(_ figure: Figure, isDifference: Bool = false) {
    switch figure {
    case .notEstimable(let reason): (value, interval, note) = (Self.none, "", reason)
    case .known(let known):
      let isShare = known.share != nil
      func text(_ value: Double) -> String {
        if isDifference { return Decimal.fixed(value * 100, places: 1) }
        return isShare ? words(value * 100) : Decimal.fixed(value, places: 3)
      }
      value = isDifference ? "\(text(known.value)) points" : isShare ? percent(known.value) : text(known.value)
      let count = known.share.map { "\($0.part) of \($0.of)" }
      switch known.interval {
      case .range(let range, _):
        interval = "\(text(range.lowerBound))..\(text(range.upperBound))\(isShare ? " %" : "")"
        note = count ?? ""
      case .notEstimable(let reason):
        interval = ""
        note = [count, "no interval: \(reason)"].compactMap(\.self).joined(separator: "; ")
      }
    }
  }

  /// `83.3 % (74.4..90.2 %)`, for cells of tables.
  var short: String { value == Self.none ? "–" : interval.isEmpty ? value : "\(value) (\(interval))" }

  /// What goes behind the value in a sentence: the interval and the note, or nothing.
  var remark: String {
    let text = [interval, note].filter { !$0.isEmpty }.joined(separator: "; ")
    return text.isEmpty ? "" : " (\(text))"
  }
}

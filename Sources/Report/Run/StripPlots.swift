internal import JSON

/// Plots of limited numbers, a dot for each case, which a page's script draws: a case is marked in all of them at once,
/// and a click opens it.
struct StripPlots {
  let strips: [RunNumbers.Strip]
  /// The cases' places in the page's table.
  let rows: [Int]

  /// Hidden until the script draws.
  var markup: Markup? {
    let shown = strips.filter { !$0.points.isEmpty }
    guard !shown.isEmpty, let text = try? JSONValue.array(shown.map(data)).text(), !text.contains("<") else {
      return nil
    }
    let plots: [Markup] = shown.map { strip in
      let failed = strip.points.count { $0.weight == 2 }
      let limits = [strip.low.map { "at least \(Self.text($0))" }, strip.high.map { "at most \(Self.text($0))" }]
        .compactMap(\.self).joined(separator: ", ")
      let words =
        "\(strip.points.count) cases, \(failed) outside\(limits.isEmpty ? "" : " (\(limits)\(strip.unit.isEmpty ? "" : " \(strip.unit)"))")"
      return """
        <figure class="strip"><figcaption><b>\(strip.name)</b> <span class="soft">\(words)</span></figcaption>\
        <canvas role="img" aria-label="\(strip.name): \(words)"></canvas></figure>

        """
    }
    return """
      <section class="card" id="strips" hidden aria-labelledby="strips-title">
      <h2 id="strips-title">Numbers and their limits</h2>
      <p class="soft small">A dot for each case; the green band is allowed. The case under the pointer, or in the table's chosen row, is marked everywhere; a click opens it. <span id="marked" role="status"></span></p>
      \(plots)
      <script type="application/json" id="strip-data">\(Markup(json: text))</script>
      </section>
      """
  }

  private func data(_ strip: RunNumbers.Strip) -> JSONValue {
    [
      "unit": .string(strip.unit), "low": strip.low.map(JSONValue.number) ?? .null,
      "high": strip.high.map(JSONValue.number) ?? .null,
      "points": .array(
        strip.points.flatMap { point -> [JSONValue] in
          [.integer(rows[Int(point.place)]), Self.short(Double(point.value)), .integer(Int(point.weight))]
        }),
    ]
  }

  private static func text(_ value: Double) -> String { (try? short(value).text()) ?? "" }

  /// Four digits are more than a dot shows.
  private static func short(_ value: Double) -> JSONValue {
    guard value.isFinite, value != 0 else { return .integer(0) }
    var scale = 1.0
    var size = abs(value)
    while size < 1000, scale < 1e9 { (size, scale) = (size * 10, scale * 10) }
    let rounded = (value * scale).rounded() / scale
    return Int(exactly: rounded).map(JSONValue.integer) ?? .number(rounded)
  }
}

internal import FoundationEssentials
internal import JSON
internal import Pictures

/// Slices that a page's script shows, with what it needs for that. Without scripts nothing of it is seen; the pictures
/// show what matters.
struct SliceScroller {
  let atlas: SliceAtlas

  var markup: Markup? {
    // A text in a script ends at its end tag, wherever that stands.
    guard let text = try? data.text(), !text.contains("<") else { return nil }
    let last = max(0, atlas.names.count - 1)
    let boxes: [Markup] = atlas.outlines.enumerated().map { number, outline in
      """
      <label><input type="checkbox" name="outline" value="\(number)" checked> <i style="background:\(outline.colour.css)"></i> \(PlainNames.of(outline.name))</label>

      """
    }
    return """
      <section id="slices" hidden><h3>Slices</h3>
      <div class="slices">
      <canvas id="slice-view" tabindex="0" role="img" aria-label="A slice with outlines; up and down go through the slices" aria-describedby="slice-name"></canvas>
      <div>
      <p id="slice-name" role="status"></p>
      <label>Slice <input type="range" id="slice-at" min="0" max="\(last)" value="\(middle)"></label>
      \(windowing)
      <fieldset><legend>Outlines</legend>
      \(boxes)
      </fieldset>
      </div>
      </div>
      \(image)
      <script type="application/json" id="slice-data">\(Markup(json: text))</script>
      </section>
      """
  }

  /// The slice with most of the outlines.
  private var middle: Int {
    atlas.names.indices.max { a, b in
      let (x, y) = (outlined(a), outlined(b))
      // Of several the one nearest to the middle.
      return x != y ? x < y : abs(a - atlas.names.count / 2) > abs(b - atlas.names.count / 2)
    } ?? 0
  }

  private func outlined(_ slice: Int) -> Int { atlas.outlines.count { !$0.runs[slice].isEmpty } }

  private var windowing: Markup? {
    guard let range = atlas.range, let window = atlas.window else { return nil }
    let width = range.upperBound - range.lowerBound
    func text(_ value: Float) -> String {
      Decimal.fixed(Double(value), places: width < 20 ? 3 : 0).replacing("−", with: "-")
    }
    return """
      <label>Level <input type="range" id="level" min="\(text(range.lowerBound))" max="\(text(range.upperBound))" step="any" value="\(text((window.lowerBound + window.upperBound) / 2))"></label>
      <label>Window <input type="range" id="window" min="\(text(width / 50))" max="\(text(width))" step="any" value="\(text(window.upperBound - window.lowerBound))"></label>
      """
  }

  private var image: Markup? {
    atlas.image.map { png in
      "<img id=\"slice-image\" alt=\"\" hidden src=\"data:image/png;base64,\(Data(png).base64EncodedString())\">"
    }
  }

  private var data: JSONValue {
    [
      "width": .integer(atlas.width), "height": .integer(atlas.height),
      "names": .array(atlas.names.map(JSONValue.string)),
      "edges": .array(atlas.edges.map(JSONValue.string)),
      "low": .number(Double(atlas.range?.lowerBound ?? 0)), "high": .number(Double(atlas.range?.upperBound ?? 1)),
      "outlines": .array(
        atlas.outlines.map { outline in
          [
            "name": .string(PlainNames.of(outline.name)), "colour": .string(outline.colour.css),
            "runs": .array(outline.runs.map { .array($0.map(JSONValue.integer)) }),
          ]
        }),
    ]
  }
}

extension SIMD3<UInt8> {
  /// `rgb(230,159,0)`.
  var css: String { "rgb(\(x),\(y),\(z))" }
}

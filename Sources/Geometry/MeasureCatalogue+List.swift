package import JSON

/// The catalogue for people and programs.
extension MeasureCatalogue {
  /// One row per measure, with a header.
  package static var rows: [[String]] {
    [
      [
        "measure", "subject", "fields", "unit", "dimensions", "needs image", "cost grows with", "definition", "source",
        "numbers",
      ]
    ]
      + sections.flatMap { section in
        section.entries.map { entry in
          [
            entry.name, section.subject, entry.fields.joined(separator: " "), entry.unit, entry.dimensions.rawValue,
            entry.needsImage ? "yes" : "no", entry.cost.words, entry.definition, entry.source ?? "",
            numbers(of: entry).map(\.name).joined(separator: " "),
          ]
        }
      }
  }

  /// The rows as objects.
  package static var json: JSONValue {
    .array(
      sections.flatMap { section in
        section.entries.map { entry in
          [
            "name": .string(entry.name), "subject": .string(section.subject),
            "fields": .array(entry.fields.map(JSONValue.string)), "unit": .string(entry.unit),
            "dimensions": .string(entry.dimensions.rawValue), "needs_image": .bool(entry.needsImage),
            "cost": .string(entry.cost.rawValue), "definition": .string(entry.definition),
            "source": entry.source.map(JSONValue.string) ?? .null,
            "numbers": .array(numbers(of: entry).map(\.json)),
          ]
        }
      })
  }

  /// The page of the documentation: one section per subject.
  package static var page: String {
    var page = """
      # Measures

      What `segwarden measure` can measure, and `--measures` can name. Written by `make docs` from the sources; edit those instead.

      Lengths are in patient space: with the file's spacing and orientation, oblique or not. Where a file gives no spacing (a PNG), fields ending in `_mm`, `_mm2`
      and `_mm3` end in `_px`, `_px2` and `_px3` instead, unless `--spacing` says how large a pixel is. `null` means that the value is undefined, which is not
      zero. A field that is missing was not asked for, is not made for that number of dimensions, or needs an image.

      """
    for section in sections {
      page +=
        "\n## \(section.title)\n\n| measure | fields | unit | dimensions | image | cost grows with | definition |\n"
      page += "| --- | --- | --- | --- | --- | --- | --- |\n"
      for entry in section.entries {
        let definition = entry.definition + (entry.source.map { " Source: \($0)." } ?? "")
        let cells = [
          "`\(entry.name)`", entry.fields.map { "`\($0)`" }.joined(separator: ", "), entry.unit,
          entry.dimensions.rawValue,
          entry.needsImage ? "yes" : "", entry.cost.words, definition,
        ]
        page += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
      }
    }
    return page + "\n" + numbersSection
  }

  private static var sections: [(title: String, subject: String, entries: [MeasureEntry])] {
    [
      ("Of a structure", "structure", label.map { $0.entry }), ("Of two structures", "pair", pair.map { $0.entry }),
      ("Of an export", "export", export.map { $0.entry }),
    ]
  }

  private static func escaped(_ cell: String) -> String { cell.split(separator: "|").joined(separator: "\\|") }
}

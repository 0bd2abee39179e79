internal import Geometry
package import JSON
internal import Wording

/// The catalogue of measures for people and programs.
package enum MeasureReference {
  /// One row per measure, with a header.
  package static var rows: [[String]] {
    [
      [
        "measure", "subject", "fields", "unit", "dimensions", "needs image", "cost grows with", "definition", "source",
        "numbers",
      ]
    ]
      + MeasureCatalogue.entries.map { entry in
        [
          entry.name, entry.subject.rawValue, entry.fields.map { $0.text() }.joined(separator: " "), entry.unit,
          entry.dimensions.rawValue, entry.needsImage ? "yes" : "no", entry.cost.words, entry.definition,
          entry.source ?? "", entry.numbers.map(\.name).joined(separator: " "),
        ]
      }
  }

  /// The rows as objects.
  package static var json: JSONValue {
    .array(
      MeasureCatalogue.entries.map { entry in
        [
          "name": .string(entry.name), "subject": .string(entry.subject.rawValue),
          "fields": .array(entry.fields.map { .string($0.text()) }), "unit": .string(entry.unit),
          "dimensions": .string(entry.dimensions.rawValue), "needs_image": .bool(entry.needsImage),
          "cost": .string(entry.cost.rawValue), "definition": .string(entry.definition),
          "source": entry.source.map(JSONValue.string) ?? .null,
          "numbers": .array(entry.numbers.map(NumberReference.json)),
        ]
      })
  }

  /// The page of the documentation: one section per subject, then the numbers.
  package static var page: String {
    var page = """
      # Measures

      What `segwarden measure` can measure, and `--measures` can name. Written by `make docs` from the sources; edit those instead.

      Lengths are in patient space: with the file's spacing and orientation, oblique or not. Where a file gives no spacing (a PNG), fields ending in `_mm`, `_mm2`
      and `_mm3` end in `_px`, `_px2` and `_px3` instead, unless `--spacing` says how large a pixel is. `null` means that the value is undefined, which is not
      zero. A field that is missing was not asked for, is not made for that number of dimensions, or needs an image.

      """
    for subject in MeasureSubject.allCases {
      let header = ["measure", "fields", "unit", "dimensions", "image", "cost grows with", "definition"]
      let rows = MeasureCatalogue.entries(of: subject).map { entry in
        [
          "`\(entry.name)`", entry.fields.map { "`\($0.text())`" }.joined(separator: ", "), entry.unit,
          entry.dimensions.rawValue, entry.needsImage ? "yes" : "", entry.cost.words, entry.definitionWithSource,
        ]
      }
      page += "\n## \(title(of: subject))\n\n\(TextTable([header] + rows).markdown)\n"
    }
    return page + "\n" + NumberReference.section
  }

  private static func title(of subject: MeasureSubject) -> String {
    switch subject {
    case .structure: "Of a structure"
    case .pair: "Of two structures"
    case .export: "Of an export"
    }
  }
}

extension MeasureEntry {
  /// The definition in one line.
  var definitionWithSource: String { definition + (source.map { " Source: \($0)." } ?? "") }
}

extension MeasureEntry.Cost {
  /// What the cost grows with, for people.
  var words: String {
    switch self {
    case .runs: "runs"
    case .surface: "boundary voxels"
    case .voxels: "voxels of the structure's box"
    case .image: "voxels of the structure's box, with the image"
    }
  }
}

internal import Geometry
internal import JSON
internal import Wording

/// The numbers that policies can name, for people and programs.
package enum NumberReference {
  /// One row per number, with a header.
  package static var rows: [[String]] {
    [["number", "unit", "dimensions", "needs", "measure", "meaning"]]
      + MeasureCatalogue.numbers.map { number in
        [
          number.call, number.quantity.unitWords + (number.traits.contains(.signed) ? ", signed" : ""),
          number.dimensions.rawValue, number.needs.joined(separator: ", "), number.entry.name,
          number.phrase(of: ["A", "B"]),
        ]
      }
  }

  /// A number for programs.
  static func json(_ number: MeasureNumber) -> JSONValue {
    [
      "name": .string(number.name), "of": .string(number.subject.rawValue),
      "quantity": .string(number.quantity.rawValue), "unit": .string(number.quantity.unit()),
      "signed": .bool(number.traits.contains(.signed)), "dimensions": .string(number.dimensions.rawValue),
      "needs_image": .bool(number.needsImage), "needs_orientation": .bool(number.traits.contains(.oriented)),
      "words": .string(number.words),
    ]
  }

  /// A section of the page of measures.
  static var section: String {
    let text = """
      ## Numbers for policies

      What a policy can name, of one label or of two: `sphericity(liver) >= 0.5`, `gap(kidney_left, liver) in 0..25 mm`. `--measures` takes these names too, and measures
      what they belong to. A number is undefined where its measure is, where what it needs is missing, and of a label without voxels, of which only `voxels`, `volume` and
      `area` are known (0). Lengths are in pixels where the grid has no spacing. Of measures along slices the number is that along the axis of coarsest spacing, of
      measures in several channels that of the luminance.


      """
    // Names of numbers and measures are code.
    let table = rows.enumerated().map { at, row in
      at == 0 ? row : row.enumerated().map { [0, 4].contains($0) ? "`\($1)`" : $1 }
    }
    return text + TextTable(table).markdown + "\n"
  }
}

extension MeasureNumber {
  /// What must be known beside the masks, for people.
  fileprivate var needs: [String] {
    (needsImage ? ["image"] : []) + (traits.contains(.oriented) ? ["orientation"] : [])
  }
}

extension MeasuredQuantity {
  /// The unit for people, who should also be told of what has none.
  fileprivate var unitWords: String {
    switch self {
    case .fraction: "share (0…1)"
    case .count: "count"
    case .intensity: "the image's"
    case .ratio: "ratio"
    case .length, .area, .volume, .voxels, .slices, .angle: unit()
    }
  }
}

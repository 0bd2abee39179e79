package import JSON

/// The numbers for people and programs.
extension MeasureCatalogue {
  /// The numbers of a measure.
  package static func numbers(of entry: MeasureEntry) -> [MeasureNumber] {
    numbers.filter { $0.entry.name == entry.name }
  }

  /// One row per number, with a header.
  package static var numberRows: [[String]] {
    [["number", "unit", "dimensions", "needs", "measure", "meaning"]]
      + numbers.map { number in
        [
          number.call, number.quantity.unitWords + (number.traits.contains(.signed) ? ", signed" : ""),
          number.dimensions.rawValue, number.needs.joined(separator: ", "), number.entry.name,
          number.phrase(of: ["A", "B"]),
        ]
      }
  }

  /// A section of the documentation's page.
  static var numbersSection: String {
    let text = """
      ## Numbers for policies

      What a policy can name, of one label or of two: `sphericity(liver) >= 0.5`, `gap(kidney_left, liver) in 0..25 mm`. `--measures` takes these names too, and measures
      what they belong to. A number is undefined where its measure is, where what it needs is missing, and of a label without voxels, of which only `voxels`, `volume` and
      `area` are known (0). Lengths are in pixels where the grid has no spacing. Of measures along slices the number is that along the axis of coarsest spacing, of
      measures in several channels that of the luminance.


      """
    let table = numberRows
    let lines = table.dropFirst().map { row in
      // Names of numbers and measures are code.
      "| \(row.enumerated().map { [0, 4].contains($0) ? "`\($1)`" : $1 }.joined(separator: " | ")) |\n"
    }
    return text + "| \(table[0].joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: table[0].count))\n"
      + lines.joined()
  }
}

extension MeasureNumber {
  /// What must be known beside the masks, for people.
  fileprivate var needs: [String] {
    (needsImage ? ["image"] : []) + (traits.contains(.oriented) ? ["orientation"] : [])
  }

  /// For programs.
  package var json: JSONValue {
    [
      "name": .string(name), "of": .string(subject.rawValue), "quantity": .string(quantity.rawValue),
      "unit": .string(quantity.unit()), "signed": .bool(traits.contains(.signed)),
      "dimensions": .string(dimensions.rawValue), "needs_image": .bool(needsImage),
      "needs_orientation": .bool(traits.contains(.oriented)), "words": .string(words),
    ]
  }
}

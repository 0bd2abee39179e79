internal import Geometry
internal import PolicyLanguage

/// Definitions of measures from the catalogue.
package enum MeasureWords {
  /// The names that there are.
  package static var names: [String] { MeasureCatalogue.entries.map(\.name) }

  /// What the catalogue says of a measure, in a paragraph; nil when there is none of the name.
  package static func page(of name: String) -> String? {
    guard let entry = entry(named: name) else { return nil }
    var lines = ["# \(entry.name)", "", entry.definition, ""]
    lines.append(
      "Fields: \(entry.fields.map { "`\($0.text())`" }.joined(separator: ", "))"
        + (entry.unit.isEmpty ? "." : " in \(entry.unit)."))
    lines.append("Dimensions: \(entry.dimensions.rawValue)." + (entry.needsImage ? " Needs the image." : ""))
    lines.append("Cost grows with \(entry.cost.words).")
    if let source = entry.source { lines.append("Source: \(source).") }
    return lines.joined(separator: "\n")
  }

  /// The definition in one line.
  static func definition(of name: String) -> String? { entry(named: name)?.definitionWithSource }

  /// The definition of the measure that a number which policies name is read off.
  package static func definition(ofNumber name: String) -> String? {
    MeasureCatalogue.number(named: name)?.entry.definitionWithSource
  }

  private static func entry(named name: String) -> MeasureEntry? {
    MeasureCatalogue.entries.first { $0.name == name }
  }
}

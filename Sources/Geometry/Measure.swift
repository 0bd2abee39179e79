package import JSON
package import Volume

/// What measures look at: an export and, where there is one, its image.
package struct Scene: Sendable {
  package let segmentation: Segmentation
  package let image: IntensityVolume?

  package init(segmentation: Segmentation, image: IntensityVolume? = nil) {
    self.segmentation = segmentation
    self.image = image
  }

  package var grid: Grid { segmentation.grid }

  /// The runs of a structure, by its place in the segmentation.
  package func runs(_ structure: Int) -> Runs { segmentation.structures[structure].runs }
}

/// One question about a scene, with its answer's type. The value itself is the question (`Components(structure: 3, neighbours: .corners)`), so that a
/// plan is a set of values.
package protocol Measure: Hashable, Sendable {
  associatedtype Value: Sendable

  /// Computes the answer. Pure: the same scene gives the same value.
  func value(in scene: Scene) -> Value
}

/// What the catalogue says about a measure.
package struct MeasureEntry: Sendable {
  /// What `--measures` calls it.
  package let name: String
  /// The field names that it writes.
  package let fields: [String]
  /// The unit, such as `mm³`; empty for counts.
  package let unit: String
  /// One sentence: the definition.
  package let definition: String

  package init(name: String, fields: [String], unit: String, definition: String) {
    self.name = name
    self.fields = fields
    self.unit = unit
    self.definition = definition
  }
}

/// A measure that `segwarden measure` can print.
package protocol ReportedMeasure: Measure {
  static var entry: MeasureEntry { get }
  /// The fields of the answer, in the order of the catalogue.
  static func fields(of value: Value, in scene: Scene) -> [JSONValue.Member]
}

/// A measure of single structures.
package protocol LabelMeasure: ReportedMeasure {
  /// The question about one structure, by its place in the segmentation.
  init(structure: Int)
}

/// A measure of the export as a whole.
package protocol ExportMeasure: ReportedMeasure {
  init()
}

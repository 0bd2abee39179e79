package import JSON

/// One question about a scene, with its answer's type. The value itself is the question (`Components(structure: 3, neighbours: .corners)`), so that a
/// plan is a list of values.
package protocol Measure: Hashable, Sendable {
  associatedtype Value: Sendable

  /// Computes the answer. Pure: the same scene gives the same value. Other measures are asked through `scene[…]`, which remembers answers.
  func value(in scene: Scene) -> Value
}

/// A question about one structure.
package protocol StructureMeasure: Measure {
  /// Its place in the segmentation.
  var structure: Int { get }
}

/// A measure that `segwarden measure` can print.
package protocol ReportedMeasure: Measure {
  static var entry: MeasureEntry { get }
  /// The fields of the answer, in the order of the catalogue. Lengths carry `_mm`, areas `_mm2`, volumes `_mm3` in their names; where the grid has no
  /// spacing the catalogue renames them to `_px`, `_px2` and `_px3`.
  static func fields(of value: Value, in scene: Scene) -> [JSONValue.Member]
}

/// A reported measure of single structures.
package protocol LabelMeasure: ReportedMeasure, StructureMeasure {
  /// The question about one structure, by its place in the segmentation.
  init(structure: Int)
}

/// A reported measure of two structures.
package protocol PairMeasure: ReportedMeasure {
  /// The question about two structures, by their places in the segmentation.
  init(_ first: Int, _ second: Int)
}

/// A reported measure of the export as a whole.
package protocol ExportMeasure: ReportedMeasure {
  init()
}

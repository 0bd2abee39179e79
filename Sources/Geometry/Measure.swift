package import JSON

/// One question about a scene, with its answer's type. The value itself is the question (`Components(structure: 3,
/// neighbours: .corners)`), so that a plan is a list of values.
package protocol Measure: Hashable, Sendable {
  associatedtype Value: Sendable

  /// Computes the answer. Pure: the same scene gives the same value. Other measures are asked through `scene[…]`, which
  /// remembers answers.
  func value(in scene: Scene) -> Value

  /// The places of the structures that it is about, whose questions are answered together (`Scene.answer`); empty for a
  /// question that goes by itself.
  var subjects: [Int] { get }
}

extension Measure {
  package var subjects: [Int] { [] }
}

/// A question about one structure.
package protocol StructureMeasure: Measure {
  /// The structure's place in the segmentation.
  var structure: Int { get }
}

extension StructureMeasure {
  package var subjects: [Int] { [structure] }
}

/// A measure that the catalogue describes.
package protocol CataloguedMeasure: Measure {
  static var entry: MeasureEntry { get }
}

/// A measure whose answers hold numbers that policies can name.
package protocol NumberedMeasure: CataloguedMeasure {
  /// Empty where nothing in the answer can be limited.
  static var numbers: [NumberOf<Self>] { get }
}

/// Numbers of single structures.
package protocol LabelNumbers: NumberedMeasure, StructureMeasure {
  /// The question about one structure, by its place in the segmentation.
  init(structure: Int)
}

/// A measure that `segwarden measure` can print.
package protocol ReportedMeasure: CataloguedMeasure {
  /// The fields of the answer, in the order of the catalogue. Lengths carry `_mm`, areas `_mm2`, volumes `_mm3` in
  /// their names; where the grid has no spacing the catalogue renames them to `_px`, `_px2` and `_px3`.
  static func fields(of value: Value, in scene: Scene) -> [JSONValue.Member]
}

/// A reported measure of single structures.
package protocol LabelMeasure: ReportedMeasure, LabelNumbers {}

/// A reported measure of two structures.
package protocol PairMeasure: ReportedMeasure, NumberedMeasure {
  /// The question about two structures, by their places in the segmentation.
  init(_ first: Int, _ second: Int)
}

/// A reported measure of the export as a whole.
package protocol ExportMeasure: ReportedMeasure {
  init()
}

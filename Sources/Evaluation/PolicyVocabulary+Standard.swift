internal import Geometry
package import PolicyLanguage

extension PolicyVocabulary {
  /// Every kind of expectation and every number of the catalogue of measures.
  package static let standard = PolicyVocabulary(
    kinds: ExpectationKinds.all,
    measures: [
      MeasureFunction(name: "volume", dimension: .volume, dimensions: 3...3, words: "the volume"),
      MeasureFunction(name: "area", dimension: .area, dimensions: 2...2, words: "the area"),
      MeasureFunction(name: "voxels", dimension: .voxels, words: "the number of voxels"),
      MeasureFunction(name: "components", dimension: .count, words: "the number of pieces"),
    ])
}

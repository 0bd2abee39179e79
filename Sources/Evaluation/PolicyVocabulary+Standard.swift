internal import Geometry
internal import Numerics
package import PolicyLanguage
internal import Volume
internal import Wording

extension PolicyVocabulary {
  /// Every kind of expectation and every number of the catalogue of measures.
  package static let standard = PolicyVocabulary(
    kinds: ExpectationKinds.all, measures: MeasureCatalogue.numbers.map { MeasureFunction($0) })
}

extension MeasureFunction {
  /// A number of the catalogue as policies name it.
  init(_ number: MeasureNumber) {
    self.init(
      name: number.name, dimension: Dimension(number.quantity), arity: number.subject.structures,
      dimensions: number.dimensions == .two ? 2...2 : number.dimensions == .three ? 3...3 : 2...3,
      needsImage: number.needsImage, isSigned: number.traits.contains(.signed), words: number.words,
      range: number.traits.contains(.likeness)
        ? Interval(0, 1.1) : number.traits.contains(.atLeastOne) ? Interval(1, .infinity) : nil)
  }

  /// The question about structures by their places; nil where they are not as many as the function takes.
  func question(_ places: [StructurePlace]) -> NumberQuestion? {
    MeasureCatalogue.number(named: name).flatMap { NumberQuestion($0, places) }
  }

  /// For a sentence: `the sphericity of liver`, `the share of liver's surface that lies against stomach`.
  package func phrase(of labels: [String]) -> String {
    MeasureCatalogue.number(named: name)?.phrase(of: labels) ?? "\(words) of \(listed(labels))"
  }
}

extension Dimension {
  init(_ quantity: MeasuredQuantity) {
    switch quantity {
    case .length: self = .length
    case .area: self = .area
    case .volume: self = .volume
    case .voxels: self = .voxels
    case .fraction: self = .fraction
    case .count: self = .count
    case .slices: self = .slices
    case .angle: self = .angle
    case .intensity: self = .intensity
    case .ratio: self = .ratio
    }
  }
}

package import Numerics
package import Wording

/// A measure as policies name it: `sphericity(liver)`, `gap(kidney_left, liver)`.
package struct MeasureFunction: Hashable, Sendable {
  package let name: String
  package let dimension: Dimension
  /// How many labels it is about: 1 or 2.
  package let arity: Int
  /// The grids that it is made for: 2, 3 or both.
  package let dimensions: ClosedRange<Int>
  package let needsImage: Bool
  /// Whether numbers below zero make sense.
  package let isSigned: Bool
  /// A noun phrase: `the largest Feret diameter`; labels may be called A and B in it.
  package let words: String
  /// What it can be of a structure of more than a few voxels, in the canonical unit.
  package let range: Interval

  package init(
    name: String, dimension: Dimension, arity: Int = 1, dimensions: ClosedRange<Int> = 2...3, needsImage: Bool = false,
    isSigned: Bool = false, words: String, range: Interval? = nil
  ) {
    self.name = name
    self.dimension = dimension
    self.arity = arity
    self.dimensions = dimensions
    self.needsImage = needsImage
    self.isSigned = isSigned
    self.words = words
    self.range = range ?? dimension.range(isSigned: isSigned)
  }

  /// What its limits may be written in: its own dimension; voxels or pixels too where it is a size, and per cent where
  /// it is a bare number that compares.
  package var limitDimensions: [Dimension] {
    switch dimension {
    case .length, .area, .volume: [dimension, .voxels]
    case .fraction: [.fraction, .ratio]
    case .ratio: [.ratio, .fraction]
    default: [dimension]
    }
  }

  /// Why it cannot be asked of images of so many dimensions, as a clause about its name, and what to do; nil when it
  /// can.
  package func mismatch(dimensions count: Int) -> (message: String, suggestion: String?)? {
    if dimensions.contains(count) { return nil }
    let (made, have) = dimensions.contains(2) ? ("two", "three") : ("three", "two")
    return (
      "is measured in \(made) dimensions, and these images have \(have)",
      made == "two" ? "add slices: every to measure slice by slice" : nil
    )
  }
}

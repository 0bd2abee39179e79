/// What the catalogue says about a measure.
package struct MeasureEntry: Sendable {
  /// What a measure's cost grows with.
  package enum Cost: String, Sendable, CaseIterable {
    case runs
    case surface
    case voxels
    case image

    /// For people.
    package var words: String {
      switch self {
      case .runs: "runs"
      case .surface: "boundary voxels"
      case .voxels: "voxels of the structure's box"
      case .image: "voxels of the structure's box, with the image"
      }
    }
  }

  /// The grids that a measure is made for.
  package enum Dimensions: String, Sendable {
    case two = "2"
    case three = "3"
    case both = "2, 3"

    package func includes(_ dimensions: Int) -> Bool {
      switch self {
      case .two: dimensions == 2
      case .three: dimensions == 3
      case .both: true
      }
    }
  }

  /// What `--measures` calls it.
  package let name: String
  /// The field names that it writes.
  package let fields: [String]
  /// The unit, such as `mm³`; empty for counts.
  package let unit: String
  package let dimensions: Dimensions
  package let cost: Cost
  package let needsImage: Bool
  /// One sentence: the definition.
  package let definition: String
  /// Where the definition comes from, if it is not plain counting.
  package let source: String?

  package init(
    name: String, fields: [String], unit: String, dimensions: Dimensions = .both, cost: Cost = .runs,
    needsImage: Bool = false, definition: String, source: String? = nil
  ) {
    self.name = name
    self.fields = fields
    self.unit = unit
    self.dimensions = dimensions
    self.cost = cost
    self.needsImage = needsImage
    self.definition = definition
    self.source = source
  }
}

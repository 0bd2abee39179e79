/// The place of a structure in its export, from 0: an index of `Segmentation.structures`, and after those of `derived`.
/// A type of its own, so that no voxel index, value or count is taken for one.
package struct StructurePlace: Hashable, Sendable {
  /// The place as a number.
  package let index: Int

  package init(_ index: Int) { self.index = index }
}

extension StructurePlace: Comparable {
  package static func < (a: StructurePlace, b: StructurePlace) -> Bool { a.index < b.index }
}

/// Ranges of places are walked like ranges of numbers.
extension StructurePlace: Strideable {
  package func distance(to other: StructurePlace) -> Int { other.index - index }
  package func advanced(by steps: Int) -> StructurePlace { StructurePlace(index + steps) }
}

extension StructurePlace: ExpressibleByIntegerLiteral {
  package init(integerLiteral index: Int) { self.init(index) }
}

/// Stored as the bare number.
extension StructurePlace: Codable {
  package init(from decoder: any Decoder) throws { index = try decoder.singleValueContainer().decode(Int.self) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(index)
  }
}

extension StructurePlace: CustomStringConvertible {
  package var description: String { "\(index)" }
}

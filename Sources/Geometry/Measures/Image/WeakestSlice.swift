package import JSON
internal import Volume

/// Where along a stack a structure's contour has the least evidence: the slice with the lowest edge support, its
/// numbers, and how many slices have a contour. With it the share of voxels that were left out because they are not
/// finite.
///
/// Only slices count whose contour has at least a fifth of the longest one's length: an organ's ends are small and
/// their edges slanted. In two dimensions there is no such slice, and nothing about slices is reported.
///
/// Frame and cost: `BoundaryEvidence`.
package struct WeakestSlice: LabelMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package static let entry = MeasureEntry(
    name: "weakest_slice", fields: ["boundary"], unit: "slice index", cost: .image, needsImage: true,
    definition:
      "The slice with the lowest edge support among those with at least a fifth of the longest contour, and the number of slices with a contour."
  )

  package static let numbers: [NumberOf<Self>] = [
    .init("weakest_slice_edge_support", .fraction, "the edge support of A in its weakest slice", dimensions: .three) {
      $0?[.luminance]?.weakestSlice?.numbers[.edgeSupport]
    }
  ]

  package func value(in scene: Scene) -> [ImageChannel: BoundaryNumbers]? {
    scene[BoundaryEvidence(structure: structure)]
  }

  package static func fields(of value: [ImageChannel: BoundaryNumbers]?, in scene: Scene) -> [JSONValue.Member] {
    guard let value else { return [.init("boundary", .null)] }
    let isFlat = scene.grid.dimensions == 2
    var members: [JSONValue.Member] = []
    if !isFlat { members.append(.init("slice_axis", .string(["i", "j", "k"][scene.grid.acquisitionAxis]))) }
    for channel in ImageChannel.allCases {
      guard let numbers = value[channel] else { continue }
      var fields: [JSONValue.Member] = [
        .init("non_finite_fraction", numbers.notFiniteShare.orNull)
      ]
      if !isFlat {
        fields.append(.init("slices", .integer(numbers.slices)))
        fields.append(.init("weakest_slice", numbers.weakestSlice.map(Self.json) ?? .null))
      }
      members.append(.init(channel.rawValue, .object(fields)))
    }
    return [.init("boundary", .object(members))]
  }

  private static func json(_ slice: BoundaryNumbers.Slice) -> JSONValue {
    let shown: [BoundaryNumber] = [.edgeSupport, .edgeStrength, .weakestSector, .ringContrast]
    return .object(
      [.init("index", .integer(slice.index))]
        + shown.map { .init($0.rawValue, slice.numbers[$0].orNull) })
  }
}

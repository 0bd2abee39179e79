package import Volume

/// Where along a stack a structure's contour has the least evidence: the slice with the lowest edge support, its
/// numbers, and how many slices have a contour. With it the share of voxels that were left out because they are not
/// finite.
///
/// Only slices count whose contour has at least a fifth of the longest one's length: an organ's ends are small and
/// their edges slanted. In two dimensions there is no such slice, and nothing about slices is reported.
///
/// Frame and cost: `BoundaryEvidence`.
package struct WeakestSlice: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "weakest_slice", fields: ["boundary"], unit: "slice index", cost: .image,
    needsImage: true,
    definition:
      "The slice with the lowest edge support among those with at least a fifth of the longest contour, and the number of slices with a contour.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("weakest_slice_edge_support", .fraction, "the edge support of A in its weakest slice", dimensions: .three) {
      $0?[.luminance]?.weakestSlice?.numbers[.edgeSupport]
    }
  ]

  package func value(in scene: Scene) -> [ImageChannel: BoundaryNumbers]? {
    scene[BoundaryEvidence(structure: structure)]
  }

  private static func fields(of value: [ImageChannel: BoundaryNumbers]?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [.init("boundary", .undefined)] }
    let isFlat = scene.grid.dimensions == 2
    var members: [ReportedField] = []
    if !isFlat { members.append(.init("slice_axis", .text(["i", "j", "k"][scene.grid.acquisitionAxis]))) }
    for channel in ImageChannel.allCases {
      guard let numbers = value[channel] else { continue }
      var fields: [ReportedField] = [
        .init("non_finite_fraction", .number(numbers.notFiniteShare))
      ]
      if !isFlat {
        fields.append(.init("slices", .integer(numbers.slices)))
        fields.append(.init("weakest_slice", numbers.weakestSlice.map(Self.reported) ?? .undefined))
      }
      members.append(.init(FieldName(channel.rawValue), .group(fields)))
    }
    return [.init("boundary", .group(members))]
  }

  private static func reported(_ slice: BoundaryNumbers.Slice) -> ReportedValue {
    let shown: [BoundaryNumber] = [.edgeSupport, .edgeStrength, .weakestSector, .ringContrast]
    return .group(
      [.init("index", .integer(slice.index))]
        + shown.map { .init($0.field, .number(slice.numbers[$0])) })
  }
}

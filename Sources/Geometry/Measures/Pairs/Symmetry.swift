package import Volume

/// The mirrored overlap of structures of one name on both sides. Other pairs are no mirror images, so for them nothing
/// is reported; ask `MirroredOverlap` itself about a pair that only a policy knows. Cost: the voxels of both.
package struct Symmetry: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package enum Answer: Hashable, Sendable {
    /// Not a left/right pair.
    case notApplicable
    /// No mid-sagittal plane.
    case undefined
    case match(MirroredOverlap.Match)
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "symmetry",
    fields: ["mirrored_dice", .length("mirrored_offset"), .length("mirrored_offset_ras")], unit: "share, mm",
    cost: .voxels,
    definition:
      "For labels whose names differ in left and right only: Dice of one with the other mirrored across the mid-sagittal plane (nearest voxel), and how far the first's centroid lies from the second's mirrored one; null without a plane.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    // Of any two structures: a policy knows its pairs, whatever their names.
    .init(
      "mirrored_dice", .fraction, "the Dice coefficient of A and the mirror image of B", [.oriented],
      of: { MirroredOverlap($0.first, $0.second) }, reading: { match, _ in match?.dice }),
    .init(
      "mirrored_offset", .length, "the distance of A's centroid from the mirror image of B's", [.oriented],
      of: { MirroredOverlap($0.first, $0.second) }, reading: { match, _ in match?.distance }),
  ]

  package func value(in scene: Scene) -> Answer {
    guard scene[SidePairs()].contains(where: { Set([$0.left, $0.right]) == Set([first, second]) }) else {
      return .notApplicable
    }
    return scene[MirroredOverlap(first, second)].map(Answer.match) ?? .undefined
  }

  private static func fields(of value: Answer, in scene: Scene) -> [ReportedField] {
    switch value {
    case .notApplicable: []
    case .undefined: [.init("mirrored_dice", .undefined), .init(.length("mirrored_offset"), .undefined)]
    case .match(let match):
      [
        .init("mirrored_dice", .number(match.dice)), .init(.length("mirrored_offset"), .number(match.distance)),
        .init(.length("mirrored_offset_ras"), .list((0..<3).map { .number(match.offset[$0]) })),
      ]
    }
  }
}

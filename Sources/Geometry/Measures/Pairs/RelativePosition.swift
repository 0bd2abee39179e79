package import Volume

/// Where the first of two structures lies from the second in the patient, in six directions. For each, the offset of
/// the centroids, the gap between the extents, and the share of the first structure's voxels that lie beyond all of the
/// second's, beyond 95 % of them, and beyond its centroid. Two kidneys are apart in all of them; a spleen is left of
/// the liver by centroid and by most voxels, not by all.
///
/// Exact under oblique affines. "Beyond" means farther by more than rounding. Cost: the runs.
package struct RelativePosition: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  /// How the first structure lies towards one direction.
  package struct Towards: Hashable, Sendable {
    package let direction: PatientDirection
    /// From the second's centroid to the first's, in mm; negative when the first lies the other way.
    package let offset: Double
    /// From the second's outermost voxel face in this direction to the first's nearest one, in mm: above 0 when the
    /// first lies wholly beyond the second, else how far their extents overlap, negated.
    package let gap: Double
    /// Shares of the first's voxels, 0…1, by their centres.
    package let beyondCentroid: Double
    package let beyondMost: Double
    package let beyondAll: Double
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "position", fields: [.length("centroid_offset_ras"), "position"], unit: "mm, share",
    definition:
      "Offset of the first label's centroid from the second's along right, anterior, superior; per patient direction the offset, the gap between the extents (voxel faces; negative: overlap) and the share of the first's voxels beyond the second's centroid, beyond 95 % and beyond all of its voxels; null for an empty structure or unknown orientation.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [PatientDirection.right, .anterior, .superior].map { direction in
    .init(
      "offset_\(direction.rawValue)", .length,
      "the \(direction == .right ? "rightward" : direction.rawValue) offset of A's centroid from B's",
      [.signed, .oriented]
    ) { pair, scene in
      // From the centroids alone: the rest of the answer looks at every run.
      guard let to = scene[Centroid(structure: pair.first)]?.patient,
        let from = scene[Centroid(structure: pair.second)]?.patient
      else { return nil }
      return (to[direction.axis] - from[direction.axis]) * direction.sign
    }
  }

  /// In the order of `PatientDirection.allCases`; nil when a structure is empty or the orientation unknown.
  package func value(in scene: Scene) -> [Towards]? {
    guard let from = scene[Centroid(structure: second)]?.patient, let to = scene[Centroid(structure: first)]?.patient,
      let own = scene[PatientSpread(structure: first)], let other = scene[PatientSpread(structure: second)]
    else { return nil }
    let runs = scene.runs(first)
    let total = Double(runs.voxelCount)
    return PatientDirection.allCases.compactMap { direction -> Towards? in
      guard let back = own[direction.opposite], let reach = other[direction] else { return nil }
      let coordinate = LinearCoordinate(scene.grid, along: direction.vector)
      func share(beyond place: Double) -> Double {
        Double(coordinate.count(of: runs, above: place + LinearCoordinate.slack)) / total
      }
      return Towards(
        direction: direction, offset: (to[direction.axis] - from[direction.axis]) * direction.sign,
        gap: -back.outermost - reach.outermost - 2 * coordinate.reach,
        beyondCentroid: share(beyond: from[direction.axis] * direction.sign), beyondMost: share(beyond: reach.most),
        beyondAll: share(beyond: reach.outermost))
    }
  }

  private static func fields(of value: [Towards]?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [.init(.length("centroid_offset_ras"), .undefined), .init("position", .undefined)] }
    let offsets = [PatientDirection.right, .anterior, .superior].compactMap { direction in
      value.first { $0.direction == direction }.map { ReportedValue.number($0.offset) }
    }
    let members = value.map { towards in
      ReportedField(
        FieldName(towards.direction.rawValue),
        [
          .length("offset"): .number(towards.offset),
          .length("gap"): .number(towards.gap),
          "beyond_centroid_fraction": .number(towards.beyondCentroid),
          "beyond_most_fraction": .number(towards.beyondMost),
          "beyond_all_fraction": .number(towards.beyondAll),
        ])
    }
    return [.init(.length("centroid_offset_ras"), .list(offsets)), .init("position", .group(members))]
  }
}

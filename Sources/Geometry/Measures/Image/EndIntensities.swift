internal import Numerics
package import Volume

/// How the image under each of a structure's six ends (four in a picture) differs from the image under all of it: the
/// median of the end less the median of the whole.
///
/// An organ is of one tissue from end to end, whatever the contrast phase. A mask that has slipped, was flipped or lies
/// a few slices off has its foremost end on something else, long before its median tells. Medians of many voxels are
/// robust against noise, small vessels and cysts.
///
/// An end is the outermost slices along an index axis that together hold at least a tenth of the structure's voxels;
/// along an axis with fewer than four slices there are no ends. Of colour images the luminance; values that are not
/// finite are left out. Unit: the image's own (HU for CT). Frame: the grid's axes.
///
/// Cost: one pass over the structure's voxels, and their values at the ends.
package struct EndIntensities: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct End: Hashable, Sendable {
    package let face: GridFace
    package let difference: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "end_intensities", fields: ["end_intensities"], unit: "the image's",
    cost: .image, needsImage: true,
    definition:
      "Median intensity of the outermost slices that hold a tenth of the voxels, less the median of all, for each side; along axes of four slices and more.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("darkest_end", .intensity, "the step in median intensity from A as a whole to its darkest end", [.signed]) {
      $0.map(\.difference).min()
    },
    .init("brightest_end", .intensity, "the step in median intensity from A as a whole to its brightest end", [.signed])
    {
      $0.map(\.difference).max()
    },
  ]

  private static let share = 0.1
  private static let fewestSlices = 4

  /// Empty where the image cannot be used, or nothing under the structure is finite.
  package func value(in scene: Scene) -> [End] {
    guard let whole = scene[Intensity(structure: structure)]?.levels?.median,
      let reader = ChannelReader(.luminance, in: scene)
    else { return [] }
    let ends = scene[SliceAreas(structure: structure)].enumerated().flatMap { Self.slices(of: $1, axis: $0) }
    let values = Self.values(of: scene.runs(structure), at: ends.map(\.slices), reader)
    return zip(ends, values).compactMap { end, values in
      Self.median(values).map { End(face: end.face, difference: $0 - whole) }
    }
  }

  /// The slices of the two ends along an axis.
  private static func slices(
    of profile: SliceAreas.Profile, axis: Int
  ) -> [(face: GridFace, slices: AxisSlices)] {
    guard profile.voxels.count >= fewestSlices else { return [] }
    let enough = share * Double(profile.voxels.reduce(0, +))
    func count(_ areas: some Sequence<Int>) -> Int {
      var (slices, voxels) = (0, 0)
      for area in areas where Double(voxels) < enough {
        slices += 1
        voxels += area
      }
      return slices
    }
    let first = profile.first..<profile.first + count(profile.voxels)
    let last = profile.last + 1 - count(profile.voxels.reversed())..<profile.last + 1
    return [
      (GridFace(axis: axis, isLast: false), AxisSlices(axis: axis, range: first)),
      (GridFace(axis: axis, isLast: true), AxisSlices(axis: axis, range: last)),
    ]
  }

  /// The finite intensities of a structure in each of some sets of slices.
  private static func values(of runs: Runs, at places: [AxisSlices], _ reader: ChannelReader) -> [[Float]] {
    let size = reader.image.grid.size
    var values = [[Float]](repeating: [], count: places.count)
    for run in runs.all {
      let row = VoxelIndex(0, Int(run.row) % size.j, Int(run.row) / size.j)
      let all = Int(run.start)..<Int(run.end)
      for (at, place) in places.enumerated() {
        let inside =
          place.axis == 0 ? all.clamped(to: place.range) : place.range.contains(row[place.axis]) ? all : 0..<0
        for i in inside {
          let value = reader.value(Int(run.row) * size.i + i)
          if value.isFinite { values[at].append(value) }
        }
      }
    }
    return values
  }

  private static func median(_ values: [Float]) -> Double? {
    guard let ranks = Ranks(0.5, count: values.count) else { return nil }
    let found = RankSelection.values(at: [ranks.lower, ranks.upper], among: values.count) { take in
      values.forEach(take)
    }
    return ranks.between(Double(found[0]), Double(found[1]))
  }

  private static func fields(of value: [End], in scene: Scene) -> [ReportedField] {
    [.init("end_intensities", .group(value.map { ReportedField(FieldName($0.face.name), .number($0.difference)) }))]
  }
}

/// Slices along an index axis.
private struct AxisSlices {
  let axis: Int
  let range: Range<Int>
}

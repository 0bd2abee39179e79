package import Volume

/// The intensities under every structure that has voxels, in one table: those of the luminance, and beside them the
/// channels of a colour image.
///
/// Unit: the image's own. Definitions and cost: `Intensity`.
package struct IntensityTable: Measure {
  package init() {}

  package struct Row: Hashable, Sendable {
    package let structure: StructurePlace
    package let summaries: [ImageChannel: Intensity.Summary]
  }

  package static let entry = MeasureEntry(
    .export(Self.init), name: "intensity", fields: ["intensity"], unit: "the image's", cost: .image, needsImage: true,
    definition:
      "Mean, median, SD (divisor n), smallest, largest, 5th and 95th percentile of the image under each label; of colour images the luminance, and each channel.",
    source: "Zwanenburg et al. 2020, Radiology 295:328 (IBSI, first-order statistics)", numbers: Intensity.numbers,
    of: .structure(Intensity.init(structure:)), reported: fields(of:in:))

  /// Nil when the image cannot be used.
  package func value(in scene: Scene) -> [Row]? {
    guard scene.usableImage != nil else { return nil }
    return scene.present.map { structure in
      var summaries: [ImageChannel: Intensity.Summary] = [:]
      for channel in [.luminance] + ImageChannel.stored(in: scene) {
        summaries[channel] = scene[Intensity(structure: structure, channel: channel)]
      }
      return Row(structure: structure, summaries: summaries)
    }
  }

  private static func fields(of value: [Row]?, in scene: Scene) -> [ReportedField] {
    var members: [ReportedField] = [
      .init("same_grid", scene.imageHasSameGrid.map(ReportedValue.flag) ?? .undefined)
    ]
    if let problem = scene.imageProblem { members.append(.init("problem", .text(problem))) }
    for row in value ?? [] {
      guard let luminance = row.summaries[.luminance] else { continue }
      var fields = Self.fields(of: luminance)
      let parts = ImageChannel.stored(in: scene).compactMap { channel in
        row.summaries[channel].map { ReportedField(FieldName(channel.rawValue), .group(Self.fields(of: $0))) }
      }
      if !parts.isEmpty { fields.append(.init("channels", .group(parts))) }
      members.append(.init("\(scene.segmentation[row.structure].value)", .group(fields)))
    }
    return [.init("intensity", .group(members))]
  }

  private static func fields(of summary: Intensity.Summary) -> [ReportedField] {
    let numbers: [(name: FieldName, value: Double?)] = [
      ("mean", summary.levels?.mean), ("median", summary.levels?.median), ("sd", summary.levels?.deviation),
      ("min", summary.levels?.smallest), ("max", summary.levels?.largest), ("p5", summary.levels?.percentile5),
      ("p95", summary.levels?.percentile95), ("non_finite_fraction", summary.notFiniteShare),
    ]
    return numbers.map { .init($0.name, .number($0.value)) }
  }
}

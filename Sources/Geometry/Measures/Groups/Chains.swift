internal import Anatomy
package import Volume

/// The chains that names tell of, such as vertebrae and ribs (`ChainNames`), with their order and spacing (`Chain`).
/// Only structures with voxels are links.
package struct Chains: Measure {
  package init() {}

  package struct Named: Hashable, Sendable {
    /// What the links' names have in common.
    package let stem: String
    /// In nominal order.
    package let structures: [StructurePlace]
    /// Links that the numbering passes over between the first and the last: `T5`.
    package let missing: [String]
    package let links: Chain.Links
  }

  package static let entry = MeasureEntry(
    .export(Self.init), name: "chains", fields: ["chains"], unit: "mm, ratio",
    definition:
      "Chains of at least three labels by name (vertebral codes, or a stem with a running number): the links missing between the first and last, the patient direction in which they run, whether centroids follow it and the first step that does not, neighbours that stand the wrong way round, centroid distances, and the step that differs most from the median of its four neighbours, as a ratio per link.",
    source: "Direction by the median slope: Theil 1950; Sen 1968, JASA 63:1379", reported: fields(of:in:))

  package func value(in scene: Scene) -> [Named] {
    let names = scene.present.compactMap { at in
      scene.segmentation[at].name.map { (structure: at, name: $0) }
    }
    return ChainNames(names).found.compactMap { found in
      let structures = found.links.map(\.structure)
      let chain = Chain(structures: structures, numbers: found.links.map(\.number))
      return scene[chain].map {
        Named(stem: found.stem, structures: structures, missing: found.missing, links: $0)
      }
    }
  }

  private static func fields(of value: [Named], in scene: Scene) -> [ReportedField] {
    // Without a chain there is nothing to say, and without names nobody can tell.
    value.isEmpty ? [] : [.init("chains", .list(value.map { document($0, scene) }))]
  }

  private static func document(_ chain: Named, _ scene: Scene) -> ReportedValue {
    let links = chain.links
    let label = { (at: StructurePlace) in ReportedValue.integer(scene.segmentation[at].value) }
    func pair(_ step: Chain.Step) -> ReportedValue { [label(step.from), label(step.to)] }
    let uneven = links.mostUneven.map { links.steps[$0] }
    return [
      "name": .text(chain.stem),
      "labels": .list(chain.structures.map(label)),
      "missing": .list(chain.missing.map(ReportedValue.text)),
      "direction": links.direction.map { .text($0.rawValue) } ?? .undefined,
      "monotone": links.isMonotone.map(ReportedValue.flag) ?? .undefined,
      "first_violation": links.firstViolation.map(pair) ?? .undefined,
      "swapped": .list(links.swapped.map { .list($0.map(label)) }),
      .length("steps"): .list(links.steps.map { .number($0.length) }),
      .length("steps_along"): .list(links.steps.map { .number($0.along) }),
      "links_per_step": .list(links.steps.map { .integer($0.links) }),
      "steps_relative": .list(links.steps.map { .number($0.relative) }),
      .length("median_step"): .number(links.medianStep),
      "most_uneven": uneven.map { ["labels": pair($0), "relative": .number($0.relative)] }
        ?? .undefined,
    ]
  }
}

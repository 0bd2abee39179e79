package import Anatomy
package import Volume

/// Every level of a numbered chain carries its neighbour's number.
///
/// The level at one end is empty then. At the other end the voxels run over into a value of their own, without a name:
/// the next one as the chain's values go on where that is free. Levels that the export names and leaves empty are part
/// of the chain.
package struct LevelShifted: Mutation {
  package static let fault = Fault.levelShifted
  package static let summary =
    "Gives every level of a numbered chain its neighbour's number, one up or down (label: any level of the chain; towards=up|down; default: the longest chain, up)."

  private enum Step: String, CaseIterable { case up, down }

  private let label: String?
  private let step: Step

  package init(reading options: inout MutationOptions) throws(MutationError) {
    label = options.text("label")
    step = try options.choice("towards", default: .up)
  }

  package func apply(to segmentation: Segmentation, seed: UInt64) throws(MutationError) -> Mutated {
    let links = try chain(in: segmentation)
    // In the order in which numbers move: each level's voxels go to the next one.
    let order = step == .up ? links : links.reversed()
    var runs: [StructurePlace: Runs] = [:]
    for (from, to) in zip(order, order.dropFirst()) { runs[to] = segmentation[from].runs }
    runs[order[0]] = Runs()
    var added: [Structure] = []
    if let last = order.last, !segmentation[last].runs.isEmpty {
      let value = nextValue(after: order, in: segmentation)
      added.append(Structure(value: value, name: nil, runs: segmentation[last].runs))
    }
    let labels = links.filter { runs[$0] != segmentation[$0].runs }.map { segmentation.label($0) }
    let over = added.first.map { "; the last one runs over into the value \($0.value)" } ?? ""
    return Mutated(
      Self.fault, labels, from: segmentation, to: segmentation.replacing(runs, adding: added), seed: seed,
      [MutationParameter("towards", step.rawValue)],
      "\(labels.first ?? "") to \(labels.last ?? "") are numbered one level \(step == .up ? "too high" : "too low")\(over)."
    )
  }

  /// The places of the chain's links in their order.
  private func chain(in segmentation: Segmentation) throws(MutationError) -> [StructurePlace] {
    let names = segmentation.placed.compactMap { place, structure in
      structure.name.map { (structure: place, name: $0) }
    }
    let chains = ChainNames(names).found.map { $0.links.map(\.structure) }
    func length(_ chain: [StructurePlace]) -> Int { chain.count { !segmentation[$0].runs.isEmpty } }
    let place = try label.map { label throws(MutationError) in try segmentation.place(of: label) }
    var best: [StructurePlace] = []
    for chain in chains where place.map(chain.contains) ?? true {
      if length(chain) > length(best) { best = chain }
    }
    guard length(best) > 1 else {
      throw .notApplicable(
        place.map { "\(segmentation.label($0)) is no level of a numbered chain with two levels in the export." }
          ?? "no names form a numbered chain, such as vertebrae or ribs, with two levels in the export.")
    }
    return best
  }

  private func nextValue(after order: [StructurePlace], in segmentation: Segmentation) -> Int {
    let values = order.suffix(2).map { segmentation[$0].value }
    let next = 2 * values[1] - values[0]
    let used = Set(segmentation.structures.map(\.value))
    return next > 0 && !used.contains(next) ? next : (used.max() ?? 0) + 1
  }
}

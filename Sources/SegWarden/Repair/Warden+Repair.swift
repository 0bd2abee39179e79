package import Cases
internal import Evaluation
internal import Geometry
internal import PolicyLanguage
package import Results
package import Volume

/// A refused export as it would be if what a reason says were mended: an offer to a person, no verdict.
package struct RepairedExport: Sendable {
  package let segmentation: Segmentation
  /// The reason that is mended, such as `R1`.
  package let reason: String
  /// What was done, such as `fill-holes`.
  package let repair: String
  /// The structures that were changed.
  package let labels: [String]
  package let voxelsChanged: Int
  /// What changed.
  package let box: VoxelBox?
  /// The record of the export as it is.
  package let record: Record
}

/// Repairs that are simple enough for a program.
private enum SimpleRepair: String, CaseIterable {
  case keepLargest = "keep-largest-component"
  case fillHoles = "fill-holes"
  case removeStructure = "remove-structure"
  case swapLabels = "swap-labels"

  /// What the structures at some places become; nil where nothing would change.
  func runs(of places: [StructurePlace], in segmentation: Segmentation) -> [StructurePlace: Runs]? {
    let grid = segmentation.grid
    var changed: [StructurePlace: Runs] = [:]
    if self == .swapLabels {
      guard places.count == 2 else { return nil }
      changed[places[0]] = segmentation[places[1]].runs
      changed[places[1]] = segmentation[places[0]].runs
      return changed[places[0]] == changed[places[1]] ? nil : changed
    }
    guard let place = places.first else { return nil }
    let runs = segmentation[place].runs
    switch self {
    case .keepLargest:
      changed[place] = runs.pieces(.corners, on: grid).max { $0.voxelCount < $1.voxelCount } ?? runs
    case .fillHoles:
      let others = Runs(
        merging: segmentation.placed.filter { $0.0 != place }.flatMap { $0.1.runs.all })
      changed[place] = runs.union(runs.enclosed(background: .faces, on: grid).subtracting(others))
    case .removeStructure: changed[place] = Runs()
    case .swapLabels: break
    }
    return changed[place] == runs ? nil : changed
  }
}

extension Warden {
  /// Mends what a reason of an export's record says, where that is simple.
  ///
  /// - Parameter wanted: a reason's id or fault, or `auto` for the first that can be mended.
  ///
  /// Throws a `RepairError` where there is nothing to mend or nothing that a program could do; as `check` does else.
  package func repaired(_ export: Export, as wanted: String) async throws -> RepairedExport {
    let record = try await checkWhole(export).record
    guard !record.reasons.isEmpty else {
      throw RepairError(.nothingWrong, "nothing is wrong with it, so there is nothing to repair.")
    }
    let chosen =
      wanted == "auto" ? record.reasons : record.reasons.filter { $0.id == wanted || $0.fault?.rawValue == wanted }
    guard !chosen.isEmpty else {
      let known = record.reasons.map { "\($0.id)\($0.fault.map { " (\($0.rawValue))" } ?? "")" }
      throw RepairError(
        .noSuchReason, "there is no reason '\(wanted)'; its reasons: \(known.joined(separator: ", ")).")
    }
    let inputs = try CaseInputs(export, for: policy, context: context, readsImage: readsImage)
    let scene = Scene(segmentation: inputs.segmentation, image: policy.needsImage ? inputs.image?.volume : nil)
    let judged = await Evaluator(policy: policy).evaluate(
      scene, imageGrid: inputs.image?.grid, context: inputs.context,
      request: ExportRequest(structures: export.structures, namesPolicy: namesPolicy), caseName: export.name,
      today: .today)
    var tried: [String] = []
    for reason in chosen {
      if reason.kind == DeclaredScorecard.name {
        let search = RepairSearch(
          policy: policy, segmentation: inputs.segmentation, image: scene.image, imageGrid: inputs.image?.grid,
          context: inputs.context)
        if let found = await search.search(judged.facts, judged.findings)?.mending {
          return made(
            [found.place: found.runs], of: inputs.segmentation, found.repair, [found.label], reason.id, record)
        }
        tried.append("\(reason.id): no repair that was tried takes points away")
        continue
      }
      guard let repair = reason.repair.flatMap(SimpleRepair.init) else {
        tried.append("\(reason.id): \(reason.repair.map { "“\($0)” is no work for a program" } ?? "nothing mends it")")
        continue
      }
      let labels = [reason.label].compactMap(\.self) + (reason.otherLabels ?? [])
      let places = labels.compactMap { judged.facts.filled($0) }.filter { inputs.segmentation.ownPlaces.contains($0) }
      if let runs = repair.runs(of: places, in: inputs.segmentation) {
        return made(runs, of: inputs.segmentation, repair.rawValue, labels, reason.id, record)
      }
      tried.append("\(reason.id): \(repair.rawValue) changes nothing")
    }
    throw RepairError(.notRepairable, "nothing can be repaired: \(tried.joined(separator: "; ")).")
  }

  private func made(
    _ changed: [StructurePlace: Runs], of old: Segmentation, _ repair: String, _ labels: [String], _ reason: String,
    _ record: Record
  ) -> RepairedExport {
    var difference = Runs()
    for (place, runs) in changed { difference = difference.union(old[place].runs.symmetricDifference(runs)) }
    let structures = old.placed.map { place, one in
      changed[place].map { one.with(runs: $0) } ?? one
    }
    return RepairedExport(
      segmentation: old.with(structures: structures), reason: reason, repair: repair,
      labels: labels, voxelsChanged: difference.voxelCount, box: VoxelBox(of: difference, on: old.grid),
      record: record)
  }
}

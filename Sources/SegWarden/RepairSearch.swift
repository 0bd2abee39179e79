internal import Anatomy
internal import Evaluation
internal import Geometry
internal import PolicyLanguage
internal import Volume

/// Tries simple repairs on a case that a card for whole cases refused: the one that takes most points away shows where
/// the fault lies, as the box of what it changes.
///
/// Repairs are judged by the card itself, with the image where there is one. Cost: one measuring of the card's numbers
/// for each repair, at most two dozen for a structure.
struct RepairSearch {
  struct Found {
    let label: String
    let box: VoxelBox
    /// What was done, such as `keep-largest-component`.
    let repair: String
    /// The card's points before and after.
    let before: Double
    let after: Double
    /// The structure's place, and its voxels when repaired.
    let place: StructurePlace
    let runs: Runs
    let voxelsChanged: Int

    /// Whether it takes away more points than another repair, or as many and changes less.
    func isBetter(than other: Found) -> Bool { (after, voxelsChanged) < (other.after, other.voxelsChanged) }
  }

  let policy: Policy
  let segmentation: Segmentation
  let image: IntensityVolume?
  let imageGrid: Grid?
  let context: [String: String]

  /// At most so many structures are repaired.
  private static let mostLabels = 3

  /// - Parameters:
  ///   - facts: of the case as it is.
  ///   - findings: with those of the cards that refuse it.
  func search(_ facts: CaseFacts, _ findings: [Finding]) async -> Found? {
    let cards = policy.expectations.filter { expectation in
      (expectation.kind as? DeclaredScorecard)?.places == true
        && findings.contains { $0.expectation == expectation.id && $0.outcome == .fail }
    }
    guard let card = cards.first,
      let before = findings.first(where: { $0.expectation == card.id && $0.measured?.unit == "points" })?.measured
    else { return nil }
    let direction = Direction(findings.first { $0.expectation == card.id && !$0.suspects.isEmpty }?.suspects ?? [])
    let found = await best(of: card.id, before.value, direction, facts, findings)
    guard found == nil, let direction else { return found }
    return await best(of: card.id, before.value, direction.other, facts, findings)
  }

  /// Whether a repair adds voxels or takes some away.
  private enum Direction {
    case adds, removes

    /// What mends the suspected faults; nil: either may.
    init?(_ suspects: [SuspectedFault]) {
      func share(_ faults: Set<Fault>) -> Double {
        suspects.reduce(0) { faults.contains($1.fault) ? $0 + $1.share : $0 }
      }
      let adds = share([.missingPart, .hole, .underSegmented, .truncated, .missingSlices])
      let removes = share([.leak, .island, .overSegmented])
      guard max(adds, removes) > 1.5 * min(adds, removes) else { return nil }
      self = adds > removes ? .adds : .removes
    }

    var other: Direction { self == .adds ? .removes : .adds }
  }

  private func best(
    of card: String, _ before: Double, _ direction: Direction?, _ facts: CaseFacts, _ findings: [Finding]
  ) async -> Found? {
    let evaluator = Evaluator(policy: policy.scoring(by: card))
    var best: Found?
    for label in labels(facts, findings, card) {
      guard let place = facts.place(label) else { continue }
      for (repair, runs) in repairs(of: segmentation[place].runs, place: place, direction) {
        let changed = segmentation[place].runs.symmetricDifference(runs)
        guard let box = Self.largestPart(of: changed, on: segmentation.grid) else { continue }
        let structures = segmentation.placed.map { $0 == place ? $1.with(runs: runs) : $1 }
        let result = await evaluator.evaluate(
          Scene(segmentation: segmentation.with(structures: structures), image: image), imageGrid: imageGrid,
          context: context, request: facts.request)
        let total = result.findings.first { $0.expectation == card && $0.measured?.unit == "points" }?.measured
        guard let after = total?.value, after < before else { continue }
        let found = Found(
          label: label, box: box, repair: repair, before: before, after: after, place: place, runs: runs,
          voxelsChanged: changed.voxelCount)
        if best.map(found.isBetter(than:)) ?? true { best = found }
      }
    }
    return best
  }

  /// The label that the card suspects first, then the others by size.
  private func labels(_ facts: CaseFacts, _ findings: [Finding], _ id: String) -> [String] {
    let suspected = findings.filter { $0.expectation == id }.flatMap(\.suspects).compactMap(\.label).first
    let filled = policy.labels.map(\.name).compactMap { name in facts.filled(name).map { (name: name, place: $0) } }
      .filter { segmentation.ownPlaces.contains($0.place) }
      .sorted { a, b in
        segmentation[a.place].runs.voxelCount > segmentation[b.place].runs.voxelCount
      }.map(\.name)
    let order = filled.filter { $0 == suspected } + filled.filter { $0 != suspected }
    return Array(order.prefix(Self.mostLabels))
  }

  /// Of what a repair changes, the box of the largest connected part.
  private static func largestPart(of changed: Runs, on grid: Grid) -> VoxelBox? {
    let pieces = changed.pieces(.corners, on: grid)
    var largest: Runs?
    for piece in pieces where piece.voxelCount > largest?.voxelCount ?? 0 { largest = piece }
    return largest.flatMap { VoxelBox(of: $0, on: grid) }
  }

  private func repairs(
    of runs: Runs, place: StructurePlace, _ direction: Direction?
  ) -> [(name: String, runs: Runs)] {
    let grid = segmentation.grid
    guard !runs.isEmpty else { return [] }
    let radius = EquivalentSphere.radius(voxels: runs.voxelCount, on: grid)
    var found: [(name: String, runs: Runs)] = []
    func add(_ name: String, _ repaired: Runs?) {
      guard let repaired, !repaired.isEmpty, repaired != runs else { return }
      let own = repaired.subtracting(others(place))
      if !own.isEmpty, own != runs, !found.contains(where: { $0.runs == own }) { found.append((name, own)) }
    }
    // What is cut off, or leaked, lies to one side.
    let ways = Self.ways(0.5 * radius, on: grid)
    if direction != .removes {
      add("fill-holes", runs.union(runs.enclosed(background: .faces, on: grid)))
      for share in [0.12, 0.3, 0.8] {
        let by = share * radius
        add("close", Morphology.dilated(runs, by: by, on: grid).flatMap { Morphology.eroded($0, by: by, on: grid) })
      }
      add("dilate", Morphology.dilated(runs, by: 0.15 * radius, on: grid))
      for (way, steps) in ways { add("grow-\(way)", runs.union(Self.moved(runs, by: steps, on: grid))) }
    }
    if direction != .adds {
      add("keep-largest-component", runs.pieces(.corners, on: grid).max { $0.voxelCount < $1.voxelCount })
      for share in [0.12, 0.3, 0.5] {
        let by = share * radius
        add("open", Morphology.eroded(runs, by: by, on: grid).flatMap { Morphology.dilated($0, by: by, on: grid) })
      }
      add("erode", Morphology.eroded(runs, by: 0.15 * radius, on: grid))
      for (way, steps) in ways { add("shrink-\(way)", runs.intersection(Self.moved(runs, by: steps, on: grid))) }
    }
    return found
  }

  /// Steps of about a length along the axes of the grid: to both sides of rows, columns and slices.
  private static func ways(_ length: Double, on grid: Grid) -> [(name: String, steps: VoxelIndex)] {
    let axes: [(name: String, step: VoxelIndex)] = [
      ("i", VoxelIndex(1, 0, 0)), ("j", VoxelIndex(0, 1, 0)), ("k", VoxelIndex(0, 0, 1)),
    ]
    return (0..<grid.dimensions).flatMap { axis -> [(name: String, steps: VoxelIndex)] in
      let count = Int((length / grid.lengths[axis]).rounded())
      guard count > 0 else { return [] }
      let (name, one) = axes[axis]
      return [("before", -count), ("after", count)].map { side, by in
        ("\(side)-\(name)", VoxelIndex(one.i * by, one.j * by, one.k * by))
      }
    }
  }

  /// What leaves the grid is lost.
  private static func moved(_ runs: Runs, by steps: VoxelIndex, on grid: Grid) -> Runs {
    Runs(
      ordered: runs.all.compactMap { run in
        let (j, k) = (Int(run.row) % grid.size.j + steps.j, Int(run.row) / grid.size.j + steps.k)
        guard (0..<grid.size.j).contains(j), (0..<grid.size.k).contains(k) else { return nil }
        let (start, end) = (max(0, Int(run.start) + steps.i), min(grid.size.i, Int(run.end) + steps.i))
        guard start < end else { return nil }
        return Run(row: run.row.advanced(by: steps.j + grid.size.j * steps.k), start: .init(start), end: .init(end))
      })
  }

  /// The voxels of the other structures.
  private func others(_ place: StructurePlace) -> Runs {
    Runs(merging: segmentation.placed.filter { $0.0 != place }.flatMap { $0.1.runs.all })
  }
}

extension [Finding] {
  /// With the place that a repair showed, in the findings of the card.
  func placed(_ found: RepairSearch.Found?, _ facts: CaseFacts) -> [Finding] {
    guard let found else { return self }
    return map { finding in
      guard finding.kind == DeclaredScorecard.name, finding.outcome == .fail, !finding.suspects.isEmpty else {
        return finding
      }
      var placed = finding
      placed.location = facts.location(found.box)
      placed.repair = finding.repair ?? found.repair
      placed.counterfactual =
        "With \(found.label) changed at this place (\(found.repair)), it would have \(Int(found.after)) in place of \(Int(found.before)) points."
        + (finding.counterfactual.map { " \($0)" } ?? "")
      return placed
    }
  }
}

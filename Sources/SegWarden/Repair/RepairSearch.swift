internal import Anatomy
internal import Evaluation
internal import Geometry
internal import PolicyLanguage
internal import Volume

/// Tries simple repairs on a case that a card for whole cases refused: the one after which the mask looks most like
/// accepted ones shows where the fault lies, as the box of what it changes.
///
/// Repairs are judged by the card itself, with the image where there is one: by its points, by how far all of its
/// numbers lie from the usual, and by whether such a repair mends what the mask looks like. Cost: one measuring of the
/// card's numbers for each of at most two dozen repairs, fewer where structures are large.
struct RepairSearch {
  struct Found {
    let label: String
    /// Of the largest connected part of what is changed.
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
    /// What is left to be wished; the least shows the place.
    let badness: Double

    /// Whether it takes points away, so that it may be offered.
    var mends: Bool { after < before }

    /// Whether it takes away more points than another repair, or as many and changes less.
    func mendsMore(than other: Found) -> Bool { (after, voxelsChanged) < (other.after, other.voxelsChanged) }
  }

  struct Shown {
    /// Where to look.
    let box: VoxelBox
    /// The repair that shows the place, where it takes points away; else the one that takes most away.
    let mending: Found?
    /// Whether the place is that of what the repair changes.
    let isOfRepair: Bool
  }

  let policy: Policy
  let segmentation: Segmentation
  let image: IntensityVolume?
  let imageGrid: Grid?
  let context: [String: String]

  /// At most so many structures are repaired, and so many repairs tried: those first that mend what is suspected.
  private static let mostLabels = 3
  private static let mostTries = 24
  /// In the box of all structures so many voxels are looked at in all, but at least so often.
  private static let mostPixels = 600_000
  private static let mostVoxels = 6_000_000
  private static let leastTries = 8

  /// - Parameters:
  ///   - facts: of the case as it is.
  ///   - findings: with those of the cards that refuse it.
  func search(_ facts: CaseFacts, _ findings: [Finding]) async -> Shown? {
    for expectation in policy.expectations {
      guard let card = expectation.kind as? DeclaredScorecard, card.places else { continue }
      let own = findings.filter { $0.expectation == expectation.id }
      guard own.contains(where: { $0.outcome == .fail }),
        let before = own.first(where: { $0.measured?.unit == "points" })?.measured
      else { continue }
      let suspects = own.first { !$0.suspects.isEmpty }?.suspects ?? []
      let found = await tried(expectation, card, before.value, suspects, facts)
      guard let least = found.min(by: { $0.badness < $1.badness }) else { return nil }
      let most = found.filter(\.mends).reduce(nil as Found?) { best, one in
        best.map { one.mendsMore(than: $0) } ?? true ? one : best
      }
      // Without knowledge of what is usual points alone speak.
      let shows = card.knowsUsual ? least : most ?? least
      guard card.knowsUsual || most != nil else { return nil }
      return Shown(
        box: whole(suspects.first?.fault, shows, facts).map { shows.box.union($0) } ?? shows.box,
        mending: shows.mends ? shows : most, isOfRepair: shows.mends)
    }
    return nil
  }

  /// Where a fault is one of a whole structure, or of all of them, their box; nil for faults of one place.
  private func whole(_ fault: Fault?, _ found: Found, _ facts: CaseFacts) -> VoxelBox? {
    switch fault {
    case .jagged, .overSegmented, .underSegmented, .shifted: extent(of: found.label, facts)
    case .mirrored, .sidesSwapped, .labelsSwapped, .labelsMerged, .levelShifted, .wrongStructure, .wrongSpacing:
      policy.labels.compactMap { extent(of: $0.name, facts) }.reduce(nil) { whole, box in
        whole.map { $0.union(box) } ?? box
      }
    default: nil
    }
  }

  private func extent(of label: String, _ facts: CaseFacts) -> VoxelBox? {
    facts.filled(label).flatMap { VoxelBox(of: segmentation.runs(at: $0), on: segmentation.grid) }
  }

  private func tried(
    _ expectation: Expectation, _ card: DeclaredScorecard, _ before: Double, _ suspects: [SuspectedFault],
    _ facts: CaseFacts
  ) async -> [Found] {
    let evaluator = Evaluator(policy: policy.scoring(by: expectation.id))
    let scene = Scene(segmentation: segmentation, image: image)
    let usual = card.strangeness(facts)
    var candidates: [(label: String, place: StructurePlace, one: RepairCandidates.Candidate, fits: Double)] = []
    for label in labels(facts, suspects) {
      guard let place = facts.place(label) else { continue }
      // The same for all repairs of a structure.
      let others = Runs(merging: segmentation.placed.filter { $0.0 != place }.flatMap { $0.1.runs.all })
      let made = RepairCandidates(
        of: segmentation[place].runs, beside: others, image: scene.image, on: segmentation.grid)
      candidates += made.all.map { (label, place, $0, $0.fits(suspects)) }
    }
    let order = candidates.enumerated().sorted { ($1.element.fits, $0.offset) < ($0.element.fits, $1.offset) }
    var found: [Found] = []
    for (label, place, candidate, fits) in order.prefix(tries(facts)).map(\.element) {
      let runs = segmentation[place].runs
      let changed = runs.symmetricDifference(candidate.runs)
      guard let box = Self.largestPart(of: changed, on: segmentation.grid) else { continue }
      let structures = segmentation.placed.map { $0 == place ? $1.with(runs: candidate.runs) : $1 }
      let result = await evaluator.evaluate(
        scene.with(segmentation.with(structures: structures)), imageGrid: imageGrid, context: context,
        request: facts.request)
      let total = result.findings.first { $0.expectation == expectation.id && $0.measured?.unit == "points" }
      guard let after = total?.measured?.value else { continue }
      let now = card.strangeness(result.facts)
      // Weights that did best on five tasks and matter little (`Documentation/learning-quality.md`). A repair by which
      // numbers lose their values, or which changes next to nothing, only seems to mend.
      let change = Double(changed.voxelCount) / Double(max(runs.voxelCount, 1))
      let badness =
        0.5 * min(after / max(before, 1), 1.5) + (usual.sum > 0 ? min(now.sum / usual.sum, 2) : 0) + (1 - fits)
        + 0.3 * Double(max(0, now.unknown - usual.unknown)) - 2 * min(change, 0.3)
      found.append(
        Found(
          label: label, box: box, repair: candidate.name, before: before, after: after, place: place,
          runs: candidate.runs, voxelsChanged: changed.voxelCount, badness: badness))
    }
    return found
  }

  private func tries(_ facts: CaseFacts) -> Int {
    let boxes = policy.labels.compactMap { extent(of: $0.name, facts) }
    guard let first = boxes.first else { return Self.mostTries }
    let box = boxes.reduce(first) { $0.union($1) }
    let voxels = (0..<3).reduce(1) { $0 * (box.last[$1] - box.first[$1] + 1) }
    let most = segmentation.grid.dimensions == 2 ? Self.mostPixels : Self.mostVoxels
    return min(max(most / max(voxels, 1), Self.leastTries), Self.mostTries)
  }

  /// The label that the card suspects first, then the others by size.
  private func labels(_ facts: CaseFacts, _ suspects: [SuspectedFault]) -> [String] {
    let suspected = suspects.compactMap(\.label).first
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
}

extension RepairCandidates.Candidate {
  /// How far it mends what is suspected, 0…1: the shares of the faults that it mends; what may be anything counts half.
  fileprivate func fits(_ suspects: [SuspectedFault]) -> Double {
    let rest = 1 - suspects.reduce(0) { $0 + $1.share }
    return suspects.reduce(0.5 * rest) { $0 + $1.share * fits($1.fault) }
  }

  private func fits(_ fault: Fault) -> Double {
    let (way, own, other): (RepairCandidates.Direction, Double, Double) =
      switch fault {
      case .hole: (.adds, name == "fill-holes" ? 1 : 0.4, 0)
      case .missingSlices: (.adds, name == "fill-slices" ? 1 : 0.3, 0)
      case .missingPart, .truncated: (.adds, name == "fill-holes" || name == "dilate" ? 0.3 : 1, 0)
      case .underSegmented: (.adds, name == "dilate" ? 1 : 0.6, 0)
      case .island: (.removes, name.hasSuffix("components") || name.hasSuffix("component") ? 1 : 0.4, 0)
      case .leak: (.removes, name == "erode" ? 0.3 : 1, 0)
      case .overSegmented: (.removes, name == "erode" ? 1 : 0.6, 0)
      default: (.adds, 0.5, 0.5)
      }
    return direction == way ? own : other
  }
}

extension [Finding] {
  /// With the place that a repair showed, in the findings of the card.
  func placed(_ shown: RepairSearch.Shown?, _ facts: CaseFacts) -> [Finding] {
    guard let shown else { return self }
    return map { finding in
      guard finding.kind == DeclaredScorecard.name, finding.outcome == .fail, !finding.suspects.isEmpty else {
        return finding
      }
      var placed = finding
      placed.location = facts.location(shown.box)
      guard let found = shown.mending else { return placed }
      placed.repair = finding.repair ?? found.repair
      let place = shown.isOfRepair ? " at this place" : ""
      placed.counterfactual =
        "With \(found.label) changed\(place) (\(found.repair)), it would have \(Int(found.after)) in place of \(Int(found.before)) points."
        + (finding.counterfactual.map { " \($0)" } ?? "")
      return placed
    }
  }
}

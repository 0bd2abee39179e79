internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// An expectation asked of every slice of a structure, and how many of them must satisfy it.
struct SliceJudgement {
  let quantifier: Quantifier
  let facts: CaseFacts

  /// One slice's judgement.
  private struct Slice {
    let index: Int
    let judgement: Judgement
  }

  /// Judges the slices in which every label involved has voxels.
  ///
  /// One judgement for each limit that the kind has, if every way that unknown slices could turn out gives the same.
  func judge(
    labels: [String], _ judgements: (CaseFacts) -> [Judgement]
  ) -> [Judgement] {
    guard let slices = facts.table.slices else {
      return [.unknown("This", MeasurementError(measure: "single slices").cause)]
    }
    var limits: [[Slice]] = []
    for (index, table) in slices.sorted(by: { $0.key < $1.key }) {
      let inside = facts.with(table)
      guard labels.allSatisfy({ inside.filled($0) != nil }) else { continue }
      for (place, judgement) in judgements(inside).enumerated() {
        if place == limits.count { limits.append([]) }
        limits[place].append(Slice(index: index, judgement: judgement))
      }
    }
    guard !limits.isEmpty else {
      let why = "\(listed(labels)) \(labels.count == 1 ? "has" : "share") no slice"
      return [.unknown("This", .undefined(why))]
    }
    return limits.map { joined($0, labels) }
  }

  private func joined(_ all: [Slice], _ labels: [String]) -> Judgement {
    let judged = all.filter(\.judgement.isResult)
    let open = all.filter { !$0.judgement.isResult }
    let failed = judged.filter { $0.judgement.outcome == .fail }
    let holding = judged.count - failed.count
    let counts = Completions(holding: holding, failed: failed.count, unknown: open.count)
    guard let passes = counts.satisfy(quantifier),
      let worst = judged.min(by: { ($0.judgement.margin ?? 0, $0.index) < ($1.judgement.margin ?? 0, $1.index) })
    else {
      let causes = open.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.judgement.causes) }
      let message =
        "\(holding) of \(counted(counts.count, "slice")) satisfy this and \(open.count) cannot be judged; "
        + "\(quantifier.text) must: \(causes.words)."
      return Judgement(
        .notEvaluable, aspect: open.first?.judgement.aspect ?? .unknown, message: message, causes: causes,
        expected: quantifier.text)
    }
    let axis = ["i", "j", "k"][facts.grid.acquisitionAxis]
    let where_ = (failed.isEmpty ? [worst] : failed).map(\.index)
    var message = "\(holding) of \(counted(counts.count, "slice")) satisfy this; \(quantifier.text) must."
    if !open.isEmpty { message += " \(counted(open.count, "slice")) cannot be judged." }
    message += " Worst is \(axis) = \(worst.index): \(worst.judgement.message)"
    return Judgement(
      passes ? .pass : .fail, aspect: worst.judgement.aspect, labels: worst.judgement.labels, message: message,
      measured: Measured(value: Double(failed.count), unit: "slices"),
      expected: "\(worst.judgement.expected ?? "") in \(quantifier.text)", margin: worst.judgement.margin,
      location: passes
        ? nil
        : lifted(worst, from: where_.min() ?? worst.index, to: where_.max() ?? worst.index)
          ?? facts.location(of: labels),
      counterfactual: passes
        ? nil
        : "In \(counted(failed.count, "slice")) (\(axis) \(ranges(where_))): \(worst.judgement.counterfactual ?? "this would have to hold.")",
      repair: passes ? nil : worst.judgement.repair)
  }

  /// A place in a slice as a place in the volume, from the first to the last slice that failed.
  private func lifted(_ worst: Slice, from: Int, to: Int) -> Location? {
    guard let pixels = worst.judgement.location?.voxel, pixels.count == 2, pixels.allSatisfy({ $0.count >= 2 }) else {
      return nil
    }
    let corners = [from, to].enumerated().map { at, slice in
      SliceScenes.voxel(
        VoxelIndex(pixels[at][0], pixels[at][1], 0), slice: slice, axis: facts.grid.acquisitionAxis)
    }
    return facts.location(VoxelBox(first: corners[0], last: corners[1]))
  }
}

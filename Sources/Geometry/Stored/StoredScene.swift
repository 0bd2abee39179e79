package import Volume

/// What is kept of a scene so that a changed policy can be judged without its masks: who is in the export, and the answers to the questions that were asked.
package struct StoredScene: Sendable {
  /// The export's structures as they were read, each with a single voxel if it has any.
  package let roster: Segmentation
  /// The grid of the image, whether or not anything was measured in it.
  package let imageGrid: Grid?
  let answers: StoredAnswers
  /// The places of structures that were not measured, since the policy did not trust their names.
  let leftOut: Set<Int>
  /// By slice index; nil when no question was about single slices.
  let slices: [Int: StoredScene]?
  /// What gives an answer its form where there is none.
  let standIns: Scene

  /// Keeps a scene's answers. The sums and the faces of every structure are among them, so that sizes, places and completeness are known of labels that only a later
  /// policy names.
  ///
  /// - Parameters:
  ///   - roster: the export as it was read, before a policy's view of its names; its structures are in the scene's places.
  ///   - imageGrid: the image's grid, also where the scene did not need the image.
  package init(of scene: Scene, roster: Segmentation, imageGrid: Grid?) {
    let base: [[any Measure]] = scene.present.map { [RunSums(structure: $0), FacesTouched(structure: $0)] }
    scene.ask(base.flatMap { $0 })
    self.init(
      roster: roster, imageGrid: imageGrid, answers: scene.storable,
      leftOut: Set(roster.structures.indices.filter { scene.isEmpty($0) && !roster.structures[$0].runs.isEmpty }),
      slices: scene.knownSlices?.scenes.mapValues { slice in
        StoredScene(roster: slice.roster, imageGrid: slice.imageGrid, answers: slice.storable, slices: nil)
      })
  }

  init(
    roster: Segmentation, imageGrid: Grid?, answers: StoredAnswers, leftOut: Set<Int> = [], slices: [Int: StoredScene]?
  ) {
    let standIns = roster.with(
      structures: roster.structures.map { $0.standIn(isEmpty: $0.runs.isEmpty) })
    self.roster = standIns
    self.imageGrid = imageGrid
    self.answers = answers
    self.leftOut = leftOut
    self.slices = slices
    self.standIns = Scene(segmentation: standIns)
  }

  /// The roster as it was measured.
  var measured: Segmentation {
    if leftOut.isEmpty { return roster }
    let structures = roster.structures.enumerated().map { leftOut.contains($0) ? $1.standIn(isEmpty: true) : $1 }
    return roster.with(structures: structures)
  }

  /// What holds for a roster. Where other structures have voxels than were measured, answers about what lies beside or inside a structure may be others.
  func trusted(for roster: Segmentation) -> StoredScene {
    if roster.structures.map(\.runs.isEmpty) == measured.structures.map(\.runs.isEmpty) { return self }
    return StoredScene(
      roster: self.roster, imageGrid: imageGrid, answers: answers.only([RunSums.storedName, FacesTouched.storedName]),
      leftOut: leftOut, slices: nil)
  }

  /// The stored answer to a question; nil where there is none.
  func answer<M: Measure>(to measure: M) -> M.Value? {
    func find<S: StoredMeasure>(_ measure: S) -> M.Value? {
      guard let answer = answers.answer(to: measure) else { return nil }
      return answer as? M.Value
    }
    guard let measure = measure as? any StoredMeasure else { return nil }
    return find(measure)
  }

  func holds(_ measure: some Measure) -> Bool { answer(to: measure) != nil }
}

extension Structure {
  /// The structure with one voxel, or with none.
  func standIn(isEmpty: Bool) -> Structure {
    let runs = Runs(ordered: isEmpty ? [] : [Run(row: 0, start: 0, end: 1)])
    return Structure(value: value, name: name, codes: codes, runs: runs)
  }
}

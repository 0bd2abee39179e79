package import Volume

/// What measures look at: an export and, where there is one, its image. Remembers the answers to its questions, so that measures can build on one
/// another and each is computed once.
///
/// A scene may also be a stored one (`Scene(stored:)`), without voxels: it answers what was asked when it was stored and what follows from that, and tells its
/// witness about everything else.
package struct Scene: Sendable {
  /// Where answers come from.
  private indirect enum Source: Sendable {
    case voxels
    /// From what was stored, as far as it holds for this roster; the witness learns what was not.
    case stored(StoredScene, of: StoredScene, Witness)
    /// From stand-ins, to find out whether an answer would follow from stored ones: the witness learns of every look at voxels that a stored answer does not spare.
    case rehearsal(StoredScene, Witness)
  }

  /// Grid, problems and structures: names, values, and whether they have voxels. In a stored scene a single voxel stands in for all of a structure, so which voxels
  /// it has must be asked of `segmentation` or `runs`.
  package let roster: Segmentation
  /// The grid of the image; nil without one.
  package let imageGrid: Grid?
  private let picture: IntensityVolume?
  private let source: Source
  private let answers: Answers

  /// An image that holds the masks' voxels in another storage order is put into theirs.
  package init(segmentation: Segmentation, image: IntensityVolume? = nil) {
    roster = segmentation
    picture = image?.stored(like: segmentation.grid)
    imageGrid = picture?.grid
    source = .voxels
    answers = Answers()
  }

  /// A scene from stored answers: all of them, where the same structures have voxels as when they were measured; else those that are about one structure whatever
  /// lies beside it.
  ///
  /// - Parameter roster: the stored scene's roster, with other names perhaps; every structure in its place.
  package init(stored: StoredScene, roster: Segmentation? = nil) {
    let roster = roster ?? stored.measured
    self.init(
      roster: roster, imageGrid: stored.imageGrid, source: .stored(stored.trusted(for: roster), of: stored, Witness()),
      answers: Answers())
  }

  private init(roster: Segmentation, imageGrid: Grid?, source: Source, answers: Answers) {
    self.roster = roster
    self.imageGrid = imageGrid
    self.source = source
    self.answers = answers
    picture = nil
  }

  private func from(_ source: Source) -> Scene {
    Scene(roster: roster, imageGrid: imageGrid, source: source, answers: answers)
  }

  /// The same scene, whose gaps another witness learns of. A scene with voxels has none.
  package func watched(by witness: Witness) -> Scene {
    if case .stored(let trusted, let stored, _) = source { from(.stored(trusted, of: stored, witness)) } else { self }
  }

  /// Whether the scene answers from what was stored.
  package var isStored: Bool { if case .stored = source { true } else { false } }

  /// The same export as a policy knows it: other names, or structures without their voxels, each in its place.
  package func known(as roster: Segmentation) -> Scene {
    guard roster != self.roster else { return self }
    if case .stored(_, let stored, let witness) = source {
      return Scene(stored: stored, roster: roster).watched(by: witness)
    }
    return Scene(segmentation: roster, image: picture)
  }

  private func note(_ what: String) {
    switch source {
    case .voxels: break
    case .stored(_, _, let witness), .rehearsal(_, let witness): witness.note(what)
    }
  }

  package var grid: Grid { roster.grid }

  package var segmentation: Segmentation {
    note("the voxels")
    return roster
  }

  package var image: IntensityVolume? {
    if imageGrid != nil { note("the image") }
    return picture
  }

  /// The runs of a structure, by its place in the segmentation.
  package func runs(_ structure: Int) -> Runs {
    note("the voxels")
    return roster.structures[structure].runs
  }

  /// Whether a structure has no voxel.
  package func isEmpty(_ structure: Int) -> Bool { roster.structures[structure].runs.isEmpty }

  /// The places of the structures that have voxels.
  package var present: [Int] { roster.structures.indices.filter { !isEmpty($0) } }

  /// The answer to a question; computed at the first time. Two threads that ask at once may both compute it, which costs time and nothing else.
  ///
  /// Where a stored scene has none, the witness is told, and the value is that of the stand-ins: of the right form, and not to be used.
  package subscript<M: Measure>(_ measure: M) -> M.Value {
    switch source {
    case .voxels:
      let answers = answers.of(M.self)
      if let known = answers.known(measure) { return known }
      let answer = measure.value(in: self)
      answers.remember(answer, for: measure)
      return answer
    case .stored(let stored, _, _):
      if let answer = answer(to: measure) { return answer }
      note(Self.name(of: measure))
      return stored.standIns[measure]
    case .rehearsal(let stored, _):
      return stored.holds(measure) ? stored.standIns[measure] : measure.value(in: self)
    }
  }

  /// The answer to a question; nil where a stored scene has none.
  package func answer<M: Measure>(to measure: M) -> M.Value? {
    guard case .stored(let trusted, let stored, _) = source else { return self[measure] }
    let answers = answers.of(M.self)
    if let known = answers.known(measure) { return known }
    guard let answer = trusted.answer(to: measure) ?? derived(measure, trusted, of: stored) else { return nil }
    answers.remember(answer, for: measure)
    return answer
  }

  /// Whether a question has been answered.
  package func knows<M: Measure>(_ measure: M) -> Bool { answers.of(M.self).known(measure) != nil }

  /// The answer that follows from stored ones and the grid, without a look at voxels. The first attempt is made with stand-ins, which fit together.
  private func derived<M: Measure>(_ measure: M, _ trusted: StoredScene, of stored: StoredScene) -> M.Value? {
    let (first, second) = (Witness(), Witness())
    _ = measure.value(in: from(.rehearsal(trusted, first)))
    guard first.missing == nil else { return nil }
    let answer = measure.value(in: from(.stored(trusted, of: stored, second)))
    return second.missing == nil ? answer : nil
  }

  /// Answers a plan's questions one after another.
  ///
  /// False where a stored scene lacks an answer; its witness is told.
  @discardableResult package func ask(_ plan: [any Measure]) -> Bool {
    func has<M: Measure>(_ measure: M) -> Bool {
      if answer(to: measure) != nil { return true }
      note(Self.name(of: measure))
      return false
    }
    return plan.allSatisfy { has($0) }
  }

  private static func name<M: Measure>(of measure: M) -> String {
    (M.self as? any StoredMeasure.Type)?.storedName ?? "\(M.self)"
  }

  /// Answers a plan's questions ahead of time, `jobs` at once (nil: one per core). All questions about one structure are answered together, since they build on one another,
  /// and so are those about one pair; structures with the most runs come first, so that none is left alone at the end. A stored scene has its answers already.
  package func answer(_ plan: [any Measure], jobs: Int? = nil) async {
    guard case .voxels = source else { return }
    var together: [[Int]: [any Measure]] = [:]
    var others: [[any Measure]] = []
    for measure in plan {
      let subjects = measure.subjects.sorted()
      if subjects.isEmpty { others.append([measure]) } else { together[subjects, default: []].append(measure) }
    }
    // What is about several builds on what is about each.
    let order = together.keys.map { subjects -> (subjects: [Int], rank: [Int]) in
      (subjects, [subjects.count, -subjects.reduce(0) { $0 + runs($1).all.count }] + subjects)
    }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
    let batches = order.map { together[$0.subjects, default: []] } + others
    guard jobs != 1 else {
      for batch in batches { ask(batch) }
      return
    }
    await withTaskGroup(of: Void.self) { group in
      var waiting = batches.makeIterator()
      func start() {
        if let batch = waiting.next() { group.addTask { ask(batch) } }
      }
      for _ in 0..<min(jobs ?? .max, batches.count) { start() }
      for await _ in group { start() }
    }
  }

  /// All answers so far that can be stored.
  var storable: StoredAnswers {
    var result = StoredAnswers()
    answers.store(in: &result)
    return result
  }

  /// The slices that were asked about, if any were.
  var knownSlices: SliceScenes.Slices? { answers.of(SliceScenes.self).known(SliceScenes()) }

  /// The volume as pictures. A stored scene has those that were asked about when it was stored.
  package var slices: SliceScenes.Slices {
    guard case .stored(let stored, _, let witness) = source else { return self[SliceScenes()] }
    let axis = grid.acquisitionAxis
    guard let slices = stored.slices else {
      note("single slices")
      return SliceScenes.Slices(axis: axis, scenes: [:])
    }
    let known = answers.of(SliceScenes.self)
    let scenes =
      known.known(SliceScenes())?.scenes
      ?? slices.mapValues { Scene(stored: $0) }
    known.remember(SliceScenes.Slices(axis: axis, scenes: scenes), for: SliceScenes())
    return SliceScenes.Slices(axis: axis, scenes: scenes.mapValues { $0.watched(by: witness) })
  }
}

package import Volume

/// What measures look at: an export and, where there is one, its image. Remembers the answers to its questions, so that measures can build on one
/// another and each is computed once.
package struct Scene: Sendable {
  package let segmentation: Segmentation
  package let image: IntensityVolume?
  private let answers = Answers()

  package init(segmentation: Segmentation, image: IntensityVolume? = nil) {
    self.segmentation = segmentation
    self.image = image
  }

  package var grid: Grid { segmentation.grid }

  /// The runs of a structure, by its place in the segmentation.
  package func runs(_ structure: Int) -> Runs { segmentation.structures[structure].runs }

  /// The places of the structures that have voxels.
  package var present: [Int] { segmentation.structures.indices.filter { !runs($0).isEmpty } }

  /// The answer to a question; computed at the first time. Two threads that ask at once may both compute it, which costs time and nothing else.
  package subscript<M: Measure>(_ measure: M) -> M.Value {
    let answers = answers.of(M.self)
    if let known = answers.known(measure) { return known }
    let answer = measure.value(in: self)
    answers.remember(answer, for: measure)
    return answer
  }

  /// Whether a question has been answered.
  package func knows<M: Measure>(_ measure: M) -> Bool { answers.of(M.self).known(measure) != nil }

  fileprivate func answer(_ measure: any Measure) {
    func ask<M: Measure>(_ measure: M) { _ = self[measure] }
    ask(measure)
  }

  /// Answers a plan's questions ahead of time, `jobs` at once (nil: one per core). All questions about one structure are answered together, since they build on one another,
  /// and so are those about one pair; structures with the most runs come first, so that none is left alone at the end.
  package func answer(_ plan: [any Measure], jobs: Int? = nil) async {
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
      for batch in batches { for measure in batch { answer(measure) } }
      return
    }
    await withTaskGroup(of: Void.self) { group in
      var waiting = batches.makeIterator()
      func start() {
        if let batch = waiting.next() { group.addTask { for measure in batch { answer(measure) } } }
      }
      for _ in 0..<min(jobs ?? .max, batches.count) { start() }
      for await _ in group { start() }
    }
  }
}

/// The answers known so far, by the questions' types. A class, since all copies of a scene share them.
private final class Answers: Sendable {
  private let byType = Guarded<[ObjectIdentifier: any AnyObject & Sendable]>([:])

  func of<M: Measure>(_ type: M.Type) -> AnswersOfType<M> {
    byType.withLock { known in
      let key = ObjectIdentifier(type)
      if let answers = known[key] as? AnswersOfType<M> { return answers }
      let answers = AnswersOfType<M>()
      known[key] = answers
      return answers
    }
  }
}

private final class AnswersOfType<M: Measure>: Sendable {
  private let values = Guarded<[M: M.Value]>([:])

  func known(_ measure: M) -> M.Value? { values.withLock { $0[measure] } }
  func remember(_ value: M.Value, for measure: M) { values.withLock { $0[measure] = value } }
}

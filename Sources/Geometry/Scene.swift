internal import Concurrency
package import Volume

/// What measures look at: an export and, where there is one, its image. Remembers the answers to its questions, so that
/// measures can build on one another and each is computed once.
package struct Scene: Sendable {
  package let segmentation: Segmentation
  package let image: IntensityVolume?
  private let answers = Answers()
  /// Answers about the image alone, which all scenes of one image and grid share.
  private let imageAnswers: Answers

  /// An image that holds the masks' voxels in another storage order is put into theirs.
  package init(segmentation: Segmentation, image: IntensityVolume? = nil) {
    self.segmentation = segmentation
    self.image = image?.stored(like: segmentation.grid)
    imageAnswers = Answers()
  }

  /// The same image under other masks; what is known of the image alone stays known where the grid is the same.
  package func with(_ segmentation: Segmentation) -> Scene {
    segmentation.grid == grid
      ? Scene(segmentation: segmentation, stored: image, answers: imageAnswers)
      : Scene(segmentation: segmentation, image: image)
  }

  /// - Parameter image: in the masks' storage order.
  private init(segmentation: Segmentation, stored image: IntensityVolume?, answers: Answers) {
    (self.segmentation, self.image, imageAnswers) = (segmentation, image, answers)
  }

  package var grid: Grid { segmentation.grid }

  /// The grid of the image; nil without one.
  package var imageGrid: Grid? { image?.grid }

  /// The runs of a structure, by its place in the segmentation.
  package func runs(_ structure: StructurePlace) -> Runs { segmentation.runs(at: structure) }

  /// Whether a structure has no voxel.
  package func isEmpty(_ structure: StructurePlace) -> Bool { runs(structure).isEmpty }

  /// The places of the export's own structures that have voxels.
  package var present: [StructurePlace] { segmentation.ownPlaces.filter { !isEmpty($0) } }

  /// The volume as pictures.
  package var slices: SliceScenes.Slices { self[SliceScenes()] }

  /// The answer to a question; computed at the first time. Two threads that ask at once may both compute it, which
  /// costs time and nothing else.
  package subscript<M: Measure>(_ measure: M) -> M.Value {
    let answers = (M.isOfImageAlone ? imageAnswers : answers).of(M.self)
    if let known = answers.known(measure) { return known }
    let answer = measure.value(in: self)
    answers.remember(answer, for: measure)
    return answer
  }

  /// Whether a question has been answered.
  package func knows<M: Measure>(_ measure: M) -> Bool {
    (M.isOfImageAlone ? imageAnswers : answers).of(M.self).known(measure) != nil
  }

  /// Answers a plan's questions ahead of time, `jobs` at once (nil: one per core). All questions about one structure
  /// are answered together, since they build on one another, and so are those about one pair; structures with the most
  /// runs come first, so that none is left alone at the end.
  package func answer(_ plan: [any Measure], jobs: Int? = nil) async {
    var together: [[StructurePlace]: [any Measure]] = [:]
    var others: [[any Measure]] = []
    for measure in plan {
      let subjects = measure.subjects.sorted()
      if subjects.isEmpty { others.append([measure]) } else { together[subjects, default: []].append(measure) }
    }
    // What is about several builds on what is about each.
    let order = together.keys.map { subjects -> (subjects: [StructurePlace], rank: [Int]) in
      (subjects, [subjects.count, -subjects.reduce(0) { $0 + runs($1).all.count }] + subjects.map(\.index))
    }.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
    let batches = order.map { together[$0.subjects, default: []] } + others
    guard jobs != 1 else {
      for batch in batches { ask(batch) }
      return
    }
    _ = await batches.concurrentMap(atMost: min(jobs ?? .max, batches.count)) { ask($0) }
  }

  /// Answers questions one after another.
  private func ask(_ plan: [any Measure]) {
    func ask<M: Measure>(_ measure: M) { _ = self[measure] }
    for measure in plan { ask(measure) }
  }
}

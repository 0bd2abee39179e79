internal import Formats
internal import Geometry
internal import Volume

/// Something that is timed: one name for our side, which `Benchmarks/harness/comparisons.py` sets against those of the
/// peers.
struct Operation: Sendable {
  let name: String
  /// What is done once before the clock starts.
  private let work: Work

  private enum Work: Sendable {
    /// The questions to ask about a scene that has been read before.
    case questions(@Sendable (Scene) -> [any Measure])
    /// Reads the file and asks the questions.
    case chain(@Sendable (Scene) -> [any Measure])
    /// Reads a file of another kind.
    case reading(@Sendable (String) throws -> Void)
  }

  /// Answers questions about a segmentation in memory.
  init(_ name: String, _ questions: @escaping @Sendable (Scene) -> [any Measure]) {
    self.name = name
    work = .questions(questions)
  }

  /// Reads a file and answers the questions of other operations; of none: reads alone.
  init(_ name: String, readingAnd steps: [Operation]) {
    self.name = name
    work = .chain { scene in steps.flatMap { $0.questions(scene) } }
  }

  /// Reads what lies at a path.
  init(_ name: String, reading: @escaping @Sendable (String) throws -> Void) {
    self.name = name
    work = .reading(reading)
  }

  private func questions(_ scene: Scene) -> [any Measure] {
    switch work {
    case .questions(let questions), .chain(let questions): questions(scene)
    case .reading: []
    }
  }

  /// Prepares what the clock must not see, and returns what it must. Each call begins with a scene that knows no
  /// answers; everything it makes is freed before it returns.
  func prepared(path: String, jobs: Int) throws -> @Sendable () async throws -> Void {
    switch work {
    case .chain:
      return {
        let scene = Scene(segmentation: try FormatRegistry.readMask(path: path).segmentation)
        await scene.answer(questions(scene), jobs: jobs)
      }
    case .questions:
      let segmentation = try FormatRegistry.readMask(path: path).segmentation
      return {
        let scene = Scene(segmentation: segmentation)
        await scene.answer(questions(scene), jobs: jobs)
      }
    case .reading(let reading): return { try reading(path) }
    }
  }
}

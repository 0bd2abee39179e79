internal import Cases
internal import Concurrency
internal import Formats
internal import Geometry
internal import PolicyLanguage
internal import Volume

/// What the exports of a cohort hold, before there is a policy: structures, neighbours and facts.
struct CohortSurvey: Sendable {
  /// A structure, known by its name, or by its value where exports give no names.
  struct Structure: Hashable, Sendable {
    let name: String?
    let value: Int?
  }

  private(set) var cases = 0
  private(set) var failures: [Cohort.Failure] = []
  /// In how many cases each structure has voxels.
  private(set) var present: [Structure: Int] = [:]
  /// In how many cases two structures touch, or are the two sides of one name.
  private(set) var neighbours: [[Structure]: Int] = [:]
  /// Values seen of each fact.
  private(set) var facts: [String: Set<String>] = [:]
  private(set) var dimensions = 3

  /// Cost: reading each export, and the contacts of its structures.
  init(of exports: [Export], jobs: Int) async {
    let seen = await exports.concurrentMap(atMost: jobs) { Self.look(at: $0) }
    for (export, result) in zip(exports, seen) {
      switch result {
      case .failure(let failure): failures.append(.init(name: export.name, message: failure.message))
      case .success(let one):
        if cases == 0 { dimensions = one.dimensions }
        cases += 1
        for structure in one.present { present[structure, default: 0] += 1 }
        for pair in one.neighbours { neighbours[pair, default: 0] += 1 }
        for (name, value) in one.facts { facts[name, default: []].insert(value) }
      }
    }
  }

  private struct Failure: Error { let message: String }

  private struct Seen: Sendable {
    let dimensions: Int
    let present: [Structure]
    let neighbours: [[Structure]]
    let facts: [String: String]
  }

  private static func look(at export: Export) -> Result<Seen, Failure> {
    do {
      let segmentation = try export.read().segmentation
      let beside = try ContextFile.beside(export)?.facts ?? []
      let facts = Dictionary(beside.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      let scene = Scene(segmentation: segmentation)
      func named(_ place: StructurePlace) -> Structure {
        let structure = segmentation[place]
        return Structure(name: structure.name, value: structure.name == nil ? structure.value : nil)
      }
      return .success(
        Seen(
          dimensions: segmentation.grid.dimensions, present: scene.present.map(named),
          neighbours: scene[NotablePairs()].map { [named($0.0), named($0.1)].sorted(by: before) },
          facts: facts.merging(export.context) { $1 }))
    } catch let error as ReadError {
      return .failure(Failure(message: error.message))
    } catch let error as CaseError {
      return .failure(Failure(message: error.message))
    } catch {
      return .failure(Failure(message: "it cannot be read: \(error)"))
    }
  }

  /// Structures that a policy declares: those in two cases or more, and in one of fifty at least; in the order of their
  /// names, then the nameless by value. What accepted masks hold, however seldom, is no stranger.
  var known: [Structure] {
    present.filter { $0.value >= min(2, cases) && 50 * $0.value >= cases }.keys.sorted(by: Self.before)
  }

  /// Pairs that are neighbours in at least half of the cases.
  var usualNeighbours: [[Structure]] {
    neighbours.filter { 2 * $0.value >= cases }.keys.sorted {
      Self.before($0[0], $1[0]) || ($0[0] == $1[0] && Self.before($0[1], $1[1]))
    }
  }

  private static func before(_ a: Structure, _ b: Structure) -> Bool {
    switch (a.name, b.name) {
    case (let x?, let y?): x < y
    case (nil, nil): (a.value ?? 0) < (b.value ?? 0)
    default: a.name != nil
    }
  }
}

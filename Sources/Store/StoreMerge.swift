package import Results

/// Bringing several stores, and results in files, together in one.
///
/// The same case of the same run is kept once. It is the same where its name, its export and its policy are: then the
/// later record stays, and a record outweighs a failure. Doing it twice changes nothing.
package struct StoreMerge: Sendable {
  /// A case that was there already.
  package struct Repeated: Hashable, Sendable {
    package let run: String
    package let caseName: String
    /// Whether the two results differ.
    package let differs: Bool
  }

  package private(set) var runsAdded = 0
  package private(set) var casesAdded = 0
  package private(set) var ratingsAdded = 0
  package private(set) var repeated: [Repeated] = []
  /// Cases that have one name and are not the same: both are kept.
  package private(set) var namesakes: [Repeated] = []

  private let target: Store
  /// The runs of the target that runs have become part of, by their uids.
  private var places: [String: RunEntry] = [:]
  /// The name of the one run that everything becomes part of; nil where runs stay what they are.
  private let name: String?

  package init(into target: Store, asRun name: String? = nil) {
    self.target = target
    self.name = name
  }

  /// Adds all runs of a store. Throws `mismatch` where they are to become one run and were judged by another policy.
  package mutating func add(_ source: Store) throws(StoreError) {
    for summary in try source.runs() {
      let run = try place(for: summary)
      for found in try source.cases(of: summary.id) {
        let copy = try CaseCopy(found, in: source)
        try add(copy.key, order: found.order, to: run) { (database, number, order) throws(StoreError) in
          try copy.insert(into: database, run: number, position: order)
        }
        ratingsAdded += try target.add(ratings: copy.ratings, of: copy.key, to: run.id)
      }
    }
  }

  /// Adds one result of a run, such as a line of a file.
  package mutating func add(_ result: CaseResult, order: Int, of run: StoredRun) throws(StoreError) {
    let summary = RunEntry(
      id: RunID(number: 0), run: run, status: .finished, ended: nil, accepted: 0, reviewed: 0, rejected: 0,
      unchecked: 0)
    let row = try CaseRow(result, path: nil, answers: nil, in: target)
    let place = try place(for: summary)
    try add(CaseKey(row), order: order, to: place) { (database, number, order) throws(StoreError) in
      try database.put(row, run: number, position: order)
    }
  }

  /// The run of the target that a run belongs to.
  private mutating func place(for source: RunEntry) throws(StoreError) -> RunEntry {
    if let known = places[source.uid] { return known }
    let place = try newPlace(for: source)
    places[source.uid] = place
    return place
  }

  private mutating func newPlace(for source: RunEntry) throws(StoreError) -> RunEntry {
    let runs = try target.runs()
    let known = name.map { name in runs.last { $0.run.name == name } } ?? runs.first { $0.uid == source.uid }
    if let known {
      if name != nil, known.run.policy?.sha256 != source.run.policy?.sha256 {
        throw StoreError(
          .mismatch,
          "\(target.path): the run “\(source.run.name)” was judged by another policy than “\(known.run.name)”, and cannot become part of it; merge without --as, and compare the two."
        )
      }
      if known.run.isAnonymous != source.run.isAnonymous {
        throw StoreError(
          .mismatch,
          "\(target.path): of the runs “\(known.run.name)” and “\(source.run.name)” one is anonymous and one is not; they stay apart."
        )
      }
      return known
    }
    var run = source.run
    if let name { (run.name, run.uid) = (name, nil) }
    runsAdded += 1
    let id = try target.insert(run, status: source.status, ended: source.ended)
    return try target.summary(of: id)
  }

  private mutating func add(
    _ key: CaseKey, order: Int, to run: RunEntry,
    insert: (Database, Int64, Int) throws(StoreError) -> Int64
  ) throws(StoreError) {
    let placed = try target.place(key, order: order, in: run.id, insert: insert)
    switch placed {
    case .new: casesAdded += 1
    case .namesake:
      casesAdded += 1
      namesakes.append(Repeated(run: run.run.name, caseName: key.name, differs: true))
    case .same: repeated.append(Repeated(run: run.run.name, caseName: key.name, differs: false))
    case .kept, .replaced: repeated.append(Repeated(run: run.run.name, caseName: key.name, differs: true))
    }
  }
}

internal import Concurrency
internal import FoundationEssentials
internal import Results
internal import Validation

/// Where decisions come from: a run that was kept, or a table.
enum PredictionSource: Sendable {
  /// A folder that `check --output` wrote.
  case folder(StoredResults)
  /// A run of a store, or a file of JSON Lines.
  case kept(KeptResults)
  /// Another predictor's table.
  case table(String)

  /// By what lies at a path. Throws a `ProgramError` where nothing does.
  init(_ path: String) throws {
    if [".csv", ".tsv"].contains(where: { path.lowercased().hasSuffix($0) }) {
      guard FileManager.default.fileExists(atPath: path) else {
        throw ProgramError(.noInput, "\(path): there is no such table; check the spelling of the path.")
      }
      self = .table(path)
      return
    }
    let kept = try KeptResults(path)
    if case .folder(let folder) = kept.place { self = .folder(folder) } else { self = .kept(kept) }
  }

  /// All that it says. Throws a `ProgramError` for what cannot be read.
  func predictions(named name: String) async throws -> Predictions {
    var predictions = Predictions(name: name)
    switch self {
    case .table(let path): return try PredictionTable.read(path: path, name: name)
    case .kept(let kept):
      try kept.forEach { one, _ in
        switch one {
        case .result(let result): predictions.add(Predictions.Said(result))
        case .useless(let name, let reason): predictions.silence(name, because: reason)
        }
      }
    case .folder(let stored):
      // A record is forgotten as soon as its decision is known: a thousand of them would not fit.
      let found = await stored.names.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) { file in
        Found(file: file, case: stored.caseResult(file).map(Predictions.Said.init))
      }
      for one in found {
        if let said = one.case {
          predictions.add(said)
        } else {
          predictions.silence(one.file, because: stored.complaint(about: one.file))
        }
      }
    }
    return predictions
  }

  private struct Found: Sendable {
    let file: String
    let `case`: Predictions.Said?
  }
}

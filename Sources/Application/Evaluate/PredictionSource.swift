internal import Cases
internal import Concurrency
internal import FoundationEssentials
internal import Results
internal import Validation

/// Where decisions come from: a run that was kept, or a table.
enum PredictionSource: Sendable {
  /// A folder that `check --output` wrote.
  case folder(String)
  /// Another predictor's table.
  case table(String)

  /// By what lies at a path. Throws a `ProgramError` where nothing does.
  init(_ path: String) throws {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ProgramError(.noInput, "\(path): there is no such file or folder; check the spelling of the path.")
    }
    if isFolder {
      self = .folder(path)
    } else if [".csv", ".tsv"].contains(where: { path.lowercased().hasSuffix($0) }) {
      self = .table(path)
    } else {
      throw ProgramError(
        .usage,
        "\(path): decisions come from a folder that segwarden check --output wrote, or from a .csv or .tsv table.")
    }
  }

  /// All that it says. Throws a `ProgramError` for what cannot be read.
  func predictions(named name: String) async throws -> Predictions {
    switch self {
    case .table(let path): return try PredictionTable.read(path: path, name: name)
    case .folder(let path):
      let stored = try StoredResults(folder: path)
      // A record is forgotten as soon as its decision is known: a thousand of them would not fit.
      let found = await stored.names.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) { file in
        Found(file: file, case: stored.caseResult(file).map(Predictions.Said.init))
      }
      var predictions = Predictions(name: name)
      for one in found {
        if let said = one.case {
          predictions.add(said)
        } else {
          predictions.silence(one.file, because: stored.complaint(about: one.file))
        }
      }
      return predictions
    }
  }

  private struct Found: Sendable {
    let file: String
    let `case`: Predictions.Said?
  }
}

internal import FoundationEssentials
internal import JSON
internal import Pictures
internal import Results
internal import Store

/// The results of a run, whatever keeps them, in the order of the cases.
struct KeptResults: Sendable {
  /// What keeps results.
  enum Place: Sendable {
    /// A folder that `check --output` wrote.
    case folder(StoredResults)
    case store(Store, RunEntry)
    /// A file of JSON Lines.
    case lines(ResultLines)
  }

  let place: Place

  /// - Parameter text: a folder, a file of JSON Lines, or a store, with `@RUN` behind it unless the latest run is
  ///   meant; `@RUN` alone is a run of the usual store.
  ///
  /// Throws a `ProgramError` where there is nothing, or nothing that can be read.
  init(_ text: String) throws {
    var isFolder = false
    if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) {
      if isFolder {
        place = .folder(try StoredResults(folder: text))
      } else if try ResultLines.isDatabase(text) {
        place = try Self.store(text, run: "latest")
      } else {
        place = .lines(try ResultLines(path: text))
      }
      return
    }
    guard let at = text.lastIndex(of: "@") else {
      throw ProgramError(
        .noInput,
        "\(text): there is no such file or folder; results lie in a folder that segwarden check --output wrote, in a file of JSON Lines, or in a store (STORE@RUN)."
      )
    }
    let path = String(text[..<at])
    place = try Self.store(path.isEmpty ? nil : path, run: String(text[text.index(after: at)...]))
  }

  private static func store(_ path: String?, run: String) throws -> Place {
    try ResultsStore.guarded {
      let store = try ResultsStore.reading(path)
      return .store(store, try store.run(run.isEmpty ? "latest" : run))
    }
  }

  private static func result(of found: CaseEntry, in store: Store) throws -> Kept {
    do throws(StoreError) {
      return .result(try store.result(of: found.id))
    } catch {
      guard error.code == .older else { throw error }
      return .useless(name: found.name, reason: error.message)
    }
  }

  /// A case, or a file that should hold one and does not, with the reason in a sentence.
  enum Kept: Sendable {
    case result(CaseResult)
    case useless(name: String, reason: String)
  }

  /// Whether pictures are kept beside results.
  var keepsPictures: Bool {
    if case .folder = place { true } else { false }
  }

  /// All that is kept, one after the other: nothing of a case is held while the next is read.
  ///
  /// - Parameter body: takes a case, and what reads the picture of it that was kept.
  func forEach(_ body: (_ kept: Kept, _ picture: () -> Picture?) throws -> Void) throws {
    switch place {
    case .folder(let folder):
      for name in folder.namesInOrder {
        try body(
          folder.caseResult(name).map(Kept.result) ?? .useless(name: name, reason: folder.complaint(about: name))
        ) { folder.picture(name) }
      }
    case .store(let store, let run):
      try ResultsStore.guarded {
        for found in try store.cases(of: run.id) {
          try body(try Self.result(of: found, in: store)) { nil }
        }
      }
    case .lines(let file): try file.forEach { try body(.result($0)) { nil } }
    }
  }
}

internal import FoundationEssentials
package import Store

/// Opening the store that a user means.
package enum ResultsStore {
  /// The path of the store: the one that was given, or where stores lie when nobody says.
  package static func path(_ given: String?) throws -> String {
    if let given { return given }
    guard let place = StorePlace(in: ProcessInfo.processInfo.environment) else {
      throw ProgramError(.usage, "there is no home folder in which results could lie; say where they do with --store.")
    }
    return place.path
  }

  package static func reading(_ given: String?) throws -> Store { try Store(path(given), access: .reading) }

  /// Makes the store where there is none.
  ///
  /// - Parameter pseudonyms: what cases of anonymous runs are called; nil where none are added.
  package static func writing(_ given: String?, pseudonyms: Pseudonyms? = nil) throws -> Store {
    if given == nil { try StorePlace(in: ProcessInfo.processInfo.environment)?.makeFolder() }
    return try Store(path(given), pseudonyms: pseudonyms)
  }

  /// A store that is there already: who rates or prunes means one that holds results.
  package static func changing(_ given: String?) throws -> Store {
    _ = try reading(given)
    return try Store(path(given))
  }

  /// Does something with stores; what goes wrong with them is the program's error.
  package static func guarded<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as StoreError {
      throw ProgramError(error.status, error.message)
    }
  }
}

extension StoreError {
  /// How the program ends when a store cannot be used.
  package var status: ExitStatus {
    switch code {
    case .notFound, .noSuchRun, .noSuchCase: .noInput
    case .notAStore, .newer, .older, .damaged, .mismatch: .badInput
    case .locked, .full, .readOnly, .unreachable, .failed: .inputOutput
    }
  }
}

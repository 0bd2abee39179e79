internal import Cases
internal import Diagnostics
internal import Digest
internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage
internal import Results
internal import Runs
internal import SegWarden
internal import Store
internal import Synchronization

/// Which store the results of a run go to.
package enum StoreChoice: Hashable, Sendable {
  /// None.
  case none
  /// The one where stores lie when nobody says; that it cannot be written is no reason not to check.
  case usual
  case file(String)
}

/// The run of `segwarden check` in a store. A run that was stopped goes on there as well, where it is the same.
struct StoreSink: Sendable {
  private let store: Store
  private let run: RunID
  /// Places of cases that the run held already when it went on.
  private let held: Set<Int>
  /// Whether the run ends when a case cannot be stored: somebody named the store.
  private let isRequired: Bool
  private let hasFailed = Failed()

  /// A value of a struct is copied; that something has failed is told once.
  private final class Failed: Sendable {
    let isTold = Mutex(false)
  }

  /// Nil where there is none to write to. Throws a `ProgramError` for a store that was named and cannot be used.
  init?(_ options: CheckOptions, identity: RunIdentity, manifest: String, policies: [Policy]) throws {
    do {
      switch options.store {
      case .none: return nil
      // Many programs make shards at once, and merge them afterwards.
      case .usual where options.output.map(Shard.isShard) == true: return nil
      case .usual: try self.init(at: nil, options, identity, manifest, policies)
      case .file(let path): try self.init(at: path, options, identity, manifest, policies)
      }
    } catch {
      let message = (error as? StoreError)?.message ?? "\(error)"
      guard case .file = options.store else {
        Console.warn("the results are not stored: \(message)")
        return nil
      }
      throw ProgramError((error as? StoreError)?.status ?? .inputOutput, message)
    }
  }

  private init(
    at path: String?, _ options: CheckOptions, _ identity: RunIdentity, _ manifest: String, _ policies: [Policy]
  ) throws {
    let pseudonyms = options.isAnonymous ? try StorePlace(in: ProcessInfo.processInfo.environment)?.pseudonyms() : nil
    isRequired = path != nil
    store = try ResultsStore.writing(path, pseudonyms: pseudonyms)
    let folder = options.output.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let started = Date().formatted(.iso8601)
    var described = StoredRun(
      name: options.runName ?? folder ?? started, command: "check", started: started, program: Warden.program,
      digests: [
        "manifest": manifest, "policies": identity.policy, "options": identity.options,
      ], options: ["policy": options.policy, "reasoner": options.reasoner.rawValue], isAnonymous: options.isAnonymous)
    if let prompts = identity.prompts { described.digests["prompts"] = prompts }
    if !identity.programDigest.isEmpty { described.digests["program"] = identity.programDigest }
    if let only = policies.first, policies.count == 1 {
      described.policy = Provenance.PolicyReference(id: only.id, version: only.version, sha256: only.digest)
    }
    let stopped = try store.runs().last { entry in
      entry.run.name == described.name && entry.run.digests == described.digests && entry.status != .finished
    }
    if options.start == .resume, let stopped {
      try store.resume(stopped.id)
      run = stopped.id
      held = Set(try store.cases(of: stopped.id).map(\.order))
    } else {
      run = try store.begin(described)
      held = []
    }
  }

  /// Whether the case at a place was stored before this run went on.
  func holds(_ index: Int) -> Bool { held.contains(index) }

  /// Stores a case. Throws a `ProgramError` where somebody named the store; else what fails is told once.
  func add(_ result: CaseResult, of export: Export?, at index: Int) throws {
    try guarded { () throws(StoreError) in
      try store.add(result: result, path: export?.path, run: run, order: index, answers: nil)
    }
  }

  func end(_ status: RunStatus) throws {
    try guarded { () throws(StoreError) in try store.end(run: run, status: status) }
  }

  private func guarded<T>(_ body: () throws(StoreError) -> T) throws {
    do throws(StoreError) {
      _ = try body()
    } catch {
      if isRequired { throw ProgramError(error.status, error.message) }
      let isTold = hasFailed.isTold.withLock { told in
        defer { told = true }
        return told
      }
      if !isTold { Console.warn("not all results are stored: \(error.message)") }
    }
  }
}

internal import Cases
internal import Diagnostics
internal import Digest
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Results
internal import Runs
internal import Store

/// Where the results of `segwarden check` go to beside standard output: a folder or a shard, the store, and folders
/// that exports are sorted into.
struct CheckOutputs: Sendable {
  private let cases: [ListedCase]
  private let folder: ResultsFolder?
  private let shard: Shard?
  /// What a shard that is done holds.
  private let shardResults: [CaseResult]?
  private let store: StoreSink?
  private let routes: Routes?
  /// What routed exports are called.
  private let names: [String: String]

  /// Opens them all, before any case is begun. Throws a `ProgramError`.
  init(_ options: CheckOptions, cases: [ListedCase], policies: [Policy]) throws {
    self.cases = cases
    routes = options.routes
    var (folder, shard, shardResults): (ResultsFolder?, Shard?, [CaseResult]?) = (nil, nil, nil)
    var store: StoreSink?
    if options.output != nil || options.store != .none {
      let identity = try RunIdentity(options, policies: policies)
      let manifest = Self.digest(cases)
      if let path = options.output, Shard.isShard(path) {
        let done = Shard.done(path, identity: identity, manifest: manifest)
        // Whether it was whole is seen by its length as well.
        shardResults = done?.count == cases.count ? done : nil
        if shardResults == nil {
          do throws(RunError) {
            shard = try Shard(path, identity: identity, manifest: manifest)
          } catch {
            throw ProgramError(error)
          }
        } else {
          Console.warn("\(path): done already, with the same manifest, policy and program.")
        }
      } else if let path = options.output {
        folder = try ResultsFolder(path, identity: identity, cases: cases, start: options.start)
      }
      // What is opened last is begun last: a run whose folder is refused is none.
      if shardResults == nil {
        store = try StoreSink(options, identity: identity, manifest: manifest, policies: policies)
      }
    }
    (self.folder, self.shard, self.shardResults, self.store) = (folder, shard, shardResults, store)
    names = routes == nil ? [:] : CaseFileNames.of(cases.map(\.name))
  }

  /// SHA-256 of the list of cases, as it was read: their names, places and what was said of them.
  private static func digest(_ cases: [ListedCase]) -> String {
    var lines: [String] = []
    for listed in cases {
      lines += ["case \(listed.name)"] + listed.mistakes.map { "mistake \($0.message)" }
      guard let export = listed.export else { continue }
      lines += ["export \(export.path)", "image \(export.image ?? "")", "labels \(export.labels ?? "")"]
      lines += export.context.sorted { $0.key < $1.key }.map { "context \($0.key)=\($0.value)" }
      lines += (export.structures ?? []).map { "structure \($0)" }
    }
    return SHA256.of(lines.joined(separator: "\n"))
  }

  /// Whether there are pages, on which numbers are plotted.
  var hasPages: Bool { folder != nil }

  /// Whether a run that was stopped can go on.
  var canResume: Bool { folder != nil }

  /// The result of a case that need not be checked again.
  func done(_ index: Int) throws -> CheckedCase? {
    guard let done = shardResults.map({ CheckedCase($0[index]) }) ?? folder?.done(index) else { return nil }
    if let store, !store.holds(index) { try store.add(done.result, of: cases[index].export, at: index) }
    try route(index, done)
    return done
  }

  /// Keeps a case as it ends; from several tasks at once.
  func keep(_ index: Int, _ checked: CheckedCase) throws {
    try folder?.keep(index, checked)
    try store?.add(checked.result, of: cases[index].export, at: index)
    try route(index, checked)
  }

  private func route(_ index: Int, _ checked: CheckedCase) throws {
    guard let routes, let export = cases[index].export else { return }
    let name = names[cases[index].name] ?? cases[index].name
    let record = checked.result.record
    // A policy that is observed decides nothing, and so sorts nothing.
    try routes.put(export, named: name, as: record?.arbitration.observed == nil ? record?.decision : nil)
  }

  /// Takes a result in the cases' order.
  func deliver(_ result: CaseResult) throws {
    guard let shard else { return }
    do throws(RunError) {
      try shard.add(try Self.line(of: result))
    } catch {
      throw ProgramError(error)
    }
  }

  private static func line(of result: CaseResult) throws(RunError) -> String {
    guard let line = try? RecordJSON.line(result) else {
      throw RunError(code: .notWritten, message: "a record cannot be written as JSON.")
    }
    return line
  }

  /// Ends what the run as a whole ends with.
  ///
  /// - Parameter numbers: what is plotted of the cases; see `hasPages`.
  func finish(_ numbers: RunNumbers) throws {
    try folder?.finish(numbers)
    try store?.end(.finished)
    do throws(RunError) {
      try shard?.finish()
    } catch {
      throw ProgramError(error)
    }
  }

  /// Takes away what is worth nothing when the run was stopped, and says so in the store.
  ///
  /// - Parameter hasFailed: whether the run cannot go on; else somebody stopped it.
  func stop(hasFailed: Bool) {
    shard?.discard()
    do {
      try store?.end(hasFailed ? .failed : .stopped)
    } catch {
      Console.warn("\(error)")
    }
  }
}

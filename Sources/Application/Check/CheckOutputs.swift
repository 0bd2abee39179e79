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
  /// What lay where the shard is to be.
  private let doneShard: DoneShard?
  private let store: StoreSink?
  private let routes: Routes?
  /// What routed exports are called.
  private let names: [String: String]

  /// Opens them all, before any case is begun. Throws a `ProgramError`.
  ///
  /// - Parameter asking: the run's model; nil with the rules.
  init(_ options: CheckOptions, cases: [ListedCase], policies: [Policy], asking: ModelRun?) throws {
    self.cases = cases
    routes = options.routes
    var (folder, shard, doneShard): (ResultsFolder?, Shard?, DoneShard?) = (nil, nil, nil)
    var store: StoreSink?
    if options.output != nil || options.store != .none {
      let identity = try RunIdentity(options, policies: policies, asking: asking)
      let manifest = Self.digest(cases)
      if let path = options.output, Shard.isShard(path) {
        let inputs = options.trustsNames ? nil : InputSignature.of(cases.compactMap(\.export))
        let wanted = ShardIdentity(manifest: manifest, inputs: inputs, run: identity)
        let done = DoneShard(at: path, identity: wanted, count: cases.count)
        if let note = done.note { Console.warn("\(path): \(note)") }
        doneShard = done
        if !done.isWhole {
          do throws(RunError) {
            shard = try Shard(path, identity: wanted)
          } catch {
            throw ProgramError(error)
          }
        }
      } else if let path = options.output {
        folder = try ResultsFolder(
          path, identity: identity, cases: cases, start: options.start, trustsNames: options.trustsNames)
      }
      // What is opened last is begun last: a run whose folder is refused is none.
      if doneShard?.isWhole != true {
        store = try StoreSink(options, identity: identity, manifest: manifest, policies: policies)
      }
    }
    (self.folder, self.shard, self.doneShard, self.store) = (folder, shard, doneShard, store)
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
    guard let record = doneShard?.result(at: index)?.record ?? folder?.done(index) else { return nil }
    let done = CheckedCase(record)
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

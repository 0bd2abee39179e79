internal import Cases
internal import Digest
internal import Formats
internal import PolicyLanguage
internal import Report
internal import Results
internal import Runs

/// Where the results of `segwarden check` go to beside standard output: a folder or a shard, and folders that exports
/// are sorted into.
struct CheckOutputs: Sendable {
  private let cases: [ListedCase]
  private let folder: ResultsFolder?
  private let shard: Shard?
  /// What a shard that is done holds.
  private let shardResults: [CaseResult]?
  private let routes: Routes?
  /// What routed exports are called.
  private let names: [String: String]

  /// Opens them all, before any case is begun. Throws a `ProgramError`.
  init(_ options: CheckOptions, cases: [ListedCase], policies: [Policy]) throws {
    self.cases = cases
    routes = options.routes
    var (folder, shard, shardResults): (ResultsFolder?, Shard?, [CaseResult]?) = (nil, nil, nil)
    if let path = options.output {
      let identity = try RunIdentity(options, policies: policies)
      if Shard.isShard(path) {
        let manifest = try Self.digest(options)
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
      } else {
        folder = try ResultsFolder(path, identity: identity, cases: cases, start: options.start)
      }
    }
    (self.folder, self.shard, self.shardResults) = (folder, shard, shardResults)
    names = routes == nil ? [:] : CaseFileNames.of(cases.map(\.name))
  }

  /// SHA-256 of the list of cases as it was given.
  private static func digest(_ options: CheckOptions) throws -> String {
    let paths = options.exports.map { "\($0.path)\t\($0.image ?? "")" }.joined(separator: "\n")
    guard let manifest = options.manifest, let bytes = try? FileText.bytes(manifest) else { return SHA256.of(paths) }
    return paths.isEmpty ? SHA256.of(bytes) : SHA256.of("\(paths)\n\(SHA256.of(bytes))")
  }

  /// Whether a run that was stopped can go on.
  var canResume: Bool { folder != nil }

  /// The result of a case that need not be checked again.
  func done(_ index: Int) -> CheckedCase? {
    if let shardResults { return CheckedCase(shardResults[index]) }
    return folder?.done(index)
  }

  /// Keeps a case as it ends; from several tasks at once.
  func keep(_ index: Int, _ checked: CheckedCase) throws {
    try folder?.keep(index, checked)
    guard let routes, let export = cases[index].export, let decision = checked.result.record?.decision else { return }
    try routes.put(export, named: names[cases[index].name] ?? cases[index].name, as: decision)
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
  func finish() throws {
    try folder?.finish()
    do throws(RunError) {
      try shard?.finish()
    } catch {
      throw ProgramError(error)
    }
  }

  /// Takes away what is worth nothing when the run was stopped.
  func discard() { shard?.discard() }
}

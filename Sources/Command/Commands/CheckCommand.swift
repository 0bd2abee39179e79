import Application
import ArgumentParser
import Cases
import FoundationEssentials
import Reasoning
import Report
import Runs

/// `segwarden check`: accept, review or reject, with reasons.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Decides whether exports may be used, with reasons.",
    discussion:
      "Exit status: 0 all accepted, 1 some rejected, 2 none rejected and some for review, 65 and 66 input that cannot be read, 75 the budget for a model used up (every case has its verdict), 78 a bad policy, 130 and 143 interrupted."
  )

  @Argument(help: "Mask files, or folders with one mask file per structure.")
  var exports: [String] = []

  @Option(
    help:
      "Further cases: a .csv or .tsv table with a column export and, where known, case, image, labels and context.NAME; or a folder of exports."
  )
  var manifest: String?

  @OptionGroup var judging: JudgingArguments

  @Option(
    help:
      "Label names for label values: nnU-Net's dataset.json, a colour table (ITK-SNAP, FreeSurfer, 3D Slicer), or a table of value and name. A manifest's own count more."
  )
  var labels: String?

  @Option(
    help:
      "The structures that were asked for, by name, separated by commas, where the export is a label map; without it what the policy requires. A manifest has a column structures."
  )
  var structures: String?

  @Option(help: "The source image that the masks belong to; those of a manifest have their own.")
  var image: String?

  @Flag(
    help:
      "Print the cases with what each was paired with, and check nothing; with --reasoner model what the model would be asked and what that would take at most."
  )
  var dryRun = false

  @Option(help: "What to print: \(CaseReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: CaseReportFormat = .text

  @Option(
    help:
      "A folder to keep results in: of each case its record, its answers (for “policy diff”) and its page, and report.html."
  )
  var output: String?

  @Flag(help: "Go on with the run that --output holds: what is done and has not changed is kept.")
  var resume = false

  @Flag(help: "Replace the run that --output holds.")
  var overwrite = false

  @Flag(
    help:
      "Take results that are there already for done by names and paths alone, without a look at the cases' files: for storage where looking is dear and files are never replaced."
  )
  var trustNames = false

  @Option(help: "The file of results of many runs that this one is added to (see “results”); without it the usual one.")
  var store: String?

  @Flag(name: .customLong("no-store"), help: "Add the run to no store.")
  var isNotStored = false

  @Option(help: "What the run is called in the store; without it like the folder of --output, or the time.")
  var runName: String?

  @Flag(help: "Store neither paths nor names of cases.")
  var anonymous = false

  @Option(
    help:
      "A folder for exports that were decided like this, as accept=DIR, review=DIR or reject=DIR; may be repeated. Exports are linked, not moved."
  )
  var route: [String] = []

  @Option(help: "How exports get into the folders of --route: link or copy.")
  var routeBy: Routes.Way = .link

  @Option(help: "The mildest outcome that makes the exit status other than 0: review, reject or error.")
  var failOn: FailureLevel = .review

  @Flag(name: .shortAndLong, help: "Print results and what went wrong, no progress.")
  var quiet = false

  func validate() throws {
    if exports.isEmpty, manifest == nil { throw ValidationError("Name at least one export to check, or a --manifest.") }
    if exports.isEmpty, image != nil {
      throw ValidationError("--image belongs to exports that are named themselves; a manifest has a column image.")
    }
    if resume, overwrite {
      throw ValidationError("--resume keeps what --overwrite would replace; give one of the two.")
    }
    if isNotStored, store != nil { throw ValidationError("--no-store leaves no use for --store; give one of the two.") }
    if resume || overwrite, output == nil {
      throw ValidationError(
        "\(resume ? "--resume" : "--overwrite") is about a folder of results; name it with --output.")
    }
    if trustNames, output == nil {
      throw ValidationError("--trust-names is about results that are there already; name them with --output.")
    }
    try NamedValues.check(route, of: "--route")
  }

  private func routes() throws -> Routes? {
    guard !route.isEmpty else { return nil }
    var folders: [Decision: String] = [:]
    for (name, folder) in NamedValues.read(route) {
      guard let decision = Decision(rawValue: name) else {
        throw ValidationError("--route takes accept=DIR, review=DIR or reject=DIR; not “\(name)=\(folder)”.")
      }
      folders[decision] = folder
    }
    return try Routes(folders, way: routeBy, isResumed: resume)
  }

  private func options() throws -> CheckOptions {
    var options = judging.options(
      exports: exports.map { Export(path: $0, image: image) }, format: format, output: output)
    options.manifest = manifest
    options.labels = labels
    options.structures = structures.map { $0.split(whereSeparator: { ", ".contains($0) }).map(String.init) }
    options.trustsNames = trustNames
    options.start = resume ? .resume : overwrite ? .overwrite : .empty
    options.routes = dryRun ? nil : try routes()
    options.store = isNotStored ? .none : store.map { .file($0) } ?? .usual
    options.runName = runName
    options.isAnonymous = anonymous
    options.failsOn = failOn
    options.isQuiet = quiet
    return options
  }

  func run() async throws {
    try await Exit.with {
      let options = try options()
      guard dryRun else { return try await CheckRun(options).run() }
      return options.reasoner == .model ? try await DryRun(options).run() : try CasePlan(options).run()
    }
  }
}

/// How to reach a model.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "The model's name at its server, or the name of a profile of --models.",
      discussion:
        "The key comes from SEGWARDEN_API_KEY, or the provider's usual variable, such as OPENAI_API_KEY; never from the command line."
    ))
  var name: String?

  @Option(help: "A kind of server: \(ModelSettings.providers.joined(separator: ", ")). Without it openai.")
  var provider: String?

  @Option(help: "A YAML file with models of your own: address, parameters, limits. See Documentation/models.md.")
  var models: String?

  @Option(help: "The server's address, such as http://127.0.0.1:8080/v1, where it is not the provider's usual one.")
  var baseURL: String?

  @Flag(
    help: "Allow an unencrypted connection to another machine; pictures of patients would cross the network readable.")
  var allowPlainHTTP = false

  @Option(help: "A folder with prompts of your own: knowledge-recall.md and so on, all or some.")
  var prompts: String?

  var settings: ModelSettings {
    ModelSettings(
      name: name, provider: provider, profileFile: models, baseURL: baseURL, allowPlainHTTP: allowPlainHTTP,
      promptFolder: prompts)
  }
}

extension CaseReportFormat: ExpressibleByArgument {}
extension FailureLevel: ExpressibleByArgument {}
extension Routes.Way: ExpressibleByArgument {}
extension ReasonerName: ExpressibleByArgument {}

package import Cases
internal import PolicyLanguage
package import Reasoning
package import Report
package import Runs

/// The mildest outcome that makes a run fail.
package enum FailureLevel: String, CaseIterable, Sendable {
  case review, reject, error
}

/// What a user of `segwarden check` may choose.
package struct CheckOptions: Sendable {
  package var exports: [Export]
  /// A list of further cases: see `CaseSource`.
  package var manifest: String?
  /// A label table for cases that name none.
  package var labels: String?
  /// The structures that were asked for, for cases that name none; nil when nobody said.
  package var structures: [String]?
  /// A policy's name or file, or `auto`: for each case the one that fits.
  package var policy: String
  /// Values for the policy's parameters.
  package var settings: [String: String]
  /// A file of waivers beside the policy's own.
  package var waivers: String?
  /// What kind of images the masks belong to, for `auto`.
  package var modality: String?
  package var context: [String: String]
  package var reasoner: ReasonerName
  package var model: ModelSettings
  /// What stands between the reasoner and the model.
  package var asking: AskingSettings
  /// What a model's reasoning does without, or with beside the four stages.
  package var reasoning: ReasoningOptions
  package var format: CaseReportFormat
  /// A folder for what is kept of each case and of the run (see `ResultsFolder`), a file for the records (see `Shard`),
  /// or nil.
  package var output: String?
  /// What becomes of results that the folder holds already.
  package var start: RunFolder.Start
  /// Whether nobody looks at the files of what is done already: it is known by names of cases and paths alone.
  package var trustsNames: Bool
  /// Folders that exports are sorted into by what was decided; nil: none.
  package var routes: Routes?
  package var store: StoreChoice
  /// What the run is called in the store; nil: like the folder, or the time.
  package var runName: String?
  /// Whether neither paths nor names of cases are stored.
  package var isAnonymous: Bool
  package var failsOn: FailureLevel
  /// Whether nothing but results and errors is printed.
  package var isQuiet: Bool
  package var jobs: Int
  /// What the files of one case may take.
  package var limits: ReadingLimits

  package init(
    exports: [Export], manifest: String? = nil, labels: String? = nil, structures: [String]? = nil, policy: String,
    settings: [String: String] = [:], waivers: String? = nil, modality: String? = nil, context: [String: String],
    reasoner: ReasonerName, model: ModelSettings, asking: AskingSettings = AskingSettings(),
    reasoning: ReasoningOptions = ReasoningOptions(), format: CaseReportFormat, output: String?,
    start: RunFolder.Start = .empty, trustsNames: Bool = false, routes: Routes? = nil, store: StoreChoice = .none,
    runName: String? = nil,
    isAnonymous: Bool = false, failsOn: FailureLevel = .review, isQuiet: Bool = false, jobs: Int,
    limits: ReadingLimits = .standard
  ) {
    self.exports = exports
    self.manifest = manifest
    self.labels = labels
    self.structures = structures
    self.policy = policy
    self.settings = settings
    self.waivers = waivers
    self.modality = modality
    self.context = context
    self.reasoner = reasoner
    self.model = model
    self.asking = asking
    self.reasoning = reasoning
    self.format = format
    self.output = output
    self.start = start
    self.trustsNames = trustsNames
    self.routes = routes
    self.store = store
    self.runName = runName
    self.isAnonymous = isAnonymous
    self.failsOn = failsOn
    self.isQuiet = isQuiet
    self.jobs = jobs
    self.limits = limits
  }

  /// An export with what was said for all of them.
  func completed(_ export: Export) -> Export {
    var export = limits.applied(to: export)
    if let labels, export.labels == nil || export.hasFoundLabels {
      (export.labels, export.hasFoundLabels) = (labels, false)
    }
    export.structures = export.structures ?? structures
    return export
  }

  /// The cases: exports that were named, then those of the manifest, each with a name of its own. Tells what is wrong
  /// with the manifest, with its places.
  ///
  /// - Parameter policies: those that may judge.
  func listed(for policies: [Policy]) throws -> [ListedCase] {
    let lists =
      try exports.map { export in
        export.path == "-" ? try CaseSource.list(at: "-", for: policies) : CaseSource.named(export, for: policies)
      } + [manifest].compactMap(\.self).map { try CaseSource.list(at: $0, for: policies) }
    for list in lists {
      for text in (isQuiet ? [] : list.notes) + [list.mistakes].compactMap({ $0 }) { Console.note(text) }
    }
    let cases = lists.flatMap(\.cases).map { listed in
      ListedCase(
        name: listed.name, export: listed.export.map(completed), mistakes: listed.mistakes, decision: listed.decision,
        accepted: listed.accepted)
    }
    let distinct = DistinctNames.given(to: cases)
    if let note = distinct.note { Console.warn(note) }
    return distinct.cases
  }
}

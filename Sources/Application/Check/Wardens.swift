internal import Cases
internal import Diagnostics
internal import Evaluation
internal import Formats
internal import PolicyLanguage
internal import Reasoning
internal import Report
internal import Runs
internal import SegWarden

/// The wardens of a run: one for a policy that was named, one for each that may be chosen.
struct Wardens: Sendable {
  /// The warden of the policy that was named; nil with `auto`.
  let only: Warden?
  private let all: [String: Warden]
  private let choice: PolicyChoice?

  init(_ options: CheckOptions, reasoner: any Reasoner) throws {
    let library = PolicyLibrary()
    let waivers = try options.waivers.map { try PolicyLibrary.source(ofFile: $0) }
    // A shard holds records alone: what nobody keeps is neither drawn nor cited.
    let keeps = options.output.map { !Shard.isShard($0) } ?? false
    let draws = options.reasoner == .model || options.format == .html || keeps
    func warden(_ policy: Policy, context: [String: String]) throws -> Warden {
      try Warden(
        policy: policy, reasoner: reasoner, reasonerName: options.reasoner.rawValue, context: context,
        drawsPictures: draws, reasoning: options.reasoner == .model ? options.reasoning : nil,
        keepsAnswers: keeps, namesPolicy: options.policy != "auto")
    }
    guard options.policy == "auto" else {
      let text = try library.policy(options.policy, settings: options.settings, waivers: waivers)
      let policy = try text.checked()
      let warnings = text.diagnostics.filter { $0.severity != .note }
      if !warnings.isEmpty { Console.note(text.rendered(warnings)) }
      let warden = try warden(policy, context: options.context)
      (only, all, choice) = (warden, [policy.id: warden], nil)
      return
    }
    guard options.settings.isEmpty, waivers == nil else {
      throw ProgramError(.usage, "--set and --waivers belong to one policy; name it with --policy instead of auto.")
    }
    // A policy with mistakes is not chosen, and stops nothing; `policy lint` tells them.
    let policies = try library.entries().compactMap { PolicyText($0, in: library).policy }.filter {
      !$0.expectations.isEmpty
    }
    // A fact may be known to one policy and not to the next.
    let known = Set(policies.flatMap { $0.context.map(\.name) })
    if let name = options.context.keys.sorted().first(where: { !known.contains($0) }) {
      throw ProgramError(.usage, "no policy knows the context “\(name)”.")
    }
    let wardens = policies.compactMap { policy in
      try? (
        policy.id,
        warden(policy, context: options.context.filter { fact in policy.context.contains { $0.name == fact.key } })
      )
    }
    (only, all) = (nil, Dictionary(wardens) { first, _ in first })
    choice = PolicyChoice(among: policies, modality: options.modality)
  }

  /// The policies that may judge.
  var policies: [Policy] { all.values.map(\.policy) }

  /// Whether a case's image is read with its intensities.
  var readImages: Bool { all.values.contains(where: \.readsImage) }

  /// Who judges an export, and what finding that out has read of it.
  struct Chosen: Sendable {
    let warden: Warden
    /// Nil where nothing had to be read.
    let files: CaseFiles?
    /// Why it is that one, where the program chose.
    let because: String?
  }

  /// Who judges an export. Throws a `ReadError` where that must be read for it and cannot be, and a `CaseError` where
  /// no policy fits.
  func choose(for export: Export) throws -> Chosen {
    if let only { return Chosen(warden: only, files: nil, because: nil) }
    guard let choice else { throw ProgramError(.internal, "there is no policy.") }
    let files = try CaseFiles(export, readsImage: readImages)
    let chosen = try choice.policy(for: files.read.segmentation, fileStem: export.fileStem)
    guard let warden = all[chosen.policy.id] else {
      throw CaseError(.badContext, "the facts given with --context do not fit the policy \(chosen.policy.id).")
    }
    return Chosen(warden: warden, files: files, because: chosen.because)
  }
}

internal import Digest
internal import Formats
internal import PolicyLanguage
internal import Reasoning
internal import Runs
internal import SegWarden

extension RunIdentity {
  /// What the results of `segwarden check` follow from beside its cases. Cost: where results go to a folder or a shard,
  /// the program's file is read, so that those of another build are not taken for its own.
  ///
  /// - Parameter asking: the run's model; nil with the rules. What it may spend is not part of it: a case that got no
  ///   answer is done again anyway.
  init(_ options: CheckOptions, policies: [Policy], asking: ModelRun?) throws {
    var parts = [
      "reasoner \(options.reasoner.rawValue)", "modality \(options.modality ?? "")",
      "auto \(options.policy == "auto")", "\(options.limits)",
    ]
    parts += options.context.sorted { $0.key < $1.key }.map { "context \($0.key)=\($0.value)" }
    parts += options.settings.sorted { $0.key < $1.key }.map { "set \($0.key)=\($0.value)" }
    if let waivers = options.waivers { parts.append("waivers \(SHA256.of(try FileText.bytes(waivers)))") }
    // What is waived today may not be tomorrow.
    if policies.contains(where: { !$0.waivers.isEmpty }), let day = CalendarDay.today {
      parts.append("day \(day.year)-\(day.month)-\(day.day)")
    }
    var prompts: String?
    if options.reasoner == .model {
      parts.append("\(options.reasoning)")
      let texts = try PromptLibrary(folder: options.model.promptFolder).texts
      prompts = SHA256.of(texts.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" }.joined(separator: "\n"))
    }
    self.init(
      program: Warden.program, programDigest: options.output == nil ? "" : ProgramFile.digest,
      policy: SHA256.of(policies.map { "\($0.id) \($0.digest)" }.sorted().joined(separator: "\n")), prompts: prompts,
      asking: try asking?.digest(),
      options: SHA256.of(parts.joined(separator: "\n")))
  }
}

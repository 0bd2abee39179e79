@_exported public import Anatomy
@_exported public import Cases
internal import Digest
@_exported public import Evaluation
internal import Formats
internal import FoundationEssentials
internal import Geometry
internal import Measurements
internal import Pictures
@_exported public import PolicyLanguage
@_exported public import Reasoning
@_exported public import Results
internal import Volume

/// Checks segmentation exports against one policy.
///
/// The library's front door: a client imports `SegWarden` alone, and builds on `Warden`, `Export`, `Record` with all
/// that it holds, and `SecondReader`, the one protocol that is meant to be extended from outside. Formats, measures,
/// kinds of expectation, providers of models and outputs are closed: they belong into the package, with their tests.
///
/// ```swift
/// let warden = try Warden(policy: "ct-kidneys")
/// let record = try await warden.check(Export(path: "case-17"))
/// print(record.decision, record.reasons.map(\.text))
/// ```
public struct Warden: Sendable {
  /// The program's name and version, as records give it.
  public static let program = "segwarden \(Version.current)"

  /// The policy that judges.
  public let policy: Policy
  private let reasoner: any Reasoner
  private let reasonerName: String
  let context: [String: String]
  private let drawsPictures: Bool
  /// Nil with the rules.
  private let reasoning: ReasoningOptions?
  private let keepsAnswers: Bool
  /// Whether somebody named the policy; else the program chose it by the labels.
  let namesPolicy: Bool

  /// A warden with a shipped policy, or one from a file, and the embedded rules reasoner, which needs no network.
  ///
  /// - Parameter context: facts that hold for every case; they outweigh a case's own.
  ///
  /// Throws when there is no such policy or it has mistakes (the error's text lists all of them), and for facts that it
  /// does not declare.
  public init(policy: String, context: [String: String] = [:]) throws(WardenError) {
    try self.init(
      policy: PolicyLibrary().policy(policy).checked(), reasoner: RulesReasoner(), reasonerName: "rules",
      context: context, drawsPictures: false)
  }

  /// A warden with a second reader, whose opinion is weighed against the rules' verdict by the policy's arbitration.
  ///
  /// - Parameters:
  ///   - reader: asked once for each case. What it throws ends in the policy's `on_model_failure`.
  ///   - context: facts that hold for every case; they outweigh a case's own.
  ///
  /// Throws as without a reader.
  public init(policy: String, context: [String: String] = [:], reader: any SecondReader) throws(WardenError) {
    try self.init(
      policy: PolicyLibrary().policy(policy).checked(), reasoner: SecondReading(by: reader), reasonerName: reader.name,
      context: context, drawsPictures: false)
  }

  package init(
    policy: Policy, reasoner: any Reasoner, reasonerName: String, context: [String: String], drawsPictures: Bool,
    reasoning: ReasoningOptions? = nil, keepsAnswers: Bool = false, namesPolicy: Bool = true
  ) throws(WardenError) {
    self.policy = policy
    self.reasoner = reasoner
    self.reasonerName = reasonerName
    self.context = context
    self.drawsPictures = drawsPictures
    self.reasoning = reasoning
    self.keepsAnswers = keepsAnswers
    self.namesPolicy = namesPolicy
    guard !policy.expectations.isEmpty else {
      throw WardenError(
        .badPolicy, "the policy \(policy.id) expects nothing, so it would accept everything; give it expectations.")
    }
    let mistakes = policy.mistakes(inFacts: context)
    guard mistakes.isEmpty else { throw WardenError(.unknownFact, mistakes.map(\.sentence).joined(separator: " ")) }
  }

  /// Reads, measures, judges and decides.
  ///
  /// Facts about the case come, in this order, from the warden, from the export, and from a file beside it
  /// (`case-17.context.yaml` for `case-17.nii.gz`, `context.yaml` in a folder; also `.json`); the policy gives the
  /// others.
  ///
  /// Throws when the export cannot be read at all, or for facts that the policy does not declare; everything else, a
  /// model's failure included, is part of the record and never an accept.
  public func check(_ export: Export) async throws(WardenError) -> Record {
    do {
      return try await checkWhole(export).record
    } catch {
      throw WardenError(error)
    }
  }

  /// The record, with all that files and pages keep beside it. Throws a `ReadError` or a `CaseError`.
  ///
  /// - Parameter files: what was read of the export already; nil reads it.
  package func checkWhole(_ export: Export, files: CaseFiles? = nil) async throws -> CheckedExport {
    let clock = ContinuousClock()
    let began = clock.now
    let started = Date().formatted(.iso8601)

    let judged = try await judge(export, files)
    let (read, image) = (judged.inputs.read, judged.inputs.image)
    let (facts, evidence) = (judged.facts, judged.evidence)
    let conclusion = await reasoner.reason(about: evidence)

    let answers =
      keepsAnswers
      ? try StoredCase(
        caseName: export.name, fileStem: policy.knows(structure: export.fileStem) ? export.fileStem : nil,
        context: judged.inputs.context,
        request: facts.request, measurements: StoredMeasurements(of: facts.table, roster: read.segmentation)
      ).text() : nil

    let files =
      [Provenance.Input(role: "mask", sha256: read.digest, grid: GridFacts(read.segmentation.grid).summary)]
      + (image.map { [Provenance.Input(role: "image", sha256: $0.digest, grid: GridFacts($0.grid).summary)] } ?? [])
      + (read.labels.map { [Provenance.Input(role: "labels", sha256: $0, grid: nil)] } ?? [])
    let provenance = Provenance(
      inputs: files,
      policy: Provenance.PolicyReference(id: policy.id, version: policy.version, sha256: policy.digest),
      context: facts.context, program: Self.program, reasoner: reasonerName,
      reasoning: reasoning, started: started,
      elapsedMilliseconds: (clock.now - began).milliseconds, answers: answers.map { StoredCase.digest(of: $0) })
    let record = Record(
      caseName: export.name, task: policy.task.words, conclusion: conclusion,
      scoreBasis: ScoreBasis(of: conclusion.findings, by: policy),
      measures: (policy.labels + policy.structures).map { facts.measures(of: $0.name) },
      notes: read.notes + judged.waivers.notes,
      provenance: provenance)
    let compared = evidence.contrast?.candidates.map(\.picture) ?? []
    let places =
      drawsPictures
      ? try FailingPlaces(facts: facts, segmentation: judged.inputs.segmentation, image: image?.volume)
        .draw(record.reasons) : ([], nil)
    return CheckedExport(
      record: record, pictures: evidence.pictures + compared, places: places.0, atlas: places.1, answers: answers)
  }

  /// Whether a case's image is read with its intensities.
  package var readsImage: Bool { drawsPictures || policy.needsImage }

  /// What a reasoner would be told of an export, without asking it. Throws as `check` does.
  ///
  /// - Parameter files: what was read of the export already; nil reads it.
  package func evidence(of export: Export, files: CaseFiles? = nil) async throws -> CaseEvidence {
    try await judge(export, files).evidence
  }

  /// A case that is measured and judged, and waits for the reasoner.
  private struct JudgedCase {
    let inputs: CaseInputs
    let facts: CaseFacts
    let waivers: WaiverReport
    let evidence: CaseEvidence
  }

  private func judge(_ export: Export, _ files: CaseFiles?) async throws -> JudgedCase {
    let inputs = try CaseInputs(
      export, files: files, for: policy, context: context, readsImage: readsImage)
    let image = inputs.image
    let scene = Scene(segmentation: inputs.segmentation, image: policy.needsImage ? image?.volume : nil)
    let judged = await Evaluator(policy: policy).evaluate(
      scene, imageGrid: image?.grid, context: inputs.context,
      request: ExportRequest(structures: export.structures, namesPolicy: namesPolicy), caseName: export.name,
      today: .today)
    let facts = judged.facts
    let repair = await RepairSearch(
      policy: policy, segmentation: inputs.segmentation, image: scene.image, imageGrid: image?.grid,
      context: inputs.context
    ).search(facts, judged.findings)
    let findings = DeclaredFacts(
      policy: policy, facts: facts, given: inputs.context, caseName: export.name, today: .today
    ).told(in: judged.findings.placed(repair, facts))
    // What is only observed is not pictured: a model that sees it would weigh it.
    let deciding = findings.deciding
    let pictures =
      drawsPictures
      ? try CasePictures(
        facts: facts, segmentation: scene.prepared(for: policy).segmentation, findings: deciding, image: image?.volume
      )
      .draw() : []
    let evidence = CaseEvidence(
      policy: policy, findings: findings, structures: (policy.labels + policy.structures).map { facts.summary(of: $0) },
      pictures: pictures,
      contrast: try contrast(facts, inputs.segmentation, deciding, image?.volume, seed: inputs.read.digest),
      context: facts.context, questions: judged.questions)
    return JudgedCase(inputs: inputs, facts: facts, waivers: judged.waivers, evidence: evidence)
  }
}

extension Warden {
  /// The mask beside changed versions of itself, where that is asked for and there is an image. The order follows from
  /// the mask's digest.
  private func contrast(
    _ facts: CaseFacts, _ segmentation: Segmentation, _ findings: [Finding], _ image: IntensityVolume?,
    seed digest: String
  ) throws -> Contrast? {
    guard let reasoning, reasoning.compares, let image else { return nil }
    return try CaseContrast(facts: facts, segmentation: segmentation, findings: findings, image: image)
      .draw(seed: UInt64(digest.prefix(16), radix: 16) ?? 0)
  }
}

extension Duration {
  var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}

extension TaskDescription {
  /// `CT abdomen, 3D`.
  var words: String {
    let what = [modality, region].compactMap { $0 }.joined(separator: " ")
    return what.isEmpty ? "\(dimensions)D" : "\(what), \(dimensions)D"
  }
}

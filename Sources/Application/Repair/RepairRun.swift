package import Cases
internal import Evaluation
internal import FoundationEssentials
internal import Geometry
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Results
internal import SegWarden
internal import Volume
internal import Wording

/// `segwarden repair`: a refused export as it would be if what a reason says were mended, for a person to judge.
package struct RepairRun: Sendable {
  /// What a user may choose.
  package struct Options: Sendable {
    package var export: Export
    package var policy: String
    package var context: [String: String] = [:]
    /// A reason's id or fault, or `auto`.
    package var reason = "auto"
    /// The file to write.
    package var output: String
    package var limits = ReadingLimits.standard

    package init(export: Export, policy: String, output: String) {
      self.export = export
      self.policy = policy
      self.output = output
    }
  }

  private let options: Options
  private let form: SegmentationForm
  private let warden: Warden

  /// Throws a `ProgramError` for an ending that is not written, and a policy that cannot be used.
  package init(_ options: Options) throws {
    var options = options
    options.export = options.limits.applied(to: options.export)
    self.options = options
    form = try SegmentationForm(of: options.output)
    warden = try Warden(policy: options.policy, context: options.context)
  }

  /// Writes the file and, beside it, what was done. The status is that of a review: no repair is accepted by itself.
  package func run() async throws -> ExitStatus {
    let repaired: RepairedExport
    do {
      repaired = try await warden.repaired(options.export, as: options.reason)
    } catch {
      throw ProgramError.reading(options.export.path, error)
    }
    try form.write(repaired.segmentation, from: options.export.path, to: options.output)
    let after = try? await warden.check(asRepaired)
    try write(sidecar(repaired, after))
    Console.print(words(repaired, after))
    return .review
  }

  /// The repaired export with all else as it was.
  private var asRepaired: Export {
    var export = options.export
    export.caseName = options.export.name
    export.path = options.output
    return export
  }

  private static let warning = "No verdict: a person must look at it before it is used."

  private func words(_ repaired: RepairedExport, _ after: Record?) -> String {
    let changed =
      "\(options.output): \(repaired.repair) in \(listed(repaired.labels)), for \(repaired.reason): \(counted(repaired.voxelsChanged, "voxel")) changed."
    let verdicts =
      "As it was the policy said \(repaired.record.decision.rawValue) (score \(repaired.record.score))"
      + (after.map { "; of this it would say \($0.decision.rawValue) (score \($0.score))." } ?? ".")
    return "\(changed)\n\(verdicts)\n\(Self.warning)"
  }

  private func sidecar(_ repaired: RepairedExport, _ after: Record?) -> JSONValue {
    let grid = repaired.segmentation.grid
    func index(_ at: VoxelIndex) -> JSONValue { .array((0..<grid.dimensions).map { .integer(at[$0]) }) }
    let verdict = { (record: Record) -> JSONValue in
      ["decision": .string(record.decision.rawValue), "score": .number(record.score)]
    }
    return [
      "segwarden_repair": 1, "repair": .string(repaired.repair),
      "labels": .array(repaired.labels.map { .string($0) }), "reason": .string(repaired.reason),
      "voxels_changed": .integer(repaired.voxelsChanged),
      "voxel": repaired.box.map { [index($0.first), index($0.last)] } ?? .null,
      "policy": [
        "id": .string(warden.policy.id), "version": .string(warden.policy.version),
        "sha256": .string(warden.policy.digest),
      ],
      "original": .array(
        repaired.record.provenance.inputs.map { ["role": .string($0.role), "sha256": .string($0.sha256)] }),
      "before": verdict(repaired.record), "after": after.map(verdict) ?? .null, "is_verdict": .bool(false),
      "note": .string(Self.warning),
    ]
  }

  private func write(_ sidecar: JSONValue) throws {
    let path = options.output + ".repair.json"
    do {
      try Data((try sidecar.text(.indented) + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ProgramError(.inputOutput, "\(path): cannot be written; check the folder's permissions and space.")
    }
  }
}

import Evaluation
import Geometry
import PolicyLanguage
import Reasoning
import Results
import Testing
import Volume

/// One rejected case: the kidneys carry each other's names, and the left one has an island.
enum Case {
  static let policyText = """
    segwarden: 1
    policy: kidneys
    version: 1.0.0
    title: Kidneys
    task: {modality: CT, region: abdomen}
    context: {contrast: {values: ['yes', 'no'], default: 'no'}}
    labels:
      kidney_right: {side: right, paired_with: kidney_left}
      kidney_left: {side: left}
      spleen: {}
    expectations:
      - {id: there, each: [kidney_right, kidney_left], presence: required, severity: reject}
      - {id: spleen, label: spleen, presence: optional, severity: note}
      - id: sides
        position: kidney_left is left-of kidney_right by >= 20 mm
        severity: reject
        because: Left is left.
        source: {cite: Anatomy, population: adults, mean: 3 mm}
      - {id: size, each: [kidney_right, kidney_left, spleen], volume: {typical: 6..10 mL, possible: 4..20 mL}}
      - {id: whole, label: kidney_right, connectivity: {components: 1}, when: not complete}
    """

  static func segmentation() -> Segmentation {
    Segmentation(
      grid: Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2))),
      structures: [
        Structure(value: 1, name: "kidney_left", runs: box(25..<35, 10..<20, 5..<15)),
        Structure(value: 2, name: "kidney_right", runs: box(5..<15, 10..<22, 5..<15)),
      ])
  }

  private static func box(_ i: Range<Int32>, _ j: Range<Int32>, _ k: Range<Int32>) -> Runs {
    Runs(ordered: k.flatMap { k in j.map { Run(row: $0 + k * 40, start: i.lowerBound, end: i.upperBound) } })
  }

  /// From evaluation to record, as the program does it, without files.
  static func record(started: String = "2024-05-06T07:08:09Z", elapsed: Int = 12) async throws -> Record {
    let read = PolicyReader.read(PolicySource(file: "kidneys.yaml", text: policyText), vocabulary: .standard)
    let policy = try #require(read.policy, "\(read.diagnostics)")
    let result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation()), imageGrid: nil, context: [:])
    let (findings, facts) = (result.findings, result.facts)
    let evidence = CaseEvidence(
      policy: policy, findings: findings,
      structures: policy.labels.map { label in
        StructureSummary(
          label: label.name, side: label.side, state: facts.state(label.name) == .present ? .present : .notInExport)
      }, context: facts.context)
    let outcome = await RulesReasoner().reason(about: evidence)
    let measures = policy.labels.map { label in
      let place = facts.filled(label.name)
      let centre = place.flatMap { facts.centre(ofStructure: $0)?.patient }
      return LabelMeasures(
        label: label.name, state: facts.state(label.name),
        voxels: place.map { facts.voxels(ofStructure: $0) },
        volumeML: place.map { Double(facts.voxels(ofStructure: $0)) * facts.grid.voxelMeasure / 1000 },
        centroidRAS: centre.map { [$0.x, $0.y, $0.z] }, cutBy: facts.cuts(label.name))
    }
    let grid = Provenance.GridSummary(size: [40, 40, 20], spacingMM: [2, 2, 2], orientation: "RAS")
    let provenance = Provenance(
      inputs: [.init(role: "mask", sha256: String(repeating: "0", count: 64), grid: grid)],
      policy: .init(id: policy.id, version: policy.version, sha256: policy.digest), context: facts.context,
      program: "segwarden 0.0.0", reasoner: "rules", started: started, elapsedMilliseconds: elapsed)
    return Record(
      caseName: "case-1", task: "CT abdomen, 3D", conclusion: outcome, measures: measures, notes: ["One note."],
      provenance: provenance)
  }
}

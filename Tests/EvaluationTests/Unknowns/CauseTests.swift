import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// What one cause is allowed does not reach what another cause holds open.
@Suite struct CauseTests {
  private static let block = UnknownCauseExample.block

  @Test func `an absence that is allowed forgives no other cause beside it`() async throws {
    // The spleen may be absent; the liver's millimetres are unknown for another reason.
    let text = """
      segwarden: 1
      policy: p
      version: 1.0.0
      labels: {liver: {}, spleen: {}}
      expectations:
        - {id: may, label: spleen, presence: optional}
        - {id: both, assert: volume(liver) < 9 mL and volume(spleen) < 9 mL}
      decision: {coverage: file}
      """
    let policy = try #require(PolicyReader.read(PolicySource(file: "p", text: text), vocabulary: .standard).policy)
    func effect(_ export: Export) async -> (Set<UnknownCause.Kind>, NotEvaluableEffect)? {
      let findings = await Evaluator(policy: policy).evaluate(
        Scene(segmentation: export.segmentation), imageGrid: nil, context: [:]
      ).findings
      return findings.first { $0.expectation == "both" }.map { (Set($0.causes.map(\.kind)), $0.notEvaluable) }
    }
    let absent = try #require(await effect(Export(["liver": [Self.block]])))
    #expect(absent.0 == [.absent] && absent.1 == .ignore)
    let unmeasured = try #require(await effect(Export(["liver": [Self.block]], on: Export.unmeasured)))
    #expect(unmeasured.0 == [.absent, .noSpacing] && unmeasured.1 == .review)
  }

  @Test func `a structure too large to be measured is no shape without a value`() async throws {
    // Two voxels at opposite corners: a box of 0.7 billion.
    let grid = Grid(size: VoxelIndex(1000, 1000, 700), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let runs = Runs(ordered: [Run(row: 0, start: 0, end: 1), Run(row: 699_999, start: 999, end: 1000)])
    let policy = try policy(
      "- {id: x, label: liver, raggedness: <= 1.3, not_evaluable: {undefined: ignore}}", labels: "{liver: {}}")
    let findings = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Segmentation(grid: grid, structures: [Structure(value: 1, name: "liver", runs: runs)])),
      imageGrid: nil, context: [:]
    ).findings
    let finding = try #require(findings.first { $0.expectation == "x" })
    #expect(finding.causes == [UnknownCause(.tooLarge, of: "liver")] && finding.notEvaluable == .review)
  }
}

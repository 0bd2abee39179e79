import Diagnostics
import Evaluation
import Geometry
import Pictures
import PolicyLanguage
import Reasoning
import SegWarden
import Testing
import Volume

/// One mask beside changed versions of itself, as a model is shown them.
@Suite struct CaseContrastTests {
  private static let nowhere = SourceRange(file: "example.yaml", line: 1, column: 1)
  private let grid = Grid(size: VoxelIndex(60, 30, 30), affine: Affine(spacing: SIMD3(2, 2, 2)))

  private func box(_ i: Range<Int32>, _ j: Range<Int32>, _ k: Range<Int32>) -> Runs {
    Runs(ordered: k.flatMap { k in j.map { Run(row: $0 + k * 30, start: i.lowerBound, end: i.upperBound) } })
  }

  /// `whole` is a block; `torn` a block and a speck, with a cavity; `cut` reaches the border; `none` is absent.
  private var measured: (facts: CaseFacts, segmentation: Segmentation) {
    let torn = box(22..<32, 10..<20, 10..<20).subtracting(box(26..<28, 14..<16, 14..<16)).union(
      box(22..<24, 3..<5, 3..<5))
    let structures = [
      Structure(value: 1, name: "cut", runs: box(0..<6, 10..<20, 10..<20)),
      Structure(value: 2, name: "whole", runs: box(40..<50, 10..<20, 10..<20)),
      Structure(value: 3, name: "torn", runs: torn),
    ]
    let policy = Policy(
      id: "example", version: "1.0.0", title: "Blocks", digest: "abc", task: TaskDescription(modality: "CT"),
      context: [], labels: ["none", "cut", "whole", "torn"].map { LabelDeclaration(name: $0, range: Self.nowhere) },
      groups: [], expectations: [], decision: DecisionSettings(), range: Self.nowhere)
    let segmentation = Segmentation(grid: grid, structures: structures)
    return (CaseFacts(measured: segmentation, policy: policy), segmentation)
  }

  private var image: IntensityVolume {
    let count = grid.size.i * grid.size.j * grid.size.k
    return IntensityVolume(grid: grid, values: (0..<count).map { Float($0 % 97) })
  }

  private func finding(
    _ id: String, _ label: String, _ outcome: Finding.Outcome, severity: Severity = .review, margin: Double = -0.5
  ) -> Finding {
    Finding(
      id: id, expectation: "volume", policy: "example", line: 1, code: FindingCode("volume", Aspect("", .above)),
      labels: [label], outcome: outcome,
      severity: severity, message: "A message.", margin: margin)
  }

  private func draw(_ findings: [Finding], seed: UInt64 = 7) throws -> Contrast? {
    try CaseContrast(facts: measured.facts, segmentation: measured.segmentation, findings: findings, image: image).draw(
      seed: seed)
  }

  @Test func `the structure is that of the gravest open finding that has voxels, else the first whole one`() throws {
    #expect(try draw([])?.structure == "whole")
    #expect(try draw([finding("F1", "torn", .pass)])?.structure == "whole")
    #expect(try draw([finding("F1", "cut", .warn), finding("F2", "torn", .fail)])?.structure == "torn")
    #expect(
      try draw([finding("F1", "torn", .fail), finding("F2", "cut", .fail, severity: .reject)])?.structure == "cut")
    #expect(
      try draw([finding("F1", "torn", .fail), finding("F2", "whole", .fail, margin: -2)])?.structure == "whole")
    #expect(
      try draw([finding("F1", "none", .fail, severity: .reject), finding("F2", "torn", .warn)])?.structure == "torn")
  }

  @Test func `versions differ, are drawn alike and repaired only where there is something to repair`() throws {
    let whole = try #require(try draw([]))
    #expect(Set(whole.candidates.map(\.version)) == [.original, .shrunk, .grown, .shifted])
    let torn = try #require(try draw([finding("F1", "torn", .fail)]))
    #expect(Set(torn.candidates.map(\.version)) == Set(Contrast.Version.allCases))
    for contrast in [whole, torn] {
      let pictures = contrast.candidates.map(\.picture)
      #expect(Set(pictures.map(\.png)).count == pictures.count)
      #expect(Set(pictures.map { [$0.width, $0.height] }).count == 1)
      // Neither name nor caption tells which is which.
      #expect(Set(pictures.map(\.caption)).count == 1)
      #expect(pictures.map(\.name) == (1...pictures.count).map { "contrast-\($0)" })
    }
  }

  @Test func `the order is the seed's, and every place is possible`() throws {
    let orders = try (0..<40).map { seed in try #require(try draw([], seed: seed)).candidates.map(\.version) }
    #expect(try draw([], seed: 3) == draw([], seed: 3))
    let places = Set(orders.compactMap { $0.firstIndex(of: .original) })
    #expect(places == [0, 1, 2, 3])
  }
}

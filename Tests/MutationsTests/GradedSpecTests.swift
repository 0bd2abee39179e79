import Geometry
import Mutations
import Testing
import Volume

/// Faults with a severity, as people ask for them.
@Suite struct GradedSpecTests {
  private let two = GradedFaultTests.scene([(30, 40, 14), (70, 40, 12)])

  @Test(arguments: GradedSpec.only)
  func `every kind says what it did, alike for the same seed`(kind: GradedFault) throws {
    let spec = try #require(try GradedSpec(parsing: "\(kind.rawValue):severity=0.6", severity: nil))
    let export = kind == .wrongCase || kind == .imageLeak ? GradedFaultTests.disc : two
    func made() throws -> Mutated {
      try spec.apply(to: export, image: GradedFaultTests.image, other: GradedFaultTests.other, seed: 9)
    }
    let first = try made()
    #expect(first == (try made()))
    #expect(first.parameters.first?.value == .number(0.6, unit: "") && first.fault == kind.fault)
    // Dice and what changed, by voxels.
    let place = try #require(
      export.structures.indices.first { first.labels.contains("\(export.structures[$0].value)") })
    let (was, runs) = (export.voxels(of: export.structures[place].runs), first.segmentation.structures[place].runs)
    let now = export.voxels(of: runs)
    let dice = 2 * Double(was.intersection(now).count) / Double(was.count + now.count)
    #expect(first.labels.count > 1 || abs(first.dice - dice) < 1e-12)
    #expect(first.voxelsChanged > 0)
  }

  @Test func `a range is drawn from log-uniformly, and stays in it`() throws {
    let spec = try #require(try GradedSpec(parsing: "over-segmented:severity=0.1..0.9", severity: nil))
    let drawn = try (UInt64(0)..<300).map { seed -> Double in
      let made = try spec.apply(to: two, image: nil, other: nil, seed: seed)
      guard case .number(let severity, _)? = made.parameters.first?.value else { return 0 }
      return severity
    }
    #expect(drawn.allSatisfy { (0.1...0.9).contains($0) })
    // Half of them below the geometric mean.
    #expect(abs(Double(drawn.count { $0 < 0.3 }) / 300 - 0.5) < 0.09)
  }

  @Test func `the named structure is spoilt, and the others keep their voxels`() throws {
    for seed in UInt64(0)..<5 {
      let spec = try #require(try GradedSpec(parsing: "wavy:label=2, severity=0.5", severity: nil))
      let made = try spec.apply(to: two, image: nil, other: nil, seed: seed)
      #expect(made.labels == ["2"] && made.segmentation.structures[0] == two.structures[0])
    }
  }

  /// A disc of radius 18 moved to another place of radius 14: against the nearest of all pairs, counted.
  @Test func `surface distances are those of all pairs`() throws {
    let spec = try #require(try GradedSpec(parsing: "wrong-case", severity: nil))
    let made = try spec.apply(to: GradedFaultTests.disc, image: nil, other: GradedFaultTests.other, seed: 1)
    let shift = try #require(made.surfaceShift(from: GradedFaultTests.disc))
    func boundary(_ export: Segmentation) -> [VoxelIndex] {
      let all = export.voxels(of: export.structures[0].runs)
      return all.filter { at in
        [VoxelIndex(1, 0, 0), VoxelIndex(-1, 0, 0), VoxelIndex(0, 1, 0), VoxelIndex(0, -1, 0)].contains { step in
          !all.contains(VoxelIndex(at.i + step.i, at.j + step.j, 0))
        }
      }
    }
    let (a, b) = (boundary(GradedFaultTests.disc), boundary(GradedFaultTests.other))
    func nearest(_ from: [VoxelIndex], _ to: [VoxelIndex]) -> [Double] {
      from.map { p in
        to.map { q in Double((p.i - q.i) * (p.i - q.i) + (p.j - q.j) * (p.j - q.j)) }.min()?.squareRoot() ?? 0
      }
    }
    let (forth, back) = (nearest(a, b), nearest(b, a))
    let mean = (forth.reduce(0, +) / Double(forth.count) + back.reduce(0, +) / Double(back.count)) / 2
    #expect(abs(shift.mean - mean) < 1e-4 && shift.percentile95 > mean)
  }

  @Test(arguments: [
    "fragmented:severity=0", "wavy:severity=2", "blocky:severity=1..0.2", "wavy:size=3", "wavy:severity",
    "wrong-case:label=1",
  ])
  func `mistakes are told`(text: String) {
    #expect(throws: MutationError.self) { try GradedSpec(parsing: text, severity: nil) }
  }

  @Test func `kinds with a default form keep it unless a severity is asked for`() throws {
    #expect(try GradedSpec(parsing: "leak", severity: nil) == nil)
    #expect(try GradedSpec(parsing: "leak", severity: 0.1...1) != nil)
    #expect(try GradedSpec(parsing: "truncated", severity: 0.1...1) == nil)
    let spec = try #require(try GradedSpec(parsing: "image-leak", severity: nil))
    #expect(throws: MutationError.self) { try spec.apply(to: two, image: nil, other: nil, seed: 1) }
  }
}

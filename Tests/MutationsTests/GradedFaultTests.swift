import Geometry
import Mutations
import Numerics
import TestSupport
import Testing
import Volume

/// Faults at any severity, as cards learn from them.
@Suite struct GradedFaultTests {
  /// Two discs, one inside a picture whose levels follow it.
  static let grid = Grid(size: VoxelIndex(96, 80, 1), spacing: nil)
  static let disc = scene([(48, 40, 18)])
  static let other = scene([(40, 36, 14)])

  static func scene(_ discs: [(i: Int, j: Int, radius: Int)]) -> Segmentation {
    let structures = discs.enumerated().map { number, disc in
      var runs: [Run] = []
      for j in 0..<grid.size.j {
        for i in 0..<grid.size.i
        where (i - disc.i) * (i - disc.i) + (j - disc.j) * (j - disc.j) < disc.radius * disc.radius {
          runs.append(Run(row: Int32(j), start: Int32(i), end: Int32(i + 1)))
        }
      }
      return Structure(value: number + 1, name: nil, runs: Runs(merging: runs))
    }
    return Segmentation(grid: grid, structures: structures)
  }

  static let image = IntensityVolume(
    grid: grid,
    values: (0..<grid.count).map { place in
      let (i, j) = (place % grid.size.i, place / grid.size.i)
      return (i - 48) * (i - 48) + (j - 40) * (j - 40) < 25 * 25 ? 200 : 50
    })

  static func dice(_ a: Segmentation, _ b: Segmentation) -> Double {
    let (x, y) = (a.structures[0].runs, b.structures[0].runs)
    return 2 * Double(x.intersection(y).voxelCount) / Double(max(1, x.voxelCount + y.voxelCount))
  }

  static func made(_ fault: GradedFault, _ severity: Double, _ seed: UInt64) -> Segmentation? {
    fault.made(in: disc, image: image, other: other, severity: severity, seed: seed)
  }

  /// Kinds that one structure in a picture can have.
  static let ofOne = GradedFault.allCases.filter {
    ![.labelsSwapped, .labelsMerged, .sidesSwapped, .missingSlices].contains($0)
  }

  @Test(arguments: ofOne)
  func `the same seed makes the same fault, and it changes the mask`(fault: GradedFault) throws {
    let made = try #require(Self.made(fault, 0.6, 5))
    #expect(made == Self.made(fault, 0.6, 5))
    #expect(made.structures[0].runs != Self.disc.structures[0].runs)
    #expect(made.structures.map(\.value) == [1])
  }

  @Test(arguments: ofOne.filter { ![.wrongCase, .mirrored].contains($0) })
  func `a severe fault leaves less of the mask than a mild one`(fault: GradedFault) throws {
    func mean(_ severity: Double) -> Double {
      let all = (UInt64(0)..<12).compactMap { Self.made(fault, severity, $0) }.map { Self.dice($0, Self.disc) }
      return all.reduce(0, +) / Double(max(1, all.count))
    }
    let (mild, severe) = (mean(0.1), mean(0.9))
    #expect(severe < mild, "\(fault.rawValue): \(mild) \(severe)")
    #expect(mild > 0.75)
  }

  @Test func `a leak along the image stays in what looks like the mask`() throws {
    let made = try #require(Self.made(.imageLeak, 0.5, 3))
    let added = made.structures[0].runs.subtracting(Self.disc.structures[0].runs)
    let bright = added.all.reduce(0) { sum, run in
      sum + (Int(run.start)..<Int(run.end)).count { Self.image.values[Int(run.row) * 96 + $0] > 100 }
    }
    #expect(Double(bright) / Double(added.voxelCount) > 0.95)
  }

  @Test func `severities are as many from 0.1 to 0.32 as above`() {
    var random = SplitMix64(seed: 4)
    let all = (0..<4000).map { _ in GradedFault.severity(&random) }
    #expect(all.allSatisfy { (0.1...1).contains($0) })
    #expect(abs(Double(all.count { $0 < 0.316 }) / 4000 - 0.5) < 0.03)
  }

  @Test func `of two labels one is spoilt, or the two are confused`() throws {
    let two = Self.scene([(30, 40, 12), (70, 40, 12)])
    for fault in [GradedFault.labelsSwapped, .labelsMerged, .wavy] {
      #expect(fault.made(in: two, image: nil, other: nil, severity: 0.5, seed: 1) != nil, "\(fault.rawValue)")
    }
    #expect(GradedFault.imageLeak.made(in: two, image: nil, other: nil, severity: 0.5, seed: 1) == nil)
  }
}

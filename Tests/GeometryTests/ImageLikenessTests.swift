import Geometry
import Numerics
import Testing
import Volume

/// Likeness of discs whose pictures say where they truly end.
@Suite struct `What looks like a structure` {
  private let grid = Grid(size: VoxelIndex(96, 96, 1), spacing: SIMD3(1, 1, 1))

  private func disc(_ i: Double, _ j: Double, _ radius: Double) -> Set<Int> {
    Set(
      (0..<grid.count).filter { at in
        let (x, y) = (Double(at % 96) - i, Double(at / 96) - j)
        return x * x + y * y <= radius * radius
      })
  }

  private func runs(_ voxels: Set<Int>) -> Runs {
    Runs(merging: voxels.map { Run(row: Int32($0 / 96), start: Int32($0 % 96), end: Int32($0 % 96 + 1)) })
  }

  private func voxels(_ runs: Runs) -> Set<Int> {
    Set(runs.all.flatMap { run in (Int(run.start)..<Int(run.end)).map { Int(run.row) * 96 + $0 } })
  }

  /// A picture of a disc, 60 levels above its surroundings, with noise of 20.
  private func picture(_ disc: Set<Int>, step: Double = 60) -> IntensityVolume {
    var random = SplitMix64(seed: 5)
    let values = (0..<grid.count).map { at in
      Float(100 + (disc.contains(at) ? step : 0) + 20 * (random.unit() + random.unit() + random.unit() - 1.5) * 2)
    }
    return IntensityVolume(grid: grid, values: values)
  }

  private func dice(_ a: Set<Int>, _ b: Set<Int>) -> Double {
    2 * Double(a.intersection(b).count) / Double(a.count + b.count)
  }

  @Test func `gives back what was cut off, and takes away what was added`() throws {
    let truth = disc(48, 48, 20)
    let image = picture(truth)
    let cut = truth.filter { $0 % 96 < 56 }
    let grown = truth.union(disc(48, 26, 8))
    for wrong in [cut, grown] {
      let likely = try #require(ImageLikeness(of: runs(wrong), radius: 20, in: image, on: grid))
      #expect(dice(voxels(likely.runs), truth) > 0.97)
      #expect(dice(voxels(likely.runs), truth) > dice(wrong, truth) + 0.02)
    }
  }

  @Test func `says nothing where the picture is the same on both sides`() {
    let truth = disc(48, 48, 20)
    #expect(ImageLikeness(of: runs(truth), radius: 20, in: picture(truth, step: 0), on: grid) == nil)
    #expect(ImageLikeness(of: Runs(), radius: 20, in: picture(truth), on: grid) == nil)
  }
}

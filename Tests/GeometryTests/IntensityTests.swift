import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Intensities under a structure` {
  /// Values whose order statistics are hard to get right: many ties, one value alone, both signs, few and many, and
  /// what is not finite.
  static let values: [[Float]] = [
    [7], [1, 2], [3, 3, 3, 3], [-5, 0, 5], [0, -0.0, 1e-30, -1e-30], [.nan, 4, .infinity, 2, -.infinity],
    (0..<1000).map { Float($0 % 7) - 3 }, (0..<5000).map { Float(($0 * 7919) % 5003) / 11 - 200 },
    (0..<3000).map { number -> Float in
      let power = Float(1 << (number % 24))
      return number % 2 == 0 ? power : -power
    },
    (0..<4096).map { PictureScene.random(VoxelIndex($0, 0, 0)) * 1e6 },
  ]

  private func scene(_ values: [Float]) -> Scene {
    let size = VoxelIndex(values.count, 1, 1)
    return PictureScene.scene(
      Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))), mask: { _ in true }, image: { values[$0.i] })
  }

  /// Definition 7 of Hyndman and Fan, by sorting.
  private func percentile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let lower = Int(place)
    return sorted[lower] + (place - Double(lower)) * (sorted[min(lower + 1, sorted.count - 1)] - sorted[lower])
  }

  @Test(arguments: values)
  func `are those of the sorted values`(values: [Float]) throws {
    let summary = try #require(Intensity(structure: 0).value(in: scene(values)))
    let finite = values.filter(\.isFinite).map(Double.init).sorted()
    let mean = finite.reduce(0, +) / Double(finite.count)
    let variance = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count)
    let levels = try #require(summary.levels)
    let scale = max(1e-30, finite.map(abs).max() ?? 0)
    #expect(summary.voxels == values.count)
    #expect(summary.notFinite == values.count - finite.count)
    #expect(abs(levels.mean - mean) <= 1e-9 * scale)
    #expect(abs(levels.deviation - variance.squareRoot()) <= 1e-7 * scale)
    #expect(levels.smallest == finite.first && levels.largest == finite.last)
    #expect(abs(levels.median - percentile(finite, 0.5)) <= 1e-12 * scale)
    #expect(abs(levels.percentile5 - percentile(finite, 0.05)) <= 1e-12 * scale)
    #expect(abs(levels.percentile95 - percentile(finite, 0.95)) <= 1e-12 * scale)
  }

  @Test(arguments: 0..<20)
  func `belong to the structure's voxels alone`(seed: Int) throws {
    let voxels = VoxelScene(seed: seed, density: 35)
    let values = voxels.indices.map { PictureScene.random($0, salt: UInt64(seed)) }
    let scene = Scene(
      segmentation: voxels.scene.segmentation, image: IntensityVolume(grid: voxels.grid, values: values))
    for structure in voxels.masks.indices {
      let own = zip(values, voxels.masks[structure]).filter(\.1).map { Double($0.0) }
      let summary = Intensity(structure: StructurePlace(structure)).value(in: scene)
      #expect((summary == nil) == own.isEmpty)
      guard let levels = summary?.levels else { continue }
      #expect(abs(levels.mean - own.reduce(0, +) / Double(own.count)) < 1e-9)
      #expect(levels.smallest == own.min() && levels.largest == own.max())
      let window = try #require(
        IntensityWindow(structure: StructurePlace(structure), low: -0.5, high: 0.25).value(in: scene))
      #expect(abs(window.below - Double(own.count { $0 < -0.5 }) / Double(own.count)) < 1e-12)
      #expect(abs(window.outside - Double(own.count { $0 < -0.5 || $0 > 0.25 }) / Double(own.count)) < 1e-12)
    }
  }

  @Test func `both ends of a window belong to it, and what is not finite is counted apart`() throws {
    let window = try #require(
      IntensityWindow(structure: 0, low: 2, high: 4).value(in: scene([1, 2, 3, 4, 5, .nan, 6, .infinity])))
    #expect(window.below == 1.0 / 6 && window.above == 2.0 / 6 && window.notFinite == 0.25)
  }

  @Test func `outside a window are counted in the whole image as well`() throws {
    let grid = PictureScene.flat(8, 1)
    let levels: [Float] = [1, 2, 3, 4, 5, .nan, 6, .infinity]
    let scene = PictureScene.scene(grid, mask: { $0.i == 0 }, image: { levels[$0.i] })
    let window = try #require(ImageWindow(low: 2, high: 4).value(in: scene))
    #expect(window.below == 1.0 / 6 && window.above == 2.0 / 6 && window.notFinite == 0.25)
    let nothing = PictureScene.scene(grid, mask: { $0.i == 0 }, image: { _ in .nan })
    #expect(ImageWindow(low: 2, high: 4).value(in: nothing) == nil)
    #expect(ImageWindow(low: 2, high: 4).value(in: PictureScene.scene(grid, mask: { _ in true }, image: nil)) == nil)
  }

  @Test func `without a finite voxel are undefined, and the report says so`() throws {
    let scene = scene([.nan, .infinity])
    let summary = try #require(Intensity(structure: 0).value(in: scene))
    #expect(summary.levels == nil && summary.notFiniteShare == 1)
    #expect(IntensityWindow(structure: 0, low: 0, high: 1).value(in: scene) == nil)
    let row = IntensityTable.entry.reported(in: scene)["intensity"]?["1"]
    #expect(row?["mean"]?.isUndefined == true && row?["p95"]?.isUndefined == true)
    #expect(row?["non_finite_fraction"]?.number == 1)
  }

  @Test func `of a colour picture are its luminance, with each channel beside it`() {
    let grid = PictureScene.flat(2, 1)
    let segmentation = VoxelScene(grid: grid, [{ _ in true }]).scene.segmentation
    let image = IntensityVolume(grid: grid, channels: 3, values: [100, 100, 100, 255, 0, 0])
    let scene = Scene(segmentation: segmentation, image: image)
    let intensity = IntensityTable.entry.reported(in: scene)["intensity"]
    // Equal levels give that level; the weights are those of BT.709.
    #expect(intensity?["1"]?["max"]?.number == 100)
    #expect(abs((intensity?["1"]?["min"]?.number ?? 0) - 0.2126 * 255) < 1e-4)
    #expect(intensity?["1"]?["channels"]?["red"]?["mean"]?.number == 177.5)
    #expect(intensity?["1"]?["channels"]?["blue"]?["max"]?.number == 100)
    // No place in the patient is known of either.
    #expect(intensity?["same_grid"] == .undefined)
  }

  @Test func `of a grey picture saved in colour are those of its one level`() {
    let grid = PictureScene.flat(2, 1)
    let scene = Scene(
      segmentation: VoxelScene(grid: grid, [{ _ in true }]).scene.segmentation,
      image: IntensityVolume(grid: grid, channels: 3, values: [7, 7, 7, 250, 250, 250]))
    let intensity = IntensityTable.entry.reported(in: scene)["intensity"]
    #expect(intensity?["1"]?["min"]?.number == 7)
    #expect(intensity?["1"]?["channels"] == nil)
    let boundary = EdgeSupport.entry.reported([0], in: scene)["boundary"]
    #expect(boundary?["luminance"] != nil && boundary?["lab_a"] == nil)
  }

  /// sRGB primaries in CIELAB under D65, as published (Lindbloom, and scikit-image's `rgb2lab`).
  @Test(
    arguments: [
      ([255, 0, 0], 80.09, 67.20), ([0, 255, 0], -86.18, 83.18), ([0, 0, 255], 79.19, -107.86),
      ([255, 255, 255], 0, 0),
      ([0, 0, 0], 0, 0), ([255, 255, 0], -21.55, 94.48), ([119, 136, 153], -2.25, -11.1),
    ] as [([Float], Double, Double)])
  func `include CIELAB's a* and b*`(colour: [Float], a: Double, b: Double) throws {
    let grid = PictureScene.flat(1, 1)
    let scene = Scene(
      segmentation: VoxelScene(grid: grid, [{ _ in true }]).scene.segmentation,
      image: IntensityVolume(grid: grid, channels: 3, values: colour))
    let got = [ImageChannel.labA, .labB].map {
      Intensity(structure: 0, channel: $0).value(in: scene)?.levels?.mean ?? 99
    }
    #expect(abs(got[0] - a) < 0.15 && abs(got[1] - b) < 0.15, "\(got)")
  }
}

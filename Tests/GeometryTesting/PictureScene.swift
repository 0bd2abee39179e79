package import Geometry
internal import Numerics
package import Volume

/// Pictures and masks drawn from formulas.
package enum PictureScene {
  /// One structure by a test of a voxel, under an image by a formula.
  package static func scene(
    _ grid: Grid, mask: (VoxelIndex) -> Bool, image: ((VoxelIndex) -> Float)?
  ) -> Scene {
    let all = VoxelScene.indices(grid.size)
    let segmentation = VoxelScene(grid: grid, masks: [all.map(mask)]).scene.segmentation
    let volume = image.map { formula in
      IntensityVolume(grid: grid, values: all.map(formula))
    }
    return Scene(segmentation: segmentation, image: volume)
  }

  package static func flat(_ width: Int, _ height: Int, spacing: SIMD3<Double>? = nil) -> Grid {
    Grid(size: VoxelIndex(width, height, 1), spacing: spacing)
  }

  /// The distance of a voxel from a point in the plane, in voxels.
  package static func distance(_ v: VoxelIndex, _ x: Double, _ y: Double) -> Double {
    let (dx, dy) = (Double(v.i) - x, Double(v.j) - y)
    return (dx * dx + dy * dy).squareRoot()
  }

  /// A disc that is brighter than its ground, its edge softened over a voxel as a camera does, plus a little noise so
  /// that the band is not flat.
  package static func disc(
    radius: Double, at centre: (Double, Double), bright: Float = 200, dark: Float = 50, noise: Float = 4
  ) -> (VoxelIndex) -> Float {
    { v in
      let covered = Float(min(max(radius - distance(v, centre.0, centre.1) + 0.5, 0), 1))
      return dark + (bright - dark) * covered + noise * random(v)
    }
  }

  /// The same number (-1…1) for the same voxel, everywhere.
  package static func random(_ v: VoxelIndex, salt: UInt64 = 0) -> Float {
    var generator = SplitMix64(
      seed: UInt64(v.i) &* 0x9E37_79B9 &+ UInt64(v.j) &* 0x85EB_CA6B &+ UInt64(v.k) &* 0xC2B2_AE35 &+ salt)
    _ = generator.next()
    return Float.random(in: -1...1, using: &generator)
  }
}

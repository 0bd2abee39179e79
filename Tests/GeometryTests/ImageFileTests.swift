import Formats
import Foundation
import Geometry
import GeometryTesting
import TestSupport
import Testing
import Volume

/// From files to numbers. Images are written as label maps whose values are the intensities.
@Suite struct `Images read from files` {
  private static func scene(_ size: VoxelIndex, _ ending: String) throws -> Scene {
    let scratch = try Scratch()
    let grid = Grid(size: size, affine: Affine(spacing: SIMD3(1, 1, 2), origin: SIMD3(-5, 3, 8)))
    let inside = { (v: VoxelIndex) in PictureScene.distance(v, 20, 20) < 11 }
    let (image, mask) = (scratch.file("image" + ending), scratch.file("mask" + ending))
    // The level rises by one from slice to slice, inside and outside.
    let levels = VoxelScene(
      grid: grid,
      (1...255).map { level in { v in level == (inside(v) ? 120 : 40) + v.k + (v.i * 7 + v.j * 5) % 4 } })
    let write = ending == ".png" ? PNGMaskWriter.write : NIfTIWriter.write
    try write(levels.scene.segmentation, image)
    try write(VoxelScene(grid: grid, [inside]).scene.segmentation, mask)
    return Scene(
      segmentation: try ExportReader.read(path: mask).segmentation, image: try FormatRegistry.readImage(path: image))
  }

  @Test(arguments: [
    (VoxelIndex(40, 40, 1), ".png"), (VoxelIndex(40, 40, 1), ".nii.gz"), (VoxelIndex(40, 40, 5), ".nii.gz"),
  ])
  func `lie under their masks`(size: VoxelIndex, ending: String) throws {
    let scene = try Self.scene(size, ending)
    #expect(scene.imageProblem == nil)
    #expect(scene.imageHasSameGrid == (ending == ".png" ? nil : true))
    let levels = try #require(Intensity(structure: 0).value(in: scene)?.levels)
    #expect(levels.smallest == 120 && levels.largest == Double(120 + 3 + size.k - 1))
    let numbers = try #require(scene[BoundaryEvidence(structure: 0)]?[.luminance])
    #expect(try #require(numbers[.edgeSupport]) > 0.9)
    #expect(numbers[.ringSeparability] == 1)
    #expect(abs(try #require(numbers[.edgeOffsetLength])) < 0.1)
  }
}

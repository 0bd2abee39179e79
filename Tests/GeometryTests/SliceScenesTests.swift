import Geometry
import GeometryTesting
import Testing
import Volume

/// Slices as pictures, against a voxel-by-voxel cut.
@Suite struct SliceScenesTests {
  @Test(arguments: 0..<3, 0..<4) func `a slice holds the volume's voxels at their places`(axis: Int, seed: Int) throws {
    var spacing = SIMD3(1.0, 1.5, 2)
    spacing[axis] = 4
    let affine = Affine(
      columns: [
        SIMD3(0.8, 0.6, 0) * spacing.x, SIMD3(-0.48, 0.64, 0.6) * spacing.y, SIMD3(0.36, -0.48, 0.8) * -spacing.z,
      ],
      origin: SIMD3(-40, 12, 7))
    let grid = Grid(size: VoxelIndex(7, 6, 5), affine: affine)
    let inside = { (v: VoxelIndex) in (v.i * 31 + v.j * 17 + v.k * 7 + seed * 13) % 5 < 2 }
    let image = IntensityVolume(grid: grid, values: (0..<grid.count).map { Float($0) })
    let masks = VoxelScene(grid: grid, [inside]).scene.segmentation
    let scene = Scene(segmentation: masks, image: image)
    let slices = scene[SliceScenes()]
    #expect(slices.axis == axis)
    #expect(slices.scenes.values.reduce(0) { $0 + $1.runs(0).voxelCount } == scene.runs(0).voxelCount)
    for (index, picture) in slices.scenes {
      #expect(picture.grid.dimensions == 2)
      for run in picture.runs(0).all {
        for i in run.start..<run.end {
          let pixel = VoxelIndex(Int(i), Int(run.row), 0)
          let voxel = SliceScenes.voxel(pixel, slice: index, axis: axis)
          #expect(inside(voxel) && voxel[axis] == index)
          let here = try #require(picture.grid.affine).patient(VoxelPoint(Double(pixel.i), Double(pixel.j), 0))
          let there = affine.patient(VoxelPoint(Double(voxel.i), Double(voxel.j), Double(voxel.k)))
          #expect(here.distance(to: there) < 1e-9)
          let value = try #require(picture.image).values[pixel.i + pixel.j * picture.grid.size.i]
          let row = voxel.j + 6 * voxel.k
          #expect(value == Float(voxel.i + 7 * row))
        }
      }
    }
  }
}

package import Geometry
package import Volume

/// Scenes in which every number of the catalogue has something to measure, on one grid after another.
package struct NumberScene: Sendable, CustomStringConvertible {
  package let description: String
  package let grid: Grid
  /// Whether there is an image.
  package let isPictured: Bool
  /// The index axis across the slices: that of the coarsest spacing, the last where all are alike.
  package let sliceAxis: Int
  /// The faces of the field of view that look to the right, anterior and superior, as `segwarden measure` names them;
  /// nil without an orientation.
  package let faces: [String]?

  package static let size = VoxelIndex(26, 20, 17)
  package static let names: [String?] = ["kidney_left", "kidney_right", "vertebrae_L1", "tumour", "spleen"]
  /// All but the spleen have voxels.
  package static let present: Range<StructurePlace> = 0..<4

  package static let all: [NumberScene] = [
    NumberScene(
      "axial volume", Affine(spacing: SIMD3(0.75, 1, 3), origin: SIMD3(-9, 4, 30)), sliceAxis: 2, ["i+", "j+", "k+"]),
    NumberScene(
      "sagittal volume, stored backwards",
      Affine(columns: [SIMD3(-4, 0, 0), SIMD3(0, 0, 1.5), SIMD3(0, -1, 0)], origin: SIMD3(50, 20, -10)), sliceAxis: 0,
      ["i-", "k-", "j+"]),
    NumberScene("oblique volume", VoxelScene.oblique, sliceAxis: 2, ["i+", "j+", "k+"]),
    NumberScene("spacing alone", Grid(size: size, spacing: SIMD3(1, 5, 2)), isPictured: true, sliceAxis: 1),
    NumberScene("no spacing", Grid(size: size, spacing: nil), isPictured: true, sliceAxis: 2),
    NumberScene("no image", Grid(size: size, spacing: SIMD3(1, 1, 2)), isPictured: false, sliceAxis: 2),
    NumberScene(
      "picture in the patient", Grid(size: flat, affine: Affine(spacing: SIMD3(0.5, 0.75, 4), origin: SIMD3(1, -2, 3))),
      isPictured: true, sliceAxis: 2, ["i+", "j+", "k+"]),
    NumberScene("picture", Grid(size: flat, spacing: nil), isPictured: true, sliceAxis: 2),
  ]

  private static let flat = VoxelIndex(size.i, size.j, 1)

  private init(
    _ name: String, _ grid: Grid, isPictured: Bool, sliceAxis: Int, _ faces: [String]? = nil
  ) {
    description = name
    self.grid = grid
    self.isPictured = isPictured
    self.sliceAxis = sliceAxis
    self.faces = faces
  }

  private init(_ name: String, _ affine: Affine, sliceAxis: Int, _ faces: [String]) {
    self.init(name, Grid(size: Self.size, affine: affine), isPictured: true, sliceAxis: sliceAxis, faces)
  }

  /// Two kidneys with cavities, frayed surfaces, islands and a missing slice; a vertebra that is cut off; a tumour that
  /// overlaps one kidney, closes a channel in it, and fills a cavity of the other.
  package var voxels: VoxelScene {
    let depth = grid.dimensions == 3 ? 8 : 0
    func ball(_ v: VoxelIndex, _ i: Double, _ j: Double, _ radius: Double) -> Bool {
      let (x, y, z) = (Double(v.i) - i, Double(v.j) - j, Double(v.k - depth))
      return x * x + y * y + z * z <= radius * radius
    }
    func kidney(_ v: VoxelIndex, _ i: Double, _ j: Double, _ radius: Double) -> Bool {
      let noise = PictureScene.random(v)
      if noise > 0.995 { return v.i / 13 == Int(i) / 13 }
      return ball(v, i, j, radius) && (ball(v, i, j, radius - 1.2) || noise < 0.7)
    }
    return VoxelScene(
      grid: grid,
      [
        { v in
          kidney(v, 6, 10, 5.4) && !ball(v, 6, 10, 1) && !ball(v, 4, 12, 0.5) && v.k != depth - 3
            && (v.j != 7 || v.i != 5)
        },
        { v in kidney(v, 18, 11, 6.3) && !(v.i >= 17 && v.j == 11 && v.k == depth) },
        { v in (12...13).contains(v.i) && (3...8).contains(v.j) && v.k >= depth - 2 },
        { v in
          ball(v, 6, 10, 1) || (21...24).contains(v.i) && (9...13).contains(v.j) && abs(v.k - depth) <= 2
        },
        { _ in false },
      ])
  }

  /// Structures bright on a dark ground, with noise, and padding outside a circle that a scanner might have left.
  package func image(_ voxels: VoxelScene, on grid: Grid) -> IntensityVolume? {
    guard isPictured else { return nil }
    return IntensityVolume(
      grid: grid,
      values: voxels.indices.enumerated().map { at, v in
        let isBright = (0..<2).contains { voxels.masks[$0][at] }
        return (isBright ? 120 : v.i > 20 ? 60 : 30) + 12 * PictureScene.random(v, salt: 7)
      })
  }

  package var scene: Scene { scene(on: grid) }

  /// The same voxels on another grid of the same size.
  package func scene(on grid: Grid) -> Scene {
    let voxels = voxels
    return VoxelScene(grid: grid, masks: voxels.masks).scene(named: Self.names, image: image(voxels, on: grid))
  }

  /// All ordered pairs of structures that have voxels.
  package static let pairs: [[StructurePlace]] = present.flatMap { a in present.filter { $0 != a }.map { [a, $0] } }

  /// What a number may be asked about.
  package static func subjects(of number: MeasureNumber) -> [[StructurePlace]] {
    number.subject == .structure ? present.map { [$0] } : pairs
  }
}

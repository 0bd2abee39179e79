internal import Numerics

/// Random numbers on a coarse lattice, and values between them by linear interpolation along each axis.
struct SmoothNoise {
  private let nodes: [Float]
  private let size: (i: Int, j: Int)
  /// Voxels between neighbouring lattice points.
  private let cell: Int
  /// No value is further from zero.
  let bound: Float

  /// Noise for a grid of `width` × `height` × `depth` voxels, with a standard deviation of `amplitude` at the lattice
  /// points.
  init(width: Int, height: Int, depth: Int, cell: Int, amplitude: Double, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    self.cell = cell
    size = (width / cell + 2, height / cell + 2)
    nodes = (0..<size.i * size.j * (depth / cell + 2)).map { _ in Float(amplitude * random.bell()) }
    bound = Float(amplitude * SplitMix64.bellBound)
  }

  /// The values at the voxels of slice `k`, row after row.
  func plane(_ k: Int, width: Int, height: Int) -> [Float] {
    let area = size.i * size.j
    let lattice = Self.mix(nodes[(k / cell * area)...].prefix(area), nodes[((k / cell + 1) * area)...], share(k))
    var plane: [Float] = []
    plane.reserveCapacity(width * height)
    for j in 0..<height {
      let row = Self.mix(
        lattice[(j / cell * size.i)...].prefix(size.i), lattice[((j / cell + 1) * size.i)...], share(j))
      for i in 0..<width { plane.append(row[i / cell] + (row[i / cell + 1] - row[i / cell]) * share(i)) }
    }
    return plane
  }

  /// How far a voxel lies on its way to the next lattice point.
  private func share(_ voxel: Int) -> Float { Float(voxel % cell) / Float(cell) }

  private static func mix(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>, _ share: Float) -> [Float] {
    zip(a, b).map { $0 + ($1 - $0) * share }
  }
}

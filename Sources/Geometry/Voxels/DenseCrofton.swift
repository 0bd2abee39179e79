internal import Volume

/// The surface of an array of voxels in mm², in two dimensions the perimeter of one of pixels in mm, estimated after Crofton: lines along the thirteen (four) directions to
/// neighbours are counted where they cross the outline.
///
/// With ITK's weights (Lehmann and Legland 2012, Insight Journal): each direction counts for its part of the sphere on a cubic lattice. Cost: the voxels, once per
/// direction.
struct DenseCrofton {
  let size: VoxelIndex
  let spacing: SIMD3<Double>
  let dimensions: Int

  /// For directions along one, two and three axes.
  private static let weights = [0.04577789120476, 0.03698062787608, 0.03519563978232]

  /// - Parameter isInside: i fastest; false on the rim of the array.
  func estimate(_ isInside: [Bool]) -> Double {
    let voxel = dimensions == 2 ? spacing.x * spacing.y : spacing.x * spacing.y * spacing.z
    var total = 0.0
    for step in Neighbourhood.corners.laterSteps(dimensions: dimensions) {
      let vector = SIMD3(Double(step.i), Double(step.j), Double(step.k)) * spacing
      let density = voxel / (vector * vector).sum().squareRoot()
      let axes = abs(step.i) + abs(step.j) + abs(step.k)
      let weight = dimensions == 2 ? Double.pi / 8 : 4 * Self.weights[axes - 1]
      total += weight * density * Double(crossings(isInside, step))
    }
    return total
  }

  /// Pairs of neighbours along a direction, one inside and one outside.
  private func crossings(_ isInside: [Bool], _ step: VoxelIndex) -> Int {
    let ahead = step.i + size.i * (step.j + size.j * step.k)
    // The rim is outside all around, so steps that leave the array, or enter the next row, cross nothing.
    return isInside.withUnsafeBytes { bytes in
      // Eight voxels at once: a flag is 1 or 0, so differing flags are set bits.
      var (total, at) = (0, 0)
      while at + 8 <= bytes.count - ahead {
        let here = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        total += (here ^ bytes.loadUnaligned(fromByteOffset: at + ahead, as: UInt64.self)).nonzeroBitCount
        at += 8
      }
      while at < bytes.count - ahead {
        total += Int(bytes[at] ^ bytes[at + ahead])
        at += 1
      }
      return total
    }
  }
}

extension Neighbourhood {
  /// The steps to half of the neighbours, the other half being opposite: those that come later in an array.
  func laterSteps(dimensions: Int) -> [VoxelIndex] {
    let most = self == .faces ? 1 : self == .edges ? 2 : 3
    let reach = dimensions == 2 ? 0...0 : -1...1
    return reach.flatMap { k in (-1...1).flatMap { j in (-1...1).map { i in VoxelIndex(i, j, k) } } }.filter {
      let isLater = ($0.k, $0.j, $0.i) > (0, 0, 0)
      return isLater && abs($0.i) + abs($0.j) + abs($0.k) <= most
    }
  }
}

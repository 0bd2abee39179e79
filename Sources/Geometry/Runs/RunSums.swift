package import Volume

/// What one pass over a structure's runs gives: count, box, and the sums of the voxel indices, of their squares and of
/// their products. Nil when the structure is empty.
///
/// Cost: a few nanoseconds per run. Sums are whole numbers (or halves of such) kept as `Double`: exact up to 2⁵³, and
/// beyond that rounded, never overflowed, whatever a header promises.
package struct RunSums: StructureMeasure, StoredMeasure {
  package static let storedName = "sums"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Sums: Hashable, Sendable, Codable {
    package fileprivate(set) var count = 0
    package fileprivate(set) var box: VoxelBox
    /// Indices are taken relative to this voxel, the first of the first run, so that little is lost when means are
    /// subtracted.
    package let origin: VoxelIndex
    /// Σ i, Σ j, Σ k.
    package fileprivate(set) var first = SIMD3<Double>.zero
    /// Σ i², Σ j², Σ k².
    package fileprivate(set) var squares = SIMD3<Double>.zero
    /// Σ jk, Σ ik, Σ ij.
    package fileprivate(set) var products = SIMD3<Double>.zero

    /// The mean of the voxel indices.
    package var mean: VoxelPoint {
      let m = first / Double(count)
      return VoxelPoint(m.x + Double(origin.i), m.y + Double(origin.j), m.z + Double(origin.k))
    }

    /// The covariance of the voxel indices (divisor: the count), by rows.
    var covariance: [[Double]] {
      let n = Double(count)
      let m = first / n
      let v = squares / n - m * m
      let (jk, ik, ij) = (products.x / n - m.y * m.z, products.y / n - m.x * m.z, products.z / n - m.x * m.y)
      return [[v.x, ij, ik], [ij, v.y, jk], [ik, jk, v.z]]
    }
  }

  package func value(in scene: Scene) -> Sums? { Self.sums(of: scene.runs(structure).all, on: scene.grid) }

  /// Rows are followed rather than divided: a division per run would cost more than all else.
  static func sums(of runs: [Run], on grid: Grid) -> Sums? {
    guard let head = runs.first else { return nil }
    let height = Int(grid.size.j)
    var (row, j, k) = (head.row, Int(head.row) % height, Int(head.row) / height)
    let origin = VoxelIndex(Int(head.start), j, k)
    var sums = Sums(box: VoxelBox(of: head, height: height), origin: origin)
    var slice = SliceSums()
    var (lowest, highest) = (head.start, head.end)
    var (lowestRow, highestRow) = (j, j)
    var y = 0.0
    for run in runs {
      if run.row != row {
        j += Int(run.row) - Int(row)
        row = run.row
        if j >= height {
          sums.add(slice, z: Double(k - origin.k))
          slice = SliceSums()
          k += j / height
          j %= height
        }
        lowestRow = min(lowestRow, j)
        highestRow = max(highestRow, j)
        y = Double(j - origin.j)
      }
      lowest = min(lowest, run.start)
      highest = max(highest, run.end)
      slice.add(from: Double(run.start - head.start), to: Double(run.end - head.start), y: y)
    }
    sums.add(slice, z: Double(k - origin.k))
    sums.box.first = VoxelIndex(Int(lowest), lowestRow, origin.k)
    sums.box.last = VoxelIndex(Int(highest) - 1, highestRow, k)
    return sums
  }
}

/// The sums of one slice, so that what depends on k is added once per slice.
private struct SliceSums {
  var (n, i, ii, j, jj, ij) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  /// Σ n (n² - 1), which becomes part of Σ i² with one division for all.
  var within = 0.0

  /// A run of n voxels with the mean m: Σ i = n m, Σ i² = n m² + n (n² - 1) / 12.
  @inline(__always)
  mutating func add(from start: Double, to end: Double, y: Double) {
    let count = end - start
    let mean = (start + end - 1) / 2
    let sum = count * mean
    n += count
    i += sum
    ii += sum * mean
    within += count * (count * count - 1)
    j += count * y
    jj += count * y * y
    ij += sum * y
  }
}

extension RunSums.Sums {
  fileprivate mutating func add(_ slice: SliceSums, z: Double) {
    count += Int(slice.n)
    first += SIMD3(slice.i, slice.j, slice.n * z)
    squares += SIMD3(slice.ii + slice.within / 12, slice.jj, slice.n * z * z)
    products += SIMD3(slice.j * z, slice.i * z, slice.ij)
  }
}

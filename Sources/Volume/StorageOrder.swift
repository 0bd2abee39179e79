internal import Numerics

/// The order and the direction in which the index axes of one grid run along those of another.
///
/// Axis `n` of the grid runs along axis `axes[n]` of the other, against it where `isReversed[n]` says so.
package struct StorageOrder: Hashable, Sendable {
  package let axes: [Int]
  package let isReversed: [Bool]

  /// The order of a grid on itself.
  package static let identity = StorageOrder(axes: [0, 1, 2], isReversed: [false, false, false])

  private init(axes: [Int], isReversed: [Bool]) {
    self.axes = axes
    self.isReversed = isReversed
  }

  /// The order in which the axes of one affine lie nearest to those of another, each used once; nearest pairs first.
  package init(of affine: Affine, along other: Affine) {
    let (a, b) = (affine.spacing, other.spacing)
    var pairs: [(cosine: Double, axis: Int, along: Int)] = []
    for axis in 0..<3 where a[axis] > 0 {
      for along in 0..<3 where b[along] > 0 {
        pairs.append(
          (dot(affine.columns[axis], other.columns[along]) / (a[axis] * b[along]), axis, along))
      }
    }
    // An axis keeps its place where two are as near.
    pairs.sort { ($0.axis == $0.along ? 1e-9 : 0) + abs($0.cosine) > ($1.axis == $1.along ? 1e-9 : 0) + abs($1.cosine) }
    var axes: [Int?] = [nil, nil, nil]
    var isReversed = [false, false, false]
    for pair in pairs where axes[pair.axis] == nil && !axes.contains(pair.along) {
      axes[pair.axis] = pair.along
      isReversed[pair.axis] = pair.cosine < 0
    }
    let left = (0..<3).filter { !axes.contains($0) }
    var rest = left.makeIterator()
    self.init(axes: axes.map { $0 ?? rest.next() ?? 0 }, isReversed: isReversed)
  }

  package var isIdentity: Bool { self == .identity }

  /// The voxel of the other grid, of a given size, that a voxel of this order is.
  package func source(of voxel: VoxelIndex, size: VoxelIndex) -> VoxelIndex {
    var source = voxel
    for axis in 0..<3 {
      source[axes[axis]] = isReversed[axis] ? size[axes[axis]] - 1 - voxel[axis] : voxel[axis]
    }
    return source
  }

  /// The size of a grid whose axes are put in this order.
  func size(_ size: VoxelIndex) -> VoxelIndex { VoxelIndex(size[axes[0]], size[axes[1]], size[axes[2]]) }
}

extension Grid {
  /// The same voxels with their axes in another order; every voxel keeps its place in the patient.
  package func stored(in order: StorageOrder) -> Grid {
    let size = order.size(size)
    guard let affine else {
      return Grid(size: size, spacing: spacing.map { s in SIMD3(s[order.axes[0]], s[order.axes[1]], s[order.axes[2]]) })
    }
    let first = affine.patient(VoxelPoint(order.source(of: VoxelIndex(0, 0, 0), size: self.size)))
    let columns = (0..<3).map { affine.columns[order.axes[$0]] * (order.isReversed[$0] ? -1 : 1) }
    return Grid(size: size, affine: Affine(columns: columns, origin: SIMD3(first.x, first.y, first.z)))
  }
}

extension Runs {
  /// The same voxels of a grid whose axes are put in another order. Cost: a sort of the runs; of the voxels where rows
  /// run along another axis.
  package func stored(in order: StorageOrder, from size: VoxelIndex) -> Runs {
    guard !order.isIdentity else { return self }
    let new = order.size(size)
    // Where a voxel of the old grid lies along each of the new axes.
    func place(_ voxel: VoxelIndex) -> VoxelIndex {
      var place = voxel
      for axis in 0..<3 {
        let index = voxel[order.axes[axis]]
        place[axis] = order.isReversed[axis] ? new[axis] - 1 - index : index
      }
      return place
    }
    func run(_ first: VoxelIndex, _ last: VoxelIndex) -> Run {
      Run(
        row: Int32(truncatingIfNeeded: first.j + first.k * new.j),
        start: Int32(truncatingIfNeeded: Swift.min(first.i, last.i)),
        end: Int32(truncatingIfNeeded: Swift.max(first.i, last.i) + 1))
    }
    var moved: [Run] = []
    for old in all {
      let (j, k) = (Int(old.row) % size.j, Int(old.row) / size.j)
      if order.axes[0] == 0 {
        moved.append(run(place(VoxelIndex(Int(old.start), j, k)), place(VoxelIndex(Int(old.end) - 1, j, k))))
      } else {
        for i in Int(old.start)..<Int(old.end) {
          let voxel = place(VoxelIndex(i, j, k))
          moved.append(run(voxel, voxel))
        }
      }
    }
    return Runs(merging: moved)
  }
}

extension Segmentation {
  /// The same structures on a grid whose axes are put in another order.
  package func stored(in order: StorageOrder) -> Segmentation {
    guard !order.isIdentity else { return self }
    return with(
      grid: grid.stored(in: order),
      structures: structures.map {
        $0.with(runs: $0.runs.stored(in: order, from: grid.size))
      })
  }
}

extension IntensityVolume {
  /// The image with its voxels in the order of a mask's, where both grids hold the same voxels (`Grid.isSame`);
  /// unchanged where they are in that order, or are others. Cost: one pass over the voxels, where they are moved.
  package func stored(like mask: Grid) -> IntensityVolume {
    guard case .same(let order, _)? = mask.relation(to: grid, within: mask.halfVoxel), !order.isIdentity else {
      return self
    }
    let (size, new) = (grid.size, order.size(grid.size))
    let strides = [1, size.i, size.i * size.j]
    let steps = (0..<3).map { strides[order.axes[$0]] * (order.isReversed[$0] ? -1 : 1) }
    let corner = order.source(of: VoxelIndex(0, 0, 0), size: size)
    let first = corner.i + corner.j * strides[1] + corner.k * strides[2]
    var moved: [Float] = []
    moved.reserveCapacity(values.count)
    values.withUnsafeBufferPointer { values in
      for k in 0..<new.k {
        for j in 0..<new.j {
          var at = first + k * steps[2] + j * steps[1]
          for _ in 0..<new.i {
            for channel in 0..<channels { moved.append(values[at * channels + channel]) }
            at += steps[0]
          }
        }
      }
    }
    return IntensityVolume(
      grid: grid.stored(in: order), channels: channels, values: moved, discrepancies: discrepancies,
      series: series)
  }
}

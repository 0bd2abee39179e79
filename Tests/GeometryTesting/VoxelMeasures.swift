package import Geometry
package import Volume

/// The measures computed voxel by voxel, as their definitions read: slow, and with no idea in common with the run-based
/// ones.
extension VoxelScene {
  private var size: VoxelIndex { grid.size }

  private func isInside(_ v: VoxelIndex) -> Bool {
    (0..<size.i).contains(v.i) && (0..<size.j).contains(v.j) && (0..<size.k).contains(v.k)
  }

  package func holds(_ structure: Int, _ v: VoxelIndex) -> Bool {
    isInside(v) && masks[structure][v.i + size.i * (v.j + size.j * v.k)]
  }

  /// Steps to the neighbours: at most one, two or three of the indices change by one.
  package static func steps(_ neighbourhood: Neighbourhood, dimensions: Int) -> [VoxelIndex] {
    let most = neighbourhood == .faces ? 1 : neighbourhood == .edges ? 2 : 3
    return (-1...1).flatMap { k in (-1...1).flatMap { j in (-1...1).map { i in VoxelIndex(i, j, k) } } }.filter {
      let changes = abs($0.i) + abs($0.j) + abs($0.k)
      return changes > 0 && changes <= most && (dimensions == 3 || $0.k == 0)
    }
  }

  /// The connected groups of a set of voxels, by breadth-first search.
  private func groups(_ voxels: Set<VoxelIndex>, _ neighbourhood: Neighbourhood) -> [[VoxelIndex]] {
    let steps = Self.steps(neighbourhood, dimensions: grid.dimensions)
    var left = voxels
    var found: [[VoxelIndex]] = []
    while let seed = left.popFirst() {
      var group = [seed]
      var next = 0
      while next < group.count {
        let at = group[next]
        next += 1
        for step in steps {
          let neighbour = VoxelIndex(at.i + step.i, at.j + step.j, at.k + step.k)
          if left.remove(neighbour) != nil { group.append(neighbour) }
        }
      }
      found.append(group)
    }
    return found
  }

  package static func box(_ voxels: [VoxelIndex]) -> VoxelBox? {
    guard let head = voxels.first else { return nil }
    var box = VoxelBox(first: head, last: head)
    for v in voxels {
      for axis in 0..<3 {
        box.first[axis] = min(box.first[axis], v[axis])
        box.last[axis] = max(box.last[axis], v[axis])
      }
    }
    return box
  }

  package func components(_ structure: Int, _ neighbourhood: Neighbourhood) -> [[VoxelIndex]] {
    groups(Set(voxels(structure)), neighbourhood)
  }

  /// Background groups that do not reach the rim of the volume padded by one voxel.
  package func cavities(_ structure: Int, _ background: Neighbourhood) -> [[VoxelIndex]] {
    let depth = grid.dimensions == 3 ? 1 : 0
    var complement: Set<VoxelIndex> = []
    for k in -depth..<(size.k + depth) {
      for j in -1...size.j {
        for i in -1...size.i where !holds(structure, VoxelIndex(i, j, k)) { complement.insert(VoxelIndex(i, j, k)) }
      }
    }
    return groups(complement, background).filter { group in group.allSatisfy(isInside) }
  }

  package func isInOther(than structure: Int, _ v: VoxelIndex) -> Bool {
    masks.indices.contains { $0 != structure && holds($0, v) }
  }

  package func holes(_ structure: Int, _ background: Neighbourhood) -> [[VoxelIndex]] {
    cavities(structure, background).filter { 2 * $0.count(where: { isInOther(than: structure, $0) }) <= $0.count }
  }

  /// Shared faces perpendicular to i, j and k.
  package func contact(_ a: Int, _ b: Int) -> [Int] {
    (0..<3).map { axis in
      indices.count { v in
        var neighbour = v
        neighbour[axis] += 1
        guard isInside(neighbour) else { return false }
        func parts(_ v: VoxelIndex, _ w: VoxelIndex) -> Bool {
          holds(a, v) && !holds(b, v) && holds(b, w) && !holds(a, w)
        }
        return parts(v, neighbour) || parts(neighbour, v)
      }
    }
  }

  package func distance(_ a: VoxelIndex, _ b: VoxelIndex) -> Double {
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    let d = SIMD3(Double(a.i - b.i), Double(a.j - b.j), Double(a.k - b.k)) * s
    return (d * d).sum().squareRoot()
  }

  /// Between the surfaces of two voxels: neighbours are not apart.
  package func surfaceDistance(_ a: VoxelIndex, _ b: VoxelIndex) -> Double {
    let spacing = grid.spacing ?? SIMD3(1, 1, 1)
    let gaps = (0..<3).map { Double(max(0, abs(a[$0] - b[$0]) - 1)) * spacing[$0] }
    return gaps.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  package func smallestDistance(_ a: Int, _ b: Int) -> Double? {
    let others = voxels(b)
    return voxels(a).compactMap { v in others.map { distance(v, $0) }.min() }.min()
  }

  /// Voxels of each slice, for all slices of the volume.
  package func slices(_ structure: Int, axis: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: size[axis])
    for v in voxels(structure) { counts[v[axis]] += 1 }
    return counts
  }

  package func missingSlices(_ structure: Int, axis: Int) -> [Int] {
    let counts = slices(structure, axis: axis)
    guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
      return []
    }
    return (first...last).filter { counts[$0] == 0 }
  }

  package func facesTouched(_ structure: Int) -> [GridFace: Int] {
    var counts: [GridFace: Int] = [:]
    for axis in 0..<grid.dimensions {
      for (isLast, slice) in [(false, 0), (true, size[axis] - 1)] {
        let count = voxels(structure).count { $0[axis] == slice }
        if count > 0 { counts[GridFace(axis: axis, isLast: isLast)] = count }
      }
    }
    return counts
  }

  /// Area shares of the ends that do not lie on the volume's border.
  package func endAreas(_ structure: Int) -> [GridFace: Double] {
    var ends: [GridFace: Double] = [:]
    for axis in 0..<grid.dimensions {
      let counts = slices(structure, axis: axis)
      guard let largest = counts.max(), largest > 0 else { continue }
      let filled = counts.indices.filter { counts[$0] > 0 }
      for (isLast, slice) in [(false, filled[0]), (true, filled[filled.count - 1])]
      where slice != (isLast ? size[axis] - 1 : 0) {
        ends[GridFace(axis: axis, isLast: isLast)] = Double(counts[slice]) / Double(largest)
      }
    }
    return ends
  }

  package func overlap(_ a: Int, _ b: Int) -> Int { zip(masks[a], masks[b]).count { $0 && $1 } }

  package func enclosure(_ inner: Int, _ outer: Int) -> Double? {
    let all = voxels(inner)
    guard !all.isEmpty else { return nil }
    let enclosed = Set(cavities(outer, .faces).flatMap(\.self))
    return Double(all.count { holds(outer, $0) || enclosed.contains($0) }) / Double(all.count)
  }
}

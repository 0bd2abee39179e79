internal import Numerics
internal import Volume

extension LabelVolume {
  /// What networks leave behind: about a third of the structures get cavities, about a third islands and specks.
  mutating func addDefects(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for structure in segmentation.structures {
      guard let box = VoxelBox(of: structure.runs, on: grid), let value = UInt8(exactly: structure.value) else {
        continue
      }
      if random.chance(1.0 / 3) {
        for _ in 0..<random.integer(1..<7) {
          let centre = Self.place(in: box, margin: 0, grid, &random)
          paintBall(centre, radius: random.integer(1..<4), replacing: value, with: 0)
        }
      }
      if random.chance(1.0 / 3) {
        for _ in 0..<random.integer(1..<13) {
          let centre = Self.place(in: box, margin: 15, grid, &random)
          paintBall(centre, radius: random.integer(0..<3), replacing: 0, with: value)
        }
      }
    }
  }

  private static func place(in box: VoxelBox, margin: Int, _ grid: Grid, _ random: inout SplitMix64) -> VoxelIndex {
    var place = VoxelIndex(0, 0, 0)
    for axis in 0..<3 {
      let voxel = random.integer((box.first[axis] - margin)..<(box.last[axis] + margin + 1))
      place[axis] = min(grid.size[axis] - 1, max(0, voxel))
    }
    return place
  }

  /// Gives the voxels of a ball that carry `old` the value `new`. The radius is in voxels; 0 is one voxel.
  private mutating func paintBall(_ centre: VoxelIndex, radius: Int, replacing old: UInt8, with new: UInt8) {
    let offsets = -radius...radius
    for dk in offsets {
      for dj in offsets {
        for di in offsets where di * di + dj * dj + dk * dk <= radius * radius {
          let (i, j, k) = (centre.i + di, centre.j + dj, centre.k + dk)
          guard (0..<grid.size.i).contains(i), (0..<grid.size.j).contains(j), (0..<grid.size.k).contains(k) else {
            continue
          }
          let at = index(i, j, k)
          if values[at] == old { values[at] = new }
        }
      }
    }
  }
}

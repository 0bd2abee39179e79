internal import Volume

/// A label map as an array of voxels, to draw in; at most 255 structures.
struct LabelVolume {
  let grid: Grid
  /// One value per voxel, i fastest.
  var values: [UInt8]

  init(grid: Grid) {
    self.grid = grid
    values = [UInt8](repeating: 0, count: grid.count)
  }

  init(_ segmentation: Segmentation) throws {
    self.init(grid: segmentation.grid)
    for structure in segmentation.structures {
      guard let value = UInt8(exactly: structure.value) else {
        throw Complaint("the label \(structure.value) is above 255, the largest that phantoms can be made from.")
      }
      for run in structure.runs.all {
        let row = Int(run.row) * grid.size.i
        for at in (row + Int(run.start))..<(row + Int(run.end)) { values[at] = value }
      }
    }
  }

  func index(_ i: Int, _ j: Int, _ k: Int) -> Int { i + grid.size.i * (j + grid.size.j * k) }

  /// The runs of each label.
  var segmentation: Segmentation {
    var runs = [[Run]](repeating: [], count: 256)
    for row in 0..<grid.rows {
      let line = values[(row * grid.size.i)..<((row + 1) * grid.size.i)]
      var start = line.startIndex
      while start < line.endIndex {
        var end = start + 1
        while end < line.endIndex, line[end] == line[start] { end += 1 }
        let (from, to) = (Int32(start - line.startIndex), Int32(end - line.startIndex))
        if line[start] > 0 { runs[Int(line[start])].append(Run(row: Int32(row), start: from, end: to)) }
        start = end
      }
    }
    return Segmentation(
      grid: grid,
      structures: (1...255).filter { !runs[$0].isEmpty }.map {
        Structure(value: $0, name: nil, runs: Runs(ordered: runs[$0]))
      })
  }
}

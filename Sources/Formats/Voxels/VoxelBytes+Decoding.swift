internal import Volume

/// How the voxels of a file are stored: one or several values for each voxel of a grid, i fastest.
struct VoxelLayout {
  let storage: VoxelStorage
  let isBigEndian: Bool
  let grid: Grid
  /// Values per voxel, adjacent in the file.
  var components = 1

  /// The bytes of one row of voxels. Sizes are checked before: see `checkSize`.
  var stride: Int { grid.size.i * components * storage.width }

  /// The bytes of all voxels; the largest number where that is too much to count.
  var byteCount: Int { ReadBudget.product(ReadBudget.product(grid.rows, grid.size.i), components * storage.width) }

  /// Throws `.damaged` for a size that no scan has, with which offsets could not be counted.
  static func checkSize(_ size: [Int], components: Int = 1) throws {
    let all = size.map(String.init).joined(separator: " × ")
    guard size.allSatisfy({ (1..<(1 << 24)).contains($0) }), ReadBudget.product(size[1], size[2]) < 1 << 31,
      (1...4096).contains(components), size[0] * components < 1 << 26
    else {
      throw ReadError(
        code: .damaged,
        message: "the header gives the size \(all)\(components == 1 ? "" : " with \(components) values per voxel"), "
          + "which no scan has.")
    }
  }
}

extension VoxelBytes where Self: ~Copyable {
  /// The structures of a label map, without names. Throws `ReadError`; cost: one pass; memory: its runs.
  mutating func structures(_ layout: VoxelLayout, for file: InputFile) throws -> [(value: Int, runs: Runs)] {
    try file.claim(layout.stride, for: "a row of \(layout.grid.size.i) voxels")
    var encoder = RunEncoder(
      decoder: LabelDecoder(storage: layout.storage, isBigEndian: layout.isBigEndian), grid: layout.grid,
      budget: file.remaining)
    try readRows(layout.grid.rows, stride: layout.stride) { try encoder.encode(rows: $0) }
    return encoder.structures()
  }

  /// The intensities of an image; of several values per voxel the first three.
  mutating func intensities(_ layout: VoxelLayout, for file: InputFile) throws -> [Float] {
    let channels = layout.components == 1 ? 1 : 3
    try file.claim(
      layout.grid.count, channels, MemoryLayout<Float>.size, for: "the image of \(layout.grid.count) voxels")
    try file.claim(layout.stride, 5, for: "a row of \(layout.grid.size.i) voxels")
    var values: [Float] = []
    values.reserveCapacity(layout.grid.count * channels)
    let decoder = IntensityDecoder(storage: layout.storage, isBigEndian: layout.isBigEndian)
    try readRows(layout.grid.rows, stride: layout.stride) { bytes in
      guard layout.components > channels else { return decoder.append(bytes, to: &values) }
      var all: [Float] = []
      decoder.append(bytes, to: &all)
      for at in stride(from: 0, to: all.count, by: layout.components) { values += all[at..<(at + channels)] }
    }
    return values
  }
}

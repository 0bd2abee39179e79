package import Volume

/// Writes label maps as NIfTI-1 single files: little-endian, the smallest integer type that holds the largest value,
/// sform and qform with code 1 from the grid's affine (both codes 0 without one). Names of structures go into a header
/// extension: see `NIfTILabelTable`.
package enum NIfTIWriter {
  /// Writes row by row from runs; no array of voxels is built. A path that ends in `.gz` is compressed.
  ///
  /// Where structures overlap, the one with the higher value is kept. Throws a `WriteError`.
  package static func write(_ segmentation: Segmentation, to path: String) throws {
    let largest = segmentation.structures.map(\.value).max() ?? 0
    guard largest <= Int(Int32.max), segmentation.structures.allSatisfy({ $0.value > 0 }) else {
      throw WriteError(code: .unsupported, message: "a NIfTI label map holds values from 1 to \(Int32.max).")
    }
    let size = segmentation.grid.size
    guard (0..<3).allSatisfy({ size[$0] <= Int(Int16.max) }) else {
      throw WriteError(code: .unsupported, message: "NIfTI-1 holds at most \(Int16.max) voxels along an axis.")
    }
    let width = largest <= 255 ? 1 : largest <= Int(Int16.max) ? 2 : 4
    var file = try DeflatingBytes(file: FileWriting(path: path), gzip: path.lowercased().hasSuffix(".gz"))
    let names = segmentation.structures.compactMap { structure in structure.name.map { (structure.value, $0) } }
    let table = names.isEmpty ? [] : NIfTILabelTable.chunk(names)
    try file.write(header(segmentation.grid, width: width, extensionBytes: table.count) + table)
    var next = [Int](repeating: 0, count: segmentation.structures.count)
    for k in 0..<size.k {
      var slice = [UInt8](repeating: 0, count: size.i * size.j * width)
      for (place, structure) in segmentation.structures.enumerated() {
        let runs = structure.runs.all
        while next[place] < runs.count, Int(runs[next[place]].row) / size.j == k {
          let run = runs[next[place]]
          let row = (Int(run.row) % size.j) * size.i
          for voxel in (row + Int(run.start))..<(row + Int(run.end)) {
            for byte in 0..<width {
              slice[voxel * width + byte] = UInt8(truncatingIfNeeded: structure.value >> (8 * byte))
            }
          }
          next[place] += 1
        }
      }
      try file.write(slice)
    }
    try file.finish()
  }

  /// The 348 bytes of the header and the four that say whether an extension follows.
  private static func header(_ grid: Grid, width: Int, extensionBytes: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 352)
    func put(_ value: some FixedWidthInteger, at offset: Int) {
      withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(offset..<(offset + $0.count), with: $0) }
    }
    func put(_ value: Double, at offset: Int) { put(Float(value).bitPattern, at: offset) }

    put(Int32(348), at: 0)
    let dim = [grid.dimensions, grid.size.i, grid.size.j, grid.size.k, 1, 1, 1, 1]
    for (n, value) in dim.enumerated() { put(Int16(value), at: 40 + 2 * n) }
    put(Int16(width == 1 ? 2 : width == 2 ? 4 : 8), at: 70)
    put(Int16(8 * width), at: 72)
    let spacing = grid.spacing ?? .zero
    for axis in 0..<3 { put(spacing[axis], at: 80 + 4 * axis) }
    put(Double(352 + extensionBytes), at: 108)
    put(1.0, at: 112)
    bytes[123] = 2  // millimetres
    if let affine = grid.affine {
      put(Int16(1), at: 254)
      for row in 0..<3 {
        for column in 0..<3 { put(affine.columns[column][row], at: 280 + 16 * row + 4 * column) }
        put(affine.origin[row], at: 280 + 16 * row + 12)
      }
      if let q = Quaternion(affine) {
        put(Int16(1), at: 252)
        put(q.handedness, at: 76)
        for n in 0..<3 {
          put(q.vector[n], at: 256 + 4 * n)
          put(affine.origin[n], at: 268 + 4 * n)
        }
      }
    }
    bytes.replaceSubrange(344..<348, with: [UInt8(ascii: "n"), UInt8(ascii: "+"), UInt8(ascii: "1"), 0])
    if extensionBytes > 0 { bytes[348] = 1 }
    return bytes
  }
}

/// The rotation of an affine as NIfTI's qform holds it (nifti1.h, method 2).
private struct Quaternion {
  /// b, c and d; a is not negative.
  let vector: SIMD3<Double>
  /// `pixdim[0]`: -1 when the third axis is flipped.
  let handedness: Double

  /// Nil when the axes are not perpendicular, which a qform cannot say.
  init?(_ affine: Affine) {
    let s = affine.spacing
    guard s.x > 0, s.y > 0, s.z > 0 else { return nil }
    var c = [affine.columns[0] / s.x, affine.columns[1] / s.y, affine.columns[2] / s.z]
    let slants = [(c[0] * c[1]).sum(), (c[1] * c[2]).sum(), (c[2] * c[0]).sum()]
    guard slants.allSatisfy({ abs($0) < 1e-4 }) else { return nil }
    handedness = affine.determinant < 0 ? -1 : 1
    c[2] *= handedness
    // Element (row, column) is c[column][row]; the largest of the four candidates keeps the division safe.
    let (xx, yy, zz) = (c[0].x, c[1].y, c[2].z)
    let a = max(0, 1 + xx + yy + zz).squareRoot() / 2
    if a > 0.25 {
      vector = SIMD3(c[1].z - c[2].y, c[2].x - c[0].z, c[0].y - c[1].x) / (4 * a)
      return
    }
    let squares = SIMD3(1 + xx - yy - zz, 1 + yy - xx - zz, 1 + zz - xx - yy)
    let sums = [
      SIMD3(0, c[1].x + c[0].y, c[2].x + c[0].z), SIMD3(c[1].x + c[0].y, 0, c[2].y + c[1].z),
      SIMD3(c[2].x + c[0].z, c[2].y + c[1].z, 0),
    ]
    let largest = (0..<3).max { squares[$0] < squares[$1] } ?? 0
    let half = max(0, squares[largest]).squareRoot() / 2
    var v = sums[largest] / (4 * half)
    v[largest] = half
    let signs = [c[1].z - c[2].y, c[2].x - c[0].z, c[0].y - c[1].x]
    vector = signs[largest] < 0 ? v * -1 : v
  }
}

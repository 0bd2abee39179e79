/// A voxel of a grid: integer indices in the file's own order, i fastest. Says nothing about the patient.
package struct VoxelIndex: Hashable, Sendable {
  package var i: Int
  package var j: Int
  package var k: Int

  package init(_ i: Int, _ j: Int, _ k: Int) {
    self.i = i
    self.j = j
    self.k = k
  }

  /// The index along axis 0 (i), 1 (j) or 2 (k).
  package subscript(axis: Int) -> Int {
    get { axis == 0 ? i : axis == 1 ? j : k }
    set {
      if axis == 0 { i = newValue } else if axis == 1 { j = newValue } else { k = newValue }
    }
  }
}

/// `[i, j, k]`.
extension VoxelIndex: Codable {
  package init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    self.init(try list.decode(Int.self), try list.decode(Int.self), try list.decode(Int.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for axis in 0..<3 { try list.encode(self[axis]) }
  }
}

/// A position between voxels in index space. Whole numbers are voxel centres.
package struct VoxelPoint: Hashable, Sendable, Codable {
  package var i: Double
  package var j: Double
  package var k: Double

  package init(_ i: Double, _ j: Double, _ k: Double) {
    self.i = i
    self.j = j
    self.k = k
  }

  /// The centre of a voxel.
  package init(_ index: VoxelIndex) { self.init(Double(index.i), Double(index.j), Double(index.k)) }

  /// The coordinate along axis 0 (i), 1 (j) or 2 (k).
  package subscript(axis: Int) -> Double { axis == 0 ? i : axis == 1 ? j : k }
}

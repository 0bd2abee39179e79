/// Two readings of one file that a sound file gives alike: programs that take the one and programs that take the other
/// see different masks.
package struct HeaderDiscrepancy: Hashable, Sendable, Codable {
  /// Which of a case's files it is.
  package enum File: Hashable, Sendable, Codable {
    case mask
    /// The file of one structure in a folder.
    case member(String)
    case image
  }

  /// The two readings.
  package enum Readings: Hashable, Sendable, Codable {
    /// The two transforms of a NIfTI header, of which the sform was taken.
    case transforms(Transforms)
    /// The sform and the qform are mirror images of each other; whether the sform is the right-handed one.
    case handedness(isSformRightHanded: Bool)
    /// A field of lengths beside the transform that was taken.
    case spacing(Lengths)
    /// Lengths that are not counted in millimetres.
    case units(Unit)
    /// The bits per voxel that the data type has, and those that the header states.
    case datatype(code: Int, bits: Int, stated: Int)
    /// Bytes behind the last voxel: how many are promised, how many more there are, and how many a slice takes.
    case dataLeftOver(promised: Int, left: Int, slice: Int)
    /// Bytes between the header and the first voxel that belong to neither.
    case gap(end: Int, first: Int)
  }

  /// Two maps from voxels to RAS mm.
  package struct Transforms: Hashable, Sendable, Codable {
    package let sform: Affine
    /// Nil when the header's numbers give no invertible transform.
    package let qform: Affine?
    /// A voxel that the two put far apart: the first one, or where that is in one place the farthest corner.
    package let voxel: VoxelIndex
    /// The largest distance, in mm, between the two places of a corner; nil without a second transform.
    package let apart: Double?

    package init(sform: Affine, qform: Affine?, voxel: VoxelIndex, apart: Double?) {
      self.sform = sform
      self.qform = qform
      self.voxel = voxel
      self.apart = apart
    }
  }

  /// Distances between voxels in mm, along the axes that the header counts.
  package struct Lengths: Hashable, Sendable, Codable {
    /// The field, such as `pixdim`, and what was taken instead, such as `sform`.
    package let field: String
    package let taken: String
    /// Nil for what is no number.
    package let stated: [Double?]
    package let used: [Double]

    package init(field: String, stated: [Double], taken: String, used: [Double]) {
      self.field = field
      self.taken = taken
      self.stated = stated.map { $0.isFinite ? $0 : nil }
      self.used = used
    }
  }

  /// The unit of a header's lengths.
  package struct Unit: Hashable, Sendable, Codable {
    package let field: String
    /// Such as `metres`; nil for a code that the format does not define.
    package let name: String?
    package let millimetres: Double
    /// The distances between voxels in mm as they were taken; empty where the header gives none.
    package let spacing: [Double]

    package init(field: String, name: String?, millimetres: Double, spacing: [Double]) {
      self.field = field
      self.name = name
      self.millimetres = millimetres
      self.spacing = spacing
    }
  }

  package var file: File
  package let readings: Readings

  package init(_ readings: Readings, in file: File = .mask) {
    self.readings = readings
    self.file = file
  }

  /// The discrepancy in another file.
  package func of(_ file: File) -> HeaderDiscrepancy { HeaderDiscrepancy(readings, in: file) }
}

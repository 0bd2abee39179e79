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
    /// What an object of DICOM refers to, and the image that it was given with.
    case references(References)
    /// The segments that an object describes, and those that it holds.
    case segments(Segments)
    /// Where slices or contours lie, and where a stack of even slices would have them.
    case slices(Slices)
  }

  /// How an object misses the image that it was given with. No identifier is kept.
  package enum References: Hashable, Sendable, Codable {
    /// All of so many instances that it refers to are of another series.
    case otherSeries(instances: Int)
    /// So many of the instances that it refers to are not among the image's.
    case missingInstances(Int, of: Int)
    /// The object lies in another frame of reference.
    case frameOfReference
  }

  /// How segments miss their descriptions.
  package enum Segments: Hashable, Sendable, Codable {
    /// Numbers that two descriptions have.
    case doubledNumbers([Int])
    /// Names of segments that are described and have no frame.
    case withoutFrames([String])
    /// Numbers that frames (nil for a label map) or pixels have and no description.
    case withoutDescription([Int], frames: Int?)
    /// So many frames of a segment lie where another one of it does.
    case doubledFrames(Int)
    /// More frames are described than the object holds.
    case framesDescribed(Int, held: Int)
    /// Names of regions whose contours overlap in a part, on so many planes.
    case overlappingContours([String], planes: Int)
  }

  /// How slices or contours miss a stack.
  package enum Slices: Hashable, Sendable, Codable {
    /// The angle, in degrees, between the step from slice to slice and the slices' normal: the gantry was tilted.
    case tilted(degrees: Double)
    /// The largest distance, in mm, of a slice from its place in a stack with even steps.
    case uneven(deviation: Double, step: Double)
    /// So many slices are missing between the first and the last one.
    case missing(Int, of: Int)
    /// So many slices lie where another one does.
    case doubled(Int)
    /// Names of structures with slices of which the object holds nothing between the first and the last, and how many.
    case missingInStructures([String], slices: Int)
    /// Names of regions with contours that lie on no slice: how many, and the largest distance in mm.
    case offPlanes([String], contours: Int, deviation: Double)
    /// Names of regions with contours that lie wholly beside the image, and how many.
    case outside([String], contours: Int)
    /// The largest angle, in degrees, between the axes of the mask and those of the image.
    case turned(degrees: Double)
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

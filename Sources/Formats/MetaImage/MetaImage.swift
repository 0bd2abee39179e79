package import Volume

/// MetaImage (ITK, elastix, 3D Slicer): `.mha`, and `.mhd` with its voxels in other files.
///
/// Plain, compressed and written as text; either byte order; voxels behind the header, in one file, in a list of files
/// or in files of a pattern. `TransformMatrix` holds the directions of the axes in LPS, one a row. There are no names.
package enum MetaImage: Format {
  package static let name = "MetaImage"
  package static let endings = [".mha", ".mhd"]
  package static let contents = FormatContents(
    spacing: true, orientation: true, writtenBy: "SimpleITK, elastix, MeVisLab, grand-challenge.org")

  package static func recognises(head: [UInt8]) -> Bool { MetaImageText.recognises(head) }

  package static func readMask(_ input: InputFile) throws -> MaskReading {
    var file = try MetaImageFile.open(input)
    let header = file.header
    guard header.layout.components == 1 else {
      throw ReadError(
        code: .notAMask,
        message:
          "each voxel holds \(header.layout.components) values (ElementNumberOfChannels), as colours and vectors do; "
          + "a label mask has one.")
    }
    let structures = try file.structures(header.layout, for: input)
    try file.finish()
    return MaskReading(
      segmentation: Segmentation(
        grid: header.layout.grid, structures: structures.map { Structure(value: $0.value, name: nil, runs: $0.runs) },
        discrepancies: file.discrepancies, axes: header.axes),
      notes: header.notes)
  }

  package static func readHeader(_ input: InputFile) throws -> FileHeader {
    let file = try MetaImageFile.open(input)
    try file.openRest()
    return FileHeader(grid: file.header.layout.grid, discrepancies: file.discrepancies)
  }

  package static func readImage(_ input: InputFile) throws -> IntensityVolume {
    var file = try MetaImageFile.open(input)
    let layout = file.header.layout
    guard [1, 3, 4].contains(layout.components) else {
      throw ReadError(
        code: .unsupported,
        message:
          "each voxel holds \(layout.components) values; an image has one, or the red, green and blue of a colour.")
    }
    let values = try file.intensities(layout, for: input)
    try file.finish()
    return IntensityVolume(
      grid: layout.grid, channels: layout.components == 1 ? 1 : 3, values: values, discrepancies: file.discrepancies)
  }
}

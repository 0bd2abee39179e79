package import Volume

/// NIfTI-1 and NIfTI-2: `.nii`, `.nii.gz`, and pairs of `.hdr` and `.img`, either byte order.
package enum NIfTI: Format {
  package static let name = "NIfTI"
  package static let endings = [".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz"]
  package static let contents = FormatContents(
    names: true, spacing: true, orientation: true,
    writtenBy: "TotalSegmentator, nnU-Net, MONAI, ITK-SNAP, SimpleITK, nibabel")

  package static func recognises(head: [UInt8]) -> Bool { NIfTIHeader.recognises(head) }

  /// Reads a label map straight into runs. Cost: one pass over the file; memory: its runs and two buffers.
  package static func readMask(_ input: InputFile) throws -> MaskReading {
    var file = try NIfTIFile.open(input)
    let header = file.header
    var encoder = RunEncoder(
      decoder: LabelDecoder(storage: header.storage, isBigEndian: header.isBigEndian, scaling: header.scaling),
      grid: header.grid, budget: input.remaining)
    try file.readRows { try encoder.encode(rows: $0) }
    let names = file.names
    let structures = encoder.structures()
    let present = Set(structures.map(\.value))
    let declared = names.keys.filter { !present.contains($0) }.map {
      Structure(value: $0, name: names[$0], runs: Runs())
    }
    let named = structures.map { Structure(value: $0.value, name: names[$0.value], runs: $0.runs) }
    return MaskReading(
      segmentation: Segmentation(
        grid: header.grid, structures: named + declared, discrepancies: file.discrepancies, axes: header.axes),
      notes: header.notes)
  }

  /// The header alone. Cost: the first bytes of the file.
  package static func readHeader(_ input: InputFile) throws -> FileHeader {
    let file = try NIfTIFile.open(input)
    return FileHeader(grid: file.header.grid, discrepancies: file.discrepancies)
  }

  /// Reads an image, scaled as the header says. Memory: four bytes per voxel.
  package static func readImage(_ input: InputFile) throws -> IntensityVolume {
    var file = try NIfTIFile.open(input)
    let header = file.header
    try file.expectVoxels()
    try input.claim(header.grid.count, MemoryLayout<Float>.size, for: "the image of \(header.grid.count) voxels")
    var values: [Float] = []
    values.reserveCapacity(header.grid.count)
    let decoder = IntensityDecoder(
      storage: header.storage, isBigEndian: header.isBigEndian, scaling: header.scaling)
    try file.readRows { decoder.append($0, to: &values) }
    return IntensityVolume(grid: header.grid, values: values, discrepancies: file.discrepancies)
  }
}

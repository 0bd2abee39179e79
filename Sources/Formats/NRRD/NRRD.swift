package import Volume

/// NRRD: `.nrrd`, `.nhdr` with its voxels in another file, and 3D Slicer's `.seg.nrrd` with names and overlapping
/// layers.
///
/// Encodings raw, gzip, bzip2 and text; every whole-number and floating-point type; either byte order.
package enum NRRD: Format {
  package static let name = "NRRD"
  package static let endings = [".seg.nrrd", ".nrrd", ".seg.nhdr", ".nhdr"]
  package static let contents = FormatContents(
    names: true, codes: true, spacing: true, orientation: true, overlaps: true,
    writtenBy: "3D Slicer (.seg.nrrd), SimpleITK, pynrrd, Teem")

  package static func recognises(head: [UInt8]) -> Bool { head.starts(with: NRRDText.signature) }

  /// Reads a label map, or the layers of a segmentation, straight into runs. Values per structure: see `NRRDLayers`.
  ///
  /// Throws `ReadError`; `.notAMask` for colours, vectors and several volumes. Cost: one pass over the file for each
  /// layer; memory: its runs and two buffers.
  package static func readMask(_ input: InputFile) throws -> MaskReading {
    var file = try NRRDFile.open(input)
    let header = file.header
    guard header.components == 1 || !header.segments.isEmpty else { throw notLayers(header) }
    if header.components > 1 { try file.expectVoxels() }
    var encoder = try LayerEncoder(
      count: header.components, decoder: LabelDecoder(storage: header.storage, isBigEndian: header.isBigEndian),
      grid: header.grid, budget: input.remaining)
    try file.readRows { try encoder.encode(rows: $0) }
    let layers = try NRRDLayers(encoder.layers(), segments: header.segments)
    return MaskReading(
      segmentation: Segmentation(
        grid: header.grid, structures: layers.structures, discrepancies: file.discrepancies,
        isListing: !header.segments.isEmpty),
      notes: header.notes + layers.notes)
  }

  /// The header alone. Cost: its text.
  package static func readHeader(_ input: InputFile) throws -> FileHeader {
    let header = try NRRDFile.header(input)
    // The file's digest is that of both.
    if let name = header.dataFile { _ = try? input.beside(name) }
    return FileHeader(grid: header.grid, discrepancies: header.discrepancies)
  }

  /// Reads an image: grey, or colour where the header's kinds say so (alpha is ignored). Memory: four bytes per voxel
  /// and channel.
  package static func readImage(_ input: InputFile) throws -> IntensityVolume {
    var file = try NRRDFile.open(input)
    let header = file.header
    let isColour = ["rgb-color", "3-color", "rgba-color", "4-color"].contains(header.componentKind)
    guard header.components == 1 || isColour && [3, 4].contains(header.components) else {
      throw ReadError(
        code: .unsupported,
        message:
          "each voxel holds \(header.components) values; an image has one, or the red, green and blue of a colour.")
    }
    let channels = header.components == 1 ? 1 : 3
    let decoder = IntensityDecoder(storage: header.storage, isBigEndian: header.isBigEndian)
    var values: [Float] = []
    try file.expectVoxels()
    try input.claim(
      header.grid.count, channels, MemoryLayout<Float>.size, for: "the image of \(header.grid.count) voxels")
    values.reserveCapacity(header.grid.count * channels)
    try file.readRows { bytes in
      guard header.components > channels else { return decoder.append(bytes, to: &values) }
      var all: [Float] = []
      decoder.append(bytes, to: &all)
      for at in stride(from: 0, to: all.count, by: header.components) { values += all[at..<(at + channels)] }
    }
    return IntensityVolume(
      grid: header.grid, channels: channels, values: values, discrepancies: file.discrepancies)
  }

  private static func notLayers(_ header: NRRDHeader) -> ReadError {
    if header.componentKind?.hasSuffix("-color") == true {
      return ReadError(
        code: .notAMask,
        message:
          "the voxels are colours (kind \(header.componentKind ?? "")): this is a rendered picture, not a label mask.")
    }
    return ReadError(
      code: .notAMask,
      message: "each voxel holds \(header.components) values and the header names no segments in them; "
        + "save one label map per file, or a .seg.nrrd.")
  }
}

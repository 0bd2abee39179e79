package import Volume

/// FreeSurfer's MGH and MGZ: big-endian, with `vox2ras` and, behind the voxels, a colour table with names.
package enum MGH: Format {
  package static let name = "MGH"
  package static let endings = [".mgz", ".mgh.gz", ".mgh"]
  package static let contents = FormatContents(
    names: true, spacing: true, orientation: true, writtenBy: "FreeSurfer, FastSurfer, SynthSeg")

  package static func recognises(head: [UInt8]) -> Bool { MGHHeader.recognises(head) }

  package static func readMask(_ input: InputFile) throws -> MaskReading {
    var bytes = try InflatingBytes(input)
    let header = try MGHHeader(reading: &bytes)
    try bytes.expect(header.layout.byteCount)
    let structures = try bytes.structures(header.layout, for: input)
    let end = bytes.position
    let tags = try MGHTags(reading: &bytes)
    let names = tags.names
    let layout = header.layout
    _ = try bytes.drain(behind: layout.byteCount)
    let discrepancies =
      tags.isSound
      ? []
      : [
        HeaderDiscrepancy(
          .dataLeftOver(
            promised: layout.byteCount, left: bytes.position - end, slice: layout.grid.size.j * layout.stride))
      ]
    let present = Set(structures.map(\.value))
    let declared = names.keys.filter { !present.contains($0) }.map {
      Structure(value: $0, name: names[$0], runs: Runs())
    }
    // A table of all that FreeSurfer knows says nothing of what was asked for.
    let isOwn = declared.count <= structures.count
    return MaskReading(
      segmentation: Segmentation(
        grid: header.layout.grid,
        structures: structures.map { Structure(value: $0.value, name: names[$0.value], runs: $0.runs) }
          + (isOwn ? declared : []), discrepancies: discrepancies, axes: 3),
      notes: header.notes)
  }

  package static func readHeader(_ input: InputFile) throws -> FileHeader {
    var bytes = try InflatingBytes(input)
    return FileHeader(grid: try MGHHeader(reading: &bytes).layout.grid)
  }

  package static func readImage(_ input: InputFile) throws -> IntensityVolume {
    var bytes = try InflatingBytes(input)
    let header = try MGHHeader(reading: &bytes)
    try bytes.expect(header.layout.byteCount)
    let values = try bytes.intensities(header.layout, for: input)
    _ = try bytes.drain(behind: header.layout.byteCount)
    return IntensityVolume(grid: header.layout.grid, values: values)
  }
}

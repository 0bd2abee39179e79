import Formats
import TestSupport
import Testing
import Volume

/// Masks in gzip wrapping, whole and damaged.
@Suite struct `Compressed masks` {
  /// A mask large and uneven enough for several deflate blocks, and its gzip file.
  private static func sample(_ folder: Scratch) throws -> (segmentation: Segmentation, bytes: [UInt8]) {
    let size = VoxelIndex(90, 70, 50)
    var state: UInt32 = 7
    let runs = (0..<(size.j * size.k)).map { row -> Run in
      state = state &* 1_664_525 &+ 1_013_904_223
      let start = Int32(state >> 16 & 31)
      return Run(row: Int32(row), start: start, end: start + 1 + Int32(state >> 8 & 31))
    }
    let segmentation = Segmentation(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 1, 2))),
      structures: [Structure(value: 3, name: nil, runs: Runs(merging: runs))])
    try NIfTIWriter.write(segmentation, to: folder.file("whole.nii.gz"))
    return (segmentation, try folder.bytes("whole.nii.gz"))
  }

  @Test func `what was written is read`() throws {
    let folder = try Scratch()
    let (segmentation, bytes) = try Self.sample(folder)
    #expect(Array(bytes.prefix(2)) == [0x1f, 0x8b])
    #expect(try NIfTI.readMask(path: folder.file("whole.nii.gz")).segmentation == segmentation)
  }

  @Test func `a mask that packs to next to nothing is read`() throws {
    let folder = try Scratch()
    for (i, j, k) in [(16, 16, 16), (64, 64, 40), (256, 256, 100)] {
      let mask = Segmentation(
        grid: Grid(size: VoxelIndex(i, j, k), affine: Affine(spacing: SIMD3(1, 1, 2))),
        structures: [Structure(value: 1, name: nil, runs: Runs(ordered: [Run(row: 3, start: 2, end: 9)]))])
      try NIfTIWriter.write(mask, to: folder.file("small.nii.gz"))
      #expect(try NIfTI.readMask(path: folder.file("small.nii.gz")).segmentation == mask)
    }
  }

  /// How much is missing at the end: part of the checksum, all of it, and ever more of the data.
  @Test(arguments: [1, 4, 8, 9, 100, 1000, 5000])
  func `a file that was cut off is refused`(missing: Int) throws {
    let folder = try Scratch()
    let bytes = try Self.sample(folder).bytes
    try #require(bytes.count > 6000)
    let path = try folder.write(bytes.dropLast(missing), to: "cut.nii.gz")
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
    #expect(error?.code == .truncated)
    #expect(throws: ReadError.self) { try NIfTI.readImage(path: path) }
  }

  @Test func `a checksum that does not match is refused`() throws {
    let folder = try Scratch()
    var bytes = try Self.sample(folder).bytes
    bytes[bytes.count - 6] ^= 0x10
    let path = try folder.write(bytes, to: "crc.nii.gz")
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("checksum") == true)
  }

  @Test func `a flipped bit never changes a mask unseen`() throws {
    let folder = try Scratch()
    let (segmentation, bytes) = try Self.sample(folder)
    var refused = 0
    for at in stride(from: 10, to: bytes.count, by: 97) {
      var damaged = bytes
      damaged[at] ^= 4
      let path = try folder.write(damaged, to: "bit.nii.gz")
      do {
        // A repetition that points elsewhere may find the same bytes there; then nothing is lost.
        let same = try NIfTI.readMask(path: path).segmentation == segmentation
        #expect(same, "byte \(at)")
      } catch is ReadError {
        refused += 1
      }
    }
    #expect(refused > 150)
  }

  @Test func `members follow one another as one stream`() throws {
    let folder = try Scratch()
    let builder = NIfTIBuilder()
    let parts = [Array(builder.bytes.prefix(200)), Array(builder.bytes.dropFirst(200))]
    let whole = parts.flatMap(StoredGzip.member)
    let plain = try NIfTI.readMask(path: folder.write(builder.bytes, to: "a.nii")).segmentation
    #expect(try NIfTI.readMask(path: folder.write(whole, to: "a.nii.gz")).segmentation == plain)
    // The checksum of the first member counts as well.
    var damaged = whole
    damaged[StoredGzip.member(parts[0]).count - 8] ^= 1
    let path = try folder.write(damaged, to: "b.nii.gz")
    #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
  }

  @Test func `zeros after the end are padding, anything else is damage`() throws {
    let folder = try Scratch()
    let (segmentation, bytes) = try Self.sample(folder)
    let padded = try folder.write(bytes + [UInt8](repeating: 0, count: 300_000), to: "padded.nii.gz")
    #expect(try NIfTI.readMask(path: padded).segmentation == segmentation)
    let followed = try folder.write(bytes + [0, 0, 7], to: "followed.nii.gz")
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(path: followed) }
    #expect(error?.code == .damaged)
    let half = try folder.write(bytes + [0x1f], to: "half.nii.gz")
    #expect(throws: ReadError.self) { try NIfTI.readMask(path: half) }
  }

  @Test func `text inside the wrapping is told`() throws {
    let folder = try Scratch()
    let path = try folder.write(StoredGzip.member(Array("not a mask".utf8)), to: "a.nii.gz")
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: path) }
    #expect(error?.message.contains("plain text inside its gzip wrapping") == true)
  }
}

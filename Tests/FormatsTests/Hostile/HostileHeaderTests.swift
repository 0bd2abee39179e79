import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// Headers with every bit flipped, one after the other, and files cut off at every byte: an error, a discrepancy, or
/// the change of the one thing that the bit says.
@Suite(.timeLimit(.minutes(20))) struct `Hostile headers` {
  /// A small sound file, and how long its header is.
  struct Sample: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let header: Int
  }

  private static let voxels = NIfTIBuilder.labels.map { UInt8($0) }

  private static let sform: [[Double]] = [[1, 0, 0, -5], [0, 1, 0, 6], [0, 0, 1, 7]]

  static let samples: [Sample] = {
    let first = NIfTIBuilder { $0.sform = sform }.bytes
    let second = NIfTIBuilder {
      $0.version = 2
      $0.isBigEndian = true
      $0.kind = .int16
      $0.sform = sform
    }.bytes
    let nrrd = NRRDBuilder {
      $0.lines = [
        "space: left-posterior-superior", "space directions: (1,0,0) (0,1,0) (0,0,1)", "space origin: (5,-6,7)",
        "kinds: domain domain domain",
      ]
    }
    let segments = NRRDBuilder {
      $0.sizes = "2 4 3 2"
      $0.values = zip(NIfTIBuilder.labels, NIfTIBuilder.labels.reversed()).flatMap { [$0, $1] }
      $0.lines = [
        "kinds: list domain domain domain", "Segment0_Name:=a", "Segment0_LabelValue:=1", "Segment0_Layer:=0",
        "Segment1_Name:=b", "Segment1_LabelValue:=5", "Segment1_Layer:=1",
      ]
    }
    let meta = MetaImageFixture.plain.bytes
    let mgh = mghFile
    return [
      Sample(testDescription: "NIfTI-1", bytes: first, header: 352),
      Sample(testDescription: "NIfTI-2, big-endian", bytes: second, header: 544),
      Sample(testDescription: "NRRD", bytes: nrrd.bytes, header: nrrd.header.count),
      Sample(testDescription: "layered NRRD", bytes: segments.bytes, header: segments.header.count),
      Sample(testDescription: "MetaImage", bytes: meta, header: meta.count - 48),
      Sample(testDescription: "MGH", bytes: mgh, header: 90),
    ]
  }()

  private static var mghFile: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 284)
    func put(_ value: Int32, _ at: Int) {
      withUnsafeBytes(of: value.bigEndian) { bytes.replaceSubrange(at..<(at + 4), with: $0) }
    }
    for (at, value) in [1, 4, 3, 2, 1, 0].enumerated() { put(Int32(value), 4 * at) }
    bytes[29] = 1
    for (at, value) in ([1, 2, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 10, 20, 30] as [Float]).enumerated() {
      put(Int32(bitPattern: value.bitPattern), 30 + 4 * at)
    }
    return bytes + voxels + [UInt8](repeating: 0, count: 20)
  }

  private static func read(_ bytes: [UInt8]) throws -> ReadExport {
    try ExportReader.read(InputFile(bytes: bytes, budget: ReadBudget(bytes: 1 << 28)))
  }

  /// Pictures and DICOM have tests of their own.
  @Test func `every format of volumes has a sample`() {
    for format in FormatRegistry.formats where !format.holdsPictures && !format.holdsObjects {
      #expect(Self.samples.contains { format.recognises(head: $0.bytes) }, "\(format.name)")
    }
  }

  @Test(arguments: samples)
  func `every flipped bit is an error, a discrepancy, or a change of one thing`(sample: Sample) throws {
    let sound = try Self.read(sample.bytes)
    #expect(sound.segmentation.discrepancies.isEmpty)
    for at in 0..<sample.header {
      for bit in 0..<8 {
        var bytes = sample.bytes
        bytes[at] ^= 1 << bit
        let read: ReadExport
        do {
          read = try Self.read(bytes)
        } catch let error as ReadError {
          #expect(error.message.count > 20)
          continue
        }
        let (old, new) = (sound.segmentation, read.segmentation)
        // Told: by a discrepancy, or in a note.
        if !new.discrepancies.isEmpty || read.notes.count > sound.notes.count { continue }
        let sameVoxels = old.structures.map(\.runs) == new.structures.map(\.runs)
        let sameSize = old.grid.size == new.grid.size
        let samePlace = old.grid.affine == new.grid.affine && old.grid.spacing == new.grid.spacing
        let sameNames = old.structures.map(\.name) == new.structures.map(\.name)
        let sameValues = old.structures.map(\.value) == new.structures.map(\.value)
        let changes = [sameSize && sameVoxels, samePlace, sameNames, sameValues].count { !$0 }
        // The value of a segment moves its name from one structure to another.
        let isRenaming = sameVoxels && sameSize && samePlace
        #expect(
          changes <= 1 || isRenaming || Self.isLayout(new, of: old),
          "byte \(at), bit \(bit): size \(sameSize), voxels \(sameVoxels), place \(samePlace), names \(sameNames), values \(sameValues)"
        )
      }
    }
  }

  /// Whether the same voxels were dealt out to another layout of the same number of voxels, as a flip in a data type
  /// or a layer may do: nothing was lost or read twice.
  private static func isLayout(_ new: Segmentation, of old: Segmentation) -> Bool {
    new.grid.count == old.grid.count && new.grid.affine == old.grid.affine
  }

  @Test(arguments: samples)
  func `every shortened file is refused`(sample: Sample) {
    // Behind the voxels of an MGH file stands what it may lack.
    let end = sample.testDescription == "MGH" ? sample.bytes.count - 20 : sample.bytes.count
    for count in 0..<end {
      let error = #expect(throws: ReadError.self) { try Self.read(Array(sample.bytes.prefix(count))) }
      #expect(error.map { !$0.message.isEmpty } == true)
    }
  }

  @Test(arguments: samples)
  func `the same inside gzip, where every cut and every flip is an error`(sample: Sample) throws {
    let packed = StoredGzip.member(sample.bytes)
    #expect(try Self.read(packed).segmentation == Self.read(sample.bytes).segmentation)
    for count in stride(from: 2, to: packed.count, by: 7) {
      #expect(throws: ReadError.self) { try Self.read(Array(packed.prefix(count))) }
    }
    // Behind gzip's own header and the unused bits of the first block's everything is under its checksum.
    for at in stride(from: 11, to: packed.count, by: 3) {
      var bytes = packed
      bytes[at] ^= 0x10
      #expect(throws: ReadError.self, "byte \(at)") { try Self.read(bytes) }
    }
  }

  /// Sizes that no scan has, in each format's own way: absurd, negative, products that wrap around.
  @Test func `absurd sizes are refused before anything is allocated`() {
    var files: [[UInt8]] = []
    for dim in [[3, 32767, 32767, 32767], [3, -4, 3, 2], [3, 0, 3, 2], [8, 4, 3, 2]] {
      files.append(NIfTIBuilder { $0.dim = dim + Array(repeating: 1, count: 8 - dim.count) }.bytes)
    }
    for dim in [[3, 1 << 32, 1 << 32, 1], [3, Int.max, 2, 1], [4, 4, 3, 2, 1 << 62]] {
      files.append(
        NIfTIBuilder {
          $0.version = 2
          $0.dim = dim + Array(repeating: 1, count: 8 - dim.count)
        }.bytes)
    }
    for sizes in ["4294967296 4294967296 1", "16777215 16777215 1", "99999999999999999999 1 1", "4 3 -2", "4 3 0"] {
      files.append(NRRDBuilder { $0.sizes = sizes }.bytes)
      let text = String(decoding: MetaImageFixture.plain.bytes.prefix { _ in true }, as: UTF8.self)
      files.append(Array(text.replacing("DimSize = 4 3 2", with: "DimSize = \(sizes)").utf8))
    }
    for bytes in files {
      let clock = ContinuousClock()
      let began = clock.now
      #expect(throws: ReadError.self) { try Self.read(bytes) }
      #expect(clock.now - began < .seconds(1))
    }
  }
}

/// Small files that unpack to much.
@Suite(.timeLimit(.minutes(10))) struct `Bombs` {
  /// A gzip file that unpacks to a head and some megabytes of zeros. Its stored blocks are packed once more, by
  /// deflate's own runs, as the writer packs them.
  private static func gzip(_ head: [UInt8], zeros: Int) throws -> [UInt8] {
    let folder = try Scratch()
    // The program's own writer makes gzip of zeros: a mask without a structure, of which the head is cut off.
    let side = 1024
    let slices = zeros / (side * side)
    let empty = Segmentation(
      grid: Grid(size: VoxelIndex(side, side, slices), spacing: SIMD3(1, 1, 1)), structures: [])
    try NIfTIWriter.write(empty, to: folder.file("zeros.nii.gz"))
    return StoredGzip.member(head) + (try folder.bytes("zeros.nii.gz"))
  }

  private static func time(_ body: () -> Void) -> Duration {
    let clock = ContinuousClock()
    let began = clock.now
    body()
    return clock.now - began
  }

  @Test func `a header that promises little, and far more behind it`() throws {
    let bomb = try Self.gzip(NIfTIBuilder().bytes, zeros: 1 << 30)
    #expect(bomb.count < 16 << 20)
    let took = Self.time {
      let error = #expect(throws: ReadError.self) { try ExportReader.read(InputFile(bytes: bomb)) }
      #expect(error?.code == .damaged && error?.message.contains("promises 24 bytes") == true)
    }
    #expect(took < .seconds(5))
  }

  @Test func `a header that promises much is held to the budget as an image, and costs nothing as a mask`() throws {
    let (i, j, k) = (1024, 1024, 1024)
    let header = NIfTIBuilder {
      $0.dim = [3, i, j, k, 1, 1, 1, 1]
      $0.values = []
    }.bytes
    let bomb = try Self.gzip(header, zeros: 1 << 30)
    let error = #expect(throws: ReadError.self) {
      try FormatRegistry.readImage(InputFile(bytes: bomb, budget: ReadBudget(bytes: 1 << 30)))
    }
    #expect(error?.code == .tooLarge && error?.message.contains("4.0 GiB") == true)
    let mask = try ExportReader.read(InputFile(bytes: bomb, budget: ReadBudget(bytes: 1 << 26)))
    // But for the header of the second member, which lies where voxels should.
    #expect(mask.segmentation.structures.flatMap(\.runs.all).allSatisfy { $0.row == 0 })
  }
}

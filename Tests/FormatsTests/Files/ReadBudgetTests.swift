import Formats
import Testing
import Volume

/// What is refused before it is allocated.
@Suite(.timeLimit(.minutes(10))) struct `Memory budgets` {
  private static let small = ReadBudget(bytes: 1 << 20)

  @Test(arguments: [
    ("4G", 4 << 30), ("512M", 512 << 20), ("512mib", 512 << 20), ("2GB", 2 << 30), ("1048576", 1 << 20),
    ("1T", 1 << 40),
    ("2048K", 2 << 20),
  ])
  func `are read from text`(text: String, bytes: Int) { #expect(ReadBudget(text)?.bytes == bytes) }

  @Test(arguments: ["", "G", "-1G", "0", "4 G", "1.5G", "99999999999T", "1K", "4X", "0x10M"])
  func `are not read from what is no size`(text: String) { #expect(ReadBudget(text) == nil) }

  @Test func `a header's promise that the file cannot hold is refused before it is believed`() {
    let bytes = NIfTIBuilder { $0.dim = [3, 30000, 30000, 2000, 1, 1, 1, 1] }.bytes
    for read in [{ _ = try NIfTI.readMask($0) }, { _ = try NIfTI.readImage($0) }] as [(InputFile) throws -> Void] {
      let error = #expect(throws: ReadError.self) { try read(InputFile(bytes: bytes)) }
      #expect(error?.code == .truncated)
      #expect(error?.message.contains("1800000000000 bytes") == true)
    }
    let compressed = StoredGzip.member(bytes)
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(InputFile(bytes: compressed)) }
    #expect(error?.code == .truncated && error?.message.contains("inflate to at most") == true)
  }

  @Test func `an image takes four bytes a voxel of the budget`() throws {
    func image(_ side: Int) -> InputFile {
      let bytes = NIfTIBuilder {
        $0.dim = [3, side, side, 1, 1, 1, 1, 1]
        $0.values = Array(repeating: 1, count: side * side)
      }.bytes
      return InputFile(bytes: bytes, budget: Self.small)
    }
    _ = try NIfTI.readImage(image(500))
    let error = #expect(throws: ReadError.self) { try NIfTI.readImage(image(520)) }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("1.0 MiB") == true && error?.message.contains("--max-memory") == true)
  }

  @Test func `runs count as they are found`() {
    // Every second voxel is set: no two of them are one run.
    let size = 400
    let bytes = NIfTIBuilder {
      $0.dim = [3, size, size, 2, 1, 1, 1, 1]
      $0.values = (0..<(2 * size * size)).map { Double($0 & 1) }
    }.bytes
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(InputFile(bytes: bytes, budget: Self.small)) }
    #expect(error?.code == .tooLarge && error?.message.contains("runs") == true)
    #expect(throws: Never.self) { try NIfTI.readMask(InputFile(bytes: bytes)) }
  }

  @Test func `two voxels far apart are not measured in a box that has no room`() throws {
    let (i, j, k) = (400, 400, 4)
    var values = [Double](repeating: 0, count: i * j * k)
    (values[0], values[values.count - 1]) = (1, 1)
    let bytes = NIfTIBuilder {
      $0.dim = [3, i, j, k, 1, 1, 1, 1]
      $0.values = values
    }.bytes
    let error = #expect(throws: ReadError.self) { try ExportReader.read(InputFile(bytes: bytes, budget: Self.small)) }
    #expect(error?.code == .tooLarge && error?.message.contains("400 × 400 × 4") == true)
    #expect(try ExportReader.read(InputFile(bytes: bytes)).segmentation.structures.count == 1)
  }

  @Test func `header extensions and gaps of any length take no memory`() throws {
    // A gigabyte of zeros lies between the header and the voxels, promised by the offset alone.
    let bytes = NIfTIBuilder { $0.voxelOffset = Double(1 << 30) }.bytes
    let error = #expect(throws: ReadError.self) { try NIfTI.readMask(InputFile(bytes: bytes, budget: Self.small)) }
    #expect(error?.code == .truncated && error?.message.contains("1073741824") == true)
  }

  @Test func `a picture's samples are counted before they are decoded`() {
    // Ten indices, each of which becomes a colour of three numbers.
    let palette = PNGFixture.palette.bytes
    func read(_ room: Int) throws {
      _ = try PNG.readImage(InputFile(bytes: palette, budget: ReadBudget(bytes: palette.count + room)))
    }
    #expect(throws: ReadError.self) { try read(169) }
    #expect(throws: Never.self) { try read(170) }
    for fixture in [PNGFixture.disc, .palette] {
      let file = InputFile(bytes: fixture.bytes, budget: ReadBudget(bytes: fixture.bytes.count + 50))
      let error = #expect(throws: ReadError.self) { try PNG.readMask(file) }
      #expect(error?.code == .tooLarge)
    }
    let jpeg = InputFile(bytes: JPEGFixture.box.bytes, budget: ReadBudget(bytes: JPEGFixture.box.bytes.count + 1000))
    let error = #expect(throws: ReadError.self) { try JPEG.readMask(jpeg) }
    #expect(error?.code == .tooLarge && error?.message.contains("13.5 KiB") == true)
  }

  /// More than any machine can address.
  @Test func `what the machine does not give is refused, not tried`() {
    let error = #expect(throws: ReadError.self) { try ReadBudget(bytes: 1 << 60).check(1 << 50, for: "all of it") }
    #expect(error?.code == .tooLarge && error?.message.contains("this machine does not give") == true)
    #expect(throws: Never.self) { try ReadBudget(bytes: 1 << 60).check(1 << 25, for: "a little") }
  }

  @Test func `many layers are one pass`() throws {
    let layers = 4096
    let raw = (0..<(layers * 64)).map { voxel in UInt8(voxel % layers == voxel / layers ? 1 : 0) }
    let builder = NRRDBuilder {
      $0.sizes = "\(layers) 4 4 4"
      $0.lines = ["kinds: list domain domain domain"]
      for layer in 0..<layers { $0.lines += ["Segment\(layer)_Name:=s\(layer)", "Segment\(layer)_Layer:=\(layer)"] }
      $0.data = raw
    }
    let clock = ContinuousClock()
    let began = clock.now
    let read = try NRRD.readMask(InputFile(bytes: builder.bytes)).segmentation
    #expect(read.structures.count == layers)
    #expect(read.structures.count { !$0.runs.isEmpty } == 64)
    #expect(clock.now - began < .seconds(5))
  }

  @Test func `many segments are one pass`() throws {
    let builder = NRRDBuilder {
      for segment in 0..<100_000 {
        $0.lines += ["Segment\(segment)_Name:=s\(segment)", "Segment\(segment)_LabelValue:=\(segment + 1)"]
      }
    }
    let clock = ContinuousClock()
    let began = clock.now
    #expect(try NRRD.readMask(InputFile(bytes: builder.bytes)).segmentation.structures.count == 100_000)
    #expect(clock.now - began < .seconds(10))
  }
}

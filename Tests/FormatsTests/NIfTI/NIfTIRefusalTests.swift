import Formats
import TestSupport
import Testing
import Volume

/// What is no label mask, and what is damaged.
@Suite struct `NIfTI files that are refused` {
  @Test(arguments: [[4, 4, 3, 2, 1, 1, 1, 1], [5, 4, 3, 2, 1, 1, 1, 1]])
  func `further dimensions of one are read`(dim: [Int]) throws {
    #expect(NIfTIBuilder.runs(try NIfTIBuilder.read(NIfTIBuilder { $0.dim = dim })) == NIfTIBuilder.runs)
  }

  @Test func `several volumes are refused`() throws {
    let error = try NIfTIBuilder.refusal {
      $0.dim = [4, 4, 3, 2, 6, 1, 1, 1]
      $0.values = Array(repeating: NIfTIBuilder.labels, count: 6).flatMap(\.self)
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("6 volumes") == true)
  }

  @Test func `numbers of volumes whose product wraps around are refused`() throws {
    let wrapped = try NIfTIBuilder.refusal {
      $0.version = 2
      // (2³² + 1) · (2³² - 1) is 2⁶⁴ - 1; the square of that is 1 in 64 bits.
      $0.dim = [7, 4, 3, 2, 4_294_967_297, 4_294_967_295, 4_294_967_297, 4_294_967_295]
    }
    #expect(wrapped?.code == .notAMask)
  }

  @Test(arguments: [128, 2304])
  func `colours are no mask`(datatype: Int) throws {
    let error = try NIfTIBuilder.refusal { $0.datatype = datatype }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("RGB") == true)
  }

  @Test(arguments: [0.5, 1.002, -0.4])
  func `a fraction names its voxel`(value: Double) throws {
    for kind in [NIfTIBuilder.Kind.float32, .float64] {
      let error = try NIfTIBuilder.refusal {
        $0.kind = kind
        // Row 5 is j 2, k 1.
        $0.values[23] = value
      }
      #expect(error?.code == .notAMask)
      #expect(error?.message.contains("voxel (3, 2, 1)") == true)
    }
  }

  @Test(arguments: [NIfTIBuilder.Kind.int8, .int16, .int32, .int64, .float32, .float64])
  func `a negative value names its voxel`(kind: NIfTIBuilder.Kind) throws {
    let error = try NIfTIBuilder.refusal {
      $0.kind = kind
      $0.values[6] = -3
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("voxel (2, 1, 0) holds -3") == true)
  }

  @Test(arguments: [Double.nan, .infinity, 1e20])
  func `values that no label can have are refused`(value: Double) throws {
    let error = try NIfTIBuilder.refusal {
      $0.kind = .float64
      $0.values[0] = value
    }
    #expect(error?.code == .notAMask)
  }

  @Test func `thousands of values are an image`() throws {
    let error = try NIfTIBuilder.refusal {
      $0.kind = .int32
      $0.dim = [3, 100, 50, 1, 1, 1, 1, 1]
      $0.values = (0..<5000).map(Double.init)
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("4096") == true)
  }

  @Test(arguments: [
    [0, 4, 3, 2, 1, 1, 1, 1], [8, 4, 3, 2, 1, 1, 1, 1], [3, 4, 0, 2, 1, 1, 1, 1], [3, 4, 3, -2, 1, 1, 1, 1],
  ])
  func `impossible dimensions are damage`(dim: [Int]) throws {
    #expect(try NIfTIBuilder.refusal { $0.dim = dim }?.code == .damaged)
  }

  @Test(arguments: [-8, .infinity, .nan])
  func `a voxel offset that no file has is damage`(offset: Double) throws {
    #expect(try NIfTIBuilder.refusal { $0.voxelOffset = offset }?.code == .damaged)
  }

  @Test func `voxels begin where the header says`() throws {
    var bytes = NIfTIBuilder { $0.voxelOffset = 400 }.bytes
    bytes.insert(contentsOf: [UInt8](repeating: 0, count: 48), at: 352)
    let folder = try Scratch()
    #expect(
      NIfTIBuilder.runs(try NIfTI.readMask(path: folder.write(bytes, to: "a.nii")).segmentation) == NIfTIBuilder.runs)
    #expect(NIfTIBuilder.runs(try NIfTIBuilder.read(NIfTIBuilder { $0.voxelOffset = 0 })) == NIfTIBuilder.runs)
  }

  @Test(arguments: [(1, 12.0), (1, 347), (1, 348), (1, 350), (1, 351), (2, 352), (2, 543)])
  func `voxels begin behind the header, whatever it says`(version: Int, offset: Double) throws {
    let builder = NIfTIBuilder {
      $0.version = version
      $0.voxelOffset = offset
    }
    let folder = try Scratch()
    let reading = try NIfTI.readMask(path: folder.write(builder.bytes, to: "a.nii"))
    #expect(NIfTIBuilder.runs(reading.segmentation) == NIfTIBuilder.runs)
    #expect(reading.notes.count == 1 && reading.notes[0].contains("byte \(Int(offset))"))
  }

  @Test func `a wrong signature and an unknown datatype are damage`() throws {
    #expect(try NIfTIBuilder.refusal { $0.magic = "xyz\0" }?.code == .damaged)
    #expect(try NIfTIBuilder.refusal { $0.datatype = 77 }?.message.contains("77") == true)
    #expect(try NIfTIBuilder.refusal { $0.datatype = 0 }?.code == .damaged)
  }

  @Test func `missing voxels are counted`() throws {
    let error = try NIfTIBuilder.refusal { $0.values.removeLast(5) }
    #expect(error?.code == .truncated)
    #expect(error?.message.contains("24 bytes") == true && error?.message.contains("has 19") == true)
  }

  @Test func `a file that ends inside its header is truncated`() throws {
    let folder = try Scratch()
    for (version, count) in [(1, 4), (1, 347), (2, 348), (2, 539)] {
      let bytes = NIfTIBuilder { $0.version = version }.bytes
      let path = try folder.write(Array(bytes.prefix(count)), to: "a.nii")
      let error = #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
      #expect(error?.code == .truncated)
    }
  }

  @Test func `text and nothing at all are told apart`() throws {
    let folder = try Scratch()
    let text = try folder.write(Array("<html>Please log in</html>\n".utf8), to: "a.nii.gz")
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: text) }
    #expect(error?.code == .notRecognised)
    #expect(error?.message.contains("plain text") == true)
    let empty = try folder.write([], to: "b.nii.gz")
    let second = #expect(throws: ReadError.self) { try ExportReader.read(path: empty) }
    #expect(second?.message.contains("the file is empty") == true)
    #expect(throws: ReadError.self) { try ExportReader.read(path: folder.file("none.nii")) }
  }

  /// Every header byte set to values that turn small numbers into huge, negative and undefined ones.
  @Test(arguments: [1, 2])
  func `whatever a header holds, the file is read or refused`(version: Int) throws {
    let folder = try Scratch()
    let sound = NIfTIBuilder {
      $0.version = version
      $0.sform = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
      $0.qform = (1, 0, 0, 0, [0, 0, 0])
    }.bytes
    var refused = 0
    for at in 0..<(version == 1 ? 348 : 540) {
      for value: UInt8 in [0x7f, 0xff] {
        var bytes = sound
        bytes[at] = value
        let path = try folder.write(bytes, to: "a.nii")
        do {
          let mask = try NIfTI.readMask(path: path).segmentation
          let image = try NIfTI.readImage(path: path)
          #expect(mask.grid == image.grid && image.values.count == mask.grid.count)
        } catch is ReadError {
          refused += 1
        }
      }
    }
    #expect(refused > 20)
  }

  @Test func `a size that no file holds is refused before it is believed`() throws {
    let folder = try Scratch()
    for dim in [[3, 32767, 32767, 32767, 1, 1, 1, 1], [3, 16_000_000, 16_000_000, 100, 1, 1, 1, 1]] {
      let bytes = NIfTIBuilder {
        $0.version = 2
        $0.dim = dim
      }.bytes
      let path = try folder.write(bytes, to: "a.nii")
      #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
      #expect(throws: ReadError.self) { try NIfTI.readImage(path: path) }
    }
  }
}

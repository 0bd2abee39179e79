import Formats
import TestSupport
import Testing
import Volume

/// Voxels in every type, encoding and byte order.
@Suite struct `NRRD masks` {
  private static let types = [
    "signed char", "int8", "int8_t", "uchar", "unsigned char", "uint8", "uint8_t", "short", "short int",
    "signed short", "signed short int", "int16", "int16_t", "ushort", "unsigned short", "unsigned short int", "uint16",
    "uint16_t", "int", "signed int", "int32", "int32_t", "uint", "unsigned int", "uint32", "uint32_t", "longlong",
    "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t", "ulonglong",
    "unsigned long long", "unsigned long long int", "uint64", "uint64_t", "float", "double",
  ]

  @Test(arguments: types, ["little", "big"])
  func `every type in either byte order`(type: String, endian: String) throws {
    for encoding in ["raw", "gzip", "gz", "ascii", "txt", "text"] {
      let segmentation = try NRRDBuilder.read {
        $0.type = type
        $0.endian = endian
        $0.encoding = encoding
      }
      #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs, "\(encoding)")
      #expect(segmentation.grid == Grid(size: VoxelIndex(4, 3, 2), spacing: nil))
    }
  }

  @Test(arguments: ["NRRD0001", "NRRD0002", "NRRD0003", "NRRD0004", "NRRD0005"])
  func `every version, with either line end`(signature: String) throws {
    for lineEnd in ["\n", "\r\n"] {
      let segmentation = try NRRDBuilder.read {
        $0.signature = signature
        $0.lineEnd = lineEnd
        $0.lines = ["# a comment: with a colon", "content: anything", "Key:=value: and more", "SPACINGS: 1 2 3"]
      }
      #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
      #expect(segmentation.grid.spacing == SIMD3(1, 2, 3))
    }
  }

  @Test func `one byte has no order, more need one`() throws {
    #expect(NIfTIBuilder.runs(try NRRDBuilder.read { $0.endian = nil }) == NIfTIBuilder.runs)
    let error = try NRRDBuilder.refusal {
      $0.type = "short"
      $0.endian = nil
    }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("endian") == true)
    let text = try NRRDBuilder.read {
      $0.type = "short"
      $0.endian = nil
      $0.encoding = "ascii"
    }
    #expect(NIfTIBuilder.runs(text) == NIfTIBuilder.runs)
  }

  @Test func `text may hold signs, fractions of nothing, commas and line ends`() throws {
    let segmentation = try NRRDBuilder.read {
      $0.encoding = "ascii"
      $0.type = "float"
      $0.data = Array("0,1.0 +1\t0\n2 2.0e0 2 2\r\n0 -0 5 0 1 0 1 0 0 0 0 0 5 5.00 2 2\n\n".utf8)
    }
    #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
    for (type, word) in [("uint8", "256"), ("uint8", "-1"), ("int", "x"), ("float", "1.2.3"), ("short", "1.5")] {
      let error = try NRRDBuilder.refusal {
        $0.encoding = "ascii"
        $0.type = type
        $0.data = Array("0 1 \(word)".utf8)
      }
      #expect(error?.code == .damaged)
      #expect(error?.message.contains("a word that is no number of the header's type") == true)
    }
  }

  @Test func `lines and bytes before the voxels are passed over`() throws {
    for encoding in ["raw", "gzip", "ascii"] {
      let lines = try NRRDBuilder.read {
        $0.encoding = encoding
        $0.lines = ["line skip: 2"]
        $0.between = Array("one\ntwo\n".utf8)
      }
      #expect(NIfTIBuilder.runs(lines) == NIfTIBuilder.runs)
    }
    let bytes = try NRRDBuilder.read {
      $0.lines = ["byteskip: 3", "line skip: 1"]
      $0.between = Array("one\nabc".utf8)
    }
    #expect(NIfTIBuilder.runs(bytes) == NIfTIBuilder.runs)
    // Inside compressed data the bytes are counted after decompression.
    let inside = try NRRDBuilder.read {
      $0.encoding = "gzip"
      $0.lines = ["byte skip: 3"]
      $0.data = StoredGzip.member([9, 9, 9] + NIfTIBuilder.labels.map { UInt8($0) })
    }
    #expect(NIfTIBuilder.runs(inside) == NIfTIBuilder.runs)
    let last = try NRRDBuilder.read {
      $0.lines = ["byte skip: -1"]
      $0.between = [1, 2, 3, 4, 5]
    }
    #expect(NIfTIBuilder.runs(last) == NIfTIBuilder.runs)
  }

  @Test(arguments: ["raw", "gzip", "ascii"])
  func `voxels may lie in another file`(encoding: String) throws {
    let folder = try Scratch()
    let builder = NRRDBuilder {
      $0.encoding = encoding
      $0.lines = ["data file: sub/a voxels.bin"]
    }
    let path = try folder.write(Array(builder.header.dropLast()), to: "mask.nhdr")
    let missing = #expect(throws: ReadError.self) { try NRRD.readMask(path: path) }
    #expect(missing?.code == .notFound)
    #expect(missing?.message.contains("the data file that the header names is not beside it") == true)
    try folder.place(for: "sub/any")
    try folder.write(builder.encoded, to: "sub/a voxels.bin")
    let first = try ExportReader.read(path: path)
    #expect(NIfTIBuilder.runs(first.segmentation) == NIfTIBuilder.runs)
    // Other voxels, another digest, although the header is the same.
    let other = NRRDBuilder {
      $0.encoding = encoding
      $0.values = NIfTIBuilder.labels.reversed()
    }
    try folder.write(other.encoded, to: "sub/a voxels.bin")
    #expect(try ExportReader.read(path: path).digest != first.digest)
  }

  @Test func `raw voxels that look like gzip are left alone`() throws {
    let folder = try Scratch()
    let path = try folder.write(NRRDBuilder { $0.lines = ["datafile: a.raw", "byte skip: -1"] }.header, to: "a.nhdr")
    try folder.write([0x1f, 0x8b, 8, 0] + NIfTIBuilder.labels.map { UInt8($0) }, to: "a.raw")
    #expect(NIfTIBuilder.runs(try NRRD.readMask(path: path).segmentation) == NIfTIBuilder.runs)
    let plain = try folder.write(NRRDBuilder { $0.lines = ["datafile: b.raw"] }.header, to: "b.nhdr")
    try folder.write([0x1f, 0x8b] + [UInt8](repeating: 0, count: 22), to: "b.raw")
    #expect(try NRRD.readMask(path: plain).segmentation.structures.map(\.value) == [0x1f, 0x8b])
  }

  @Test func `a file that is compressed as a whole is read once`() throws {
    let folder = try Scratch()
    let path = try folder.write(StoredGzip.member(NRRDBuilder().bytes), to: "a.nrrd")
    #expect(NIfTIBuilder.runs(try ExportReader.read(path: path).segmentation) == NIfTIBuilder.runs)
    let twice = try folder.write(StoredGzip.member(NRRDBuilder { $0.encoding = "gzip" }.bytes), to: "b.nrrd")
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: twice) }
    #expect(error?.code == .unsupported)
  }

  @Test func `an image is grey, or colour where the kinds say so`() throws {
    let folder = try Scratch()
    let grey = NRRDBuilder {
      $0.type = "short"
      $0.values = (0..<24).map { Double($0) - 12 }
    }
    let path = try folder.write(grey.bytes, to: "a.nrrd")
    let image = try FormatRegistry.readImage(path: path)
    #expect(image.channels == 1 && image.values == grey.values.map { Float($0) })
    #expect(try FormatRegistry.readHeader(path: path).grid == image.grid)
    for (kind, count) in [("RGB-color", 3), ("3-color", 3), ("RGBA-color", 4)] {
      let colour = NRRDBuilder {
        $0.sizes = "\(count) 2 1 1"
        $0.lines = ["kinds: \(kind) domain domain domain"]
        $0.values = Array([1, 2, 3, 99].prefix(count) + [4, 5, 6, 99].prefix(count))
      }
      let image = try NRRD.readImage(path: folder.write(colour.bytes, to: "b.nrrd"))
      #expect(image.channels == 3 && image.values == [1, 2, 3, 4, 5, 6])
      #expect(image.grid.size == VoxelIndex(2, 1, 1))
      let error = #expect(throws: ReadError.self) { try NRRD.readMask(path: folder.file("b.nrrd")) }
      #expect(error?.code == .notAMask)
    }
    let vectors = NRRDBuilder {
      $0.sizes = "3 2 2 2"
      $0.lines = ["kinds: vector domain domain domain"]
    }
    #expect(throws: ReadError.self) { try NRRD.readImage(path: folder.write(vectors.bytes, to: "c.nrrd")) }
  }

  @Test(arguments: [
    ("case.seg.nrrd", "case"), ("case.NRRD", "case"), ("a.b.nhdr", "a.b"), ("x.nii.gz", "x"),
    ("x.png", "x"), ("x.txt", "x.txt"),
  ])
  func `a case is named without the ending of its format`(name: String, stem: String) {
    #expect(FormatRegistry.stem(of: name) == stem)
  }
}

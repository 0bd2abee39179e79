import Formats
import TestSupport
import Testing
import Volume

/// What is no label mask, and what is damaged.
@Suite struct `NRRD files that are refused` {
  @Test(arguments: [
    ("4 2 3 2", ["kinds: domain domain domain list"]), ("2 2 3 2", ["kinds: domain domain domain time"]),
    ("4 3 2 2", []), ("2 2 2 2 2", ["kinds: list domain domain domain time"]),
    ("2 2 3 2", ["space: RAS", "space directions: (1,0,0) none (0,1,0) (0,0,1)"]),
  ])
  func `several volumes`(sizes: String, lines: [String]) throws {
    let error = try NRRDBuilder.refusal {
      $0.sizes = sizes
      $0.lines = lines
      $0.values = Array(repeating: 0, count: 48)
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("several volumes") == true)
  }

  @Test func `further dimensions of one are read`() throws {
    #expect(NIfTIBuilder.runs(try NRRDBuilder.read { $0.sizes = "4 3 2 1" }) == NIfTIBuilder.runs)
  }

  @Test(arguments: ["zrl", "hex"])
  func `encodings that are not read are named`(encoding: String) throws {
    let error = try NRRDBuilder.refusal { $0.encoding = encoding }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains(encoding) == true)
  }

  @Test(arguments: ["data file: LIST\na.raw\nb.raw", "data file: a%03d.raw 1 2 1"])
  func `voxels in several files`(line: String) throws {
    let error = try NRRDBuilder.refusal { $0.lines = [line] }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("several data files") == true)
  }

  @Test(arguments: ["/etc/hostname", "../a.raw", "sub/../../a.raw", ".."])
  func `a data file elsewhere`(name: String) throws {
    let error = try NRRDBuilder.refusal { $0.lines = ["data file: \(name)"] }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("outside its own folder") == true)
  }

  /// Free text of a header, of what follows it, and names of files may name the patient, and messages go into records
  /// and logs.
  @Test func `messages do not repeat free text`() throws {
    let errors = try [
      NRRDBuilder.refusal { $0.lines = ["Doe^Jane was here"] },
      NRRDBuilder.refusal { $0.lines = ["data file: Doe_Jane.raw"] },
      NRRDBuilder.refusal {
        $0.encoding = "ascii"
        $0.data = Array("1 Doe^Jane 2".utf8)
      },
    ]
    for error in errors {
      let message = try #require(error?.message)
      #expect(!message.contains("Doe"), "\(message)")
    }
  }

  @Test(arguments: ["block"])
  func `voxels that are no numbers`(type: String) throws {
    #expect(try NRRDBuilder.refusal { $0.type = type }?.code == .unsupported)
  }

  @Test(arguments: [
    "sizes: 4 3 2", "spac origin: (0,0,0)", "no field at all", "line skip: -1", "byte skip: -2", "byte skip: x",
    "space: RAS\nspace: RAS",
  ])
  func `lines that NRRD does not know`(line: String) throws {
    #expect(try NRRDBuilder.refusal { $0.lines = [line] }?.code == .damaged)
  }

  @Test(arguments: [
    "4 3 0", "4 -3 2", "4 3", "4 3 2 1", "99999999999999999999 1 1", "16777216 1 1", "4 65536 65536", "x y z",
  ])
  func `impossible sizes`(sizes: String) throws {
    let error = try NRRDBuilder.refusal {
      $0.sizes = sizes
      $0.dimension = "3"
    }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: ["0", "17", "-3", "three"])
  func `impossible dimensions`(dimension: String) throws {
    #expect(try NRRDBuilder.refusal { $0.dimension = dimension }?.code == .damaged)
  }

  @Test(arguments: [("NRRD0006", ReadError.Code.unsupported), ("NRRD00.01", .damaged), ("NRRDXXXX", .damaged)])
  func `versions that are not there`(signature: String, code: ReadError.Code) throws {
    #expect(try NRRDBuilder.refusal { $0.signature = signature }?.code == code)
  }

  @Test func `values that no label can have name their voxel`() throws {
    let error = try NRRDBuilder.refusal {
      $0.type = "float"
      $0.values[23] = 0.5
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("voxel (3, 2, 1) holds 0.5") == true)
  }

  @Test(arguments: ["raw", "gzip", "ascii"])
  func `missing voxels are counted`(encoding: String) throws {
    let error = try NRRDBuilder.refusal {
      $0.encoding = encoding
      $0.type = "short"
      $0.values.removeLast(5)
    }
    #expect(error?.code == .truncated)
    #expect(error?.message.contains("48 bytes") == true && error?.message.contains("has 38") == true)
  }

  @Test(arguments: ["raw", "gzip", "ascii"])
  func `every shortened file`(encoding: String) throws {
    let folder = try Scratch()
    let builder = NRRDBuilder {
      $0.encoding = encoding
      $0.lines = ["space: RAS", "space directions: (1,0,0) (0,1,0) (0,0,1)", "space origin: (0,0,0)"]
    }
    for count in 0..<builder.bytes.count {
      let path = try folder.write(Array(builder.bytes.prefix(count)), to: "a.nrrd")
      #expect(throws: ReadError.self, "\(count) bytes") { try NRRD.readMask(path: path) }
    }
  }

  @Test func `a voxel file that is shorter than promised`() throws {
    let error = try NRRDBuilder.refusal {
      $0.lines = ["byte skip: -1"]
      $0.values.removeLast()
    }
    #expect(error?.code == .truncated)
    #expect(try NRRDBuilder.refusal { $0.lines = ["byte skip: 999999999999"] }?.code == .truncated)
    #expect(try NRRDBuilder.refusal { $0.lines = ["line skip: 999999999999"] }?.code == .truncated)
  }

  @Test func `damaged gzip`() throws {
    let error = try NRRDBuilder.refusal {
      $0.encoding = "gzip"
      $0.data = NIfTIBuilder.labels.map { UInt8($0) }
    }
    #expect(error?.code == .damaged)
    let checksum = try NRRDBuilder.refusal {
      $0.encoding = "gzip"
      var data = $0.encoded
      data[data.count - 7] ^= 1
      $0.data = data
    }
    #expect(checksum?.code == .damaged)
    #expect(checksum?.message.contains("checksum") == true)
  }

  /// Every byte of a header set to values that turn numbers into others, lines into no lines and text into no text.
  @Test(arguments: ["raw", "gzip", "ascii"])
  func `whatever a header holds, the file is read or refused`(encoding: String) throws {
    let folder = try Scratch()
    let builder = NRRDBuilder {
      $0.encoding = encoding
      $0.type = "short"
      $0.sizes = "2 4 3 1"
      $0.lines = [
        "kinds: list domain domain domain", "space: LPS", "space directions: none (1,0,0) (0,1,0) (0,0,1)",
        "space origin: (0,0,0)", #"space units: "mm" "mm" "mm""#, "byte skip: 0", "line skip: 0", "Segment0_Name:=a",
        "Segment0_LabelValue:=1", "Segment0_Layer:=1",
      ]
    }
    let sound = builder.bytes
    var refused = 0
    for at in builder.header.indices {
      for value in [0, 10, 0x20, 0x2d, 0x39, 0xff] as [UInt8] {
        var bytes = sound
        bytes[at] = value
        let path = try folder.write(bytes, to: "a.nrrd")
        do {
          let mask = try NRRD.readMask(path: path).segmentation
          for run in mask.structures.flatMap(\.runs.all) { #expect(Int(run.end) <= mask.grid.size.i) }
        } catch is ReadError {
          refused += 1
        }
        if let image = try? NRRD.readImage(path: path) {
          #expect(image.values.count == image.grid.count * image.channels)
        }
      }
    }
    #expect(refused > 300)
  }

  @Test func `a size that no file holds is refused before it is believed`() throws {
    let folder = try Scratch()
    for (sizes, kinds) in [
      ("16777215 65535 32767", "domain domain domain"), ("4096 16777215 2 2", "list domain domain domain"),
      ("3 16777215 32767 32767", "RGB-color domain domain domain"), ("16777215 2 2 2", "list domain domain domain"),
    ] {
      let builder = NRRDBuilder {
        $0.sizes = sizes
        $0.lines = ["kinds: \(kinds)", "Segment0_Name:=a"]
      }
      let path = try folder.write(builder.bytes, to: "a.nrrd")
      #expect(throws: ReadError.self) { try NRRD.readMask(path: path) }
      #expect(throws: ReadError.self) { try NRRD.readImage(path: path) }
    }
  }
}

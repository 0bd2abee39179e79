import Formats
import Testing
import Volume

/// NIfTI headers and voxels, written by hand after the standard.
@Suite struct `NIfTI label maps` {
  private static func read(_ builder: NIfTIBuilder) throws -> Segmentation {
    let folder = try ScratchFolder()
    return try NIfTI.readMask(path: folder.write(builder.bytes, "mask.nii")).segmentation
  }

  private static func refusal(_ change: (inout NIfTIBuilder) -> Void) throws -> ReadError? {
    let builder = NIfTIBuilder(change)
    return #expect(throws: ReadError.self) { try Self.read(builder) }
  }

  /// The runs of the builder's default labels, counted by hand: row, start, end.
  private static let runs: [Int: [[Int32]]] = [
    1: [[0, 1, 3], [3, 0, 1], [3, 2, 3]], 2: [[1, 0, 4], [5, 2, 4]], 5: [[2, 2, 3], [5, 0, 2]],
  ]

  private static func runs(_ segmentation: Segmentation) -> [Int: [[Int32]]] {
    Dictionary(
      uniqueKeysWithValues: segmentation.structures.map { ($0.value, $0.runs.all.map { [$0.row, $0.start, $0.end] }) })
  }

  @Test(arguments: NIfTIBuilder.Kind.allCases, [false, true])
  func `every integer and real type in both byte orders gives the same runs`(
    kind: NIfTIBuilder.Kind, isBigEndian: Bool
  ) throws {
    for version in [1, 2] {
      let segmentation = try Self.read(
        NIfTIBuilder {
          $0.kind = kind
          $0.isBigEndian = isBigEndian
          $0.version = version
        })
      #expect(segmentation.grid.size == VoxelIndex(4, 3, 2))
      #expect(Self.runs(segmentation) == Self.runs)
    }
  }

  @Test(arguments: NIfTIBuilder.Kind.allCases, [1, 7, 8, 9, 31, 64])
  func `long rows split where values change`(kind: NIfTIBuilder.Kind, width: Int) throws {
    // Label 3 in the first and last third; rows of a width that words of eight bytes fit or do not fit.
    let row = (0..<width).map { $0 < width / 3 || $0 >= width - width / 3 ? 3.0 : 0 }
    let segmentation = try Self.read(
      NIfTIBuilder {
        $0.kind = kind
        $0.dim = [3, width, 2, 2, 1, 1, 1, 1]
        $0.values = Array(repeating: row, count: 4).flatMap(\.self)
      })
    let third = Int32(width / 3)
    let runs = (0..<4).flatMap { row -> [[Int32]] in
      [[Int32(row), 0, third], [Int32(row), Int32(width) - third, Int32(width)]]
    }
    let expected: [Int: [[Int32]]] = third == 0 ? [:] : [3: runs]
    #expect(Self.runs(segmentation) == expected)
  }

  @Test func `values that miss a whole number by little join the run`() throws {
    let segmentation = try Self.read(
      NIfTIBuilder {
        $0.kind = .float32
        $0.values = [0.9999, 1, 1.0005, -0.0] + Array(repeating: 0.0002, count: 20)
      })
    #expect(Self.runs(segmentation) == [1: [[0, 0, 3]]])
  }

  @Test func `a pair of header and voxels is one mask`() throws {
    for (version, names) in [(1, ["a.hdr", "a.img"]), (2, ["a.hdr", "a.img"])] {
      let folder = try ScratchFolder()
      let builder = NIfTIBuilder {
        $0.isPair = true
        $0.version = version
      }
      try folder.write(builder.bytes, names[0])
      try folder.write(builder.data, names[1])
      for name in names {
        #expect(Self.runs(try ExportReader.read(path: folder.path(name)).segmentation) == Self.runs)
      }
    }
  }

  @Test func `a header without its voxels is refused`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(NIfTIBuilder { $0.isPair = true }.bytes, "a.hdr")
    #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
  }

  // MARK: The place in the patient

  private static let sform: [[Double]] = [[-2, 0, 0, 10], [0, 3, 0, 20], [0, 0, 4, 30]]

  @Test(arguments: [1, 2])
  func `sform goes before qform, qform before spacing`(version: Int) throws {
    var builder = NIfTIBuilder {
      $0.version = version
      $0.pixdim = [1, 5, 6, 7, 0, 0, 0, 0]
      $0.sform = Self.sform
      $0.qform = (1, 0, 0, 0, [1, 2, 3])
    }
    let byMatrix = try Self.read(builder).grid
    #expect(byMatrix.affine?.columns == [SIMD3(-2, 0, 0), SIMD3(0, 3, 0), SIMD3(0, 0, 4)])
    #expect(byMatrix.affine?.origin == SIMD3(10, 20, 30))
    #expect(byMatrix.affine?.orientation == "LAS")

    builder.sform = nil
    let byQuaternion = try Self.read(builder).grid
    #expect(byQuaternion.affine?.columns == [SIMD3(5, 0, 0), SIMD3(0, 6, 0), SIMD3(0, 0, 7)])
    #expect(byQuaternion.affine?.origin == SIMD3(1, 2, 3))

    builder.qform = nil
    let bySpacing = try Self.read(builder).grid
    #expect(bySpacing.affine == nil)
    #expect(bySpacing.spacing == SIMD3(5, 6, 7))

    builder.pixdim = [0, 0, 0, 0, 0, 0, 0, 0]
    #expect(try Self.read(builder).grid.spacing == nil)
  }

  /// Half turns about the axes, and the sign of the third axis: b, c, d, `pixdim[0]`, the diagonal of the rotation.
  @Test(
    arguments: [
      ([1, 0, 0], 1, [1, -1, -1]), ([0, 1, 0], 1, [-1, 1, -1]), ([0, 0, 1], 1, [-1, -1, 1]),
      ([0, 0, 1], -1, [-1, -1, -1]), ([0, 0, 0], -1, [1, 1, -1]),
    ] as [([Double], Double, [Double])])
  func `a quaternion's half turn`(vector: [Double], handedness: Double, diagonal: [Double]) throws {
    let grid = try Self.read(
      NIfTIBuilder {
        $0.pixdim = [handedness, 2, 3, 4, 0, 0, 0, 0]
        $0.qform = (1, vector[0], vector[1], vector[2], [0, 0, 0])
      }
    ).grid
    let columns = try #require(grid.affine?.columns)
    for axis in 0..<3 {
      var expected = SIMD3<Double>.zero
      expected[axis] = diagonal[axis] * [2.0, 3, 4][axis]
      #expect(columns[axis] == expected)
    }
  }

  @Test func `a quaternion's quarter turn`() throws {
    // 90° about z takes i to +y and j to -x.
    let grid = try Self.read(
      NIfTIBuilder {
        $0.version = 2
        $0.qform = (1, 0, 0, 0.5.squareRoot(), [0, 0, 0])
      }
    ).grid
    let columns = try #require(grid.affine?.columns)
    for (column, expected) in zip(columns, [SIMD3<Double>(0, 1, 0), SIMD3(-1, 0, 0), SIMD3(0, 0, 1)]) {
      let d = column - expected
      #expect((d * d).sum() < 1e-12)
    }
  }

  @Test(arguments: [(1, 1000.0), (2, 1.0), (3, 0.001), (0, 1.0), (2 | 8, 1.0)])
  func `lengths come in metres, millimetres or micrometres`(units: Int, factor: Double) throws {
    let grid = try Self.read(
      NIfTIBuilder {
        $0.units = units
        $0.pixdim = [1, 2, 2, 2, 0, 0, 0, 0]
      }
    ).grid
    #expect(grid.spacing == SIMD3(repeating: 2 * factor))
  }

  @Test func `a transform without volume is damage`() throws {
    let error = try Self.refusal { $0.sform = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]] }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("sform") == true)
  }

  // MARK: Scaling

  @Test(arguments: [(0, 7), (1, 0), (.nan, 3)] as [(Double, Double)])
  func `slope 0, 1 and none leave the values alone`(slope: Double, intercept: Double) throws {
    let segmentation = try Self.read(
      NIfTIBuilder {
        $0.slope = slope
        $0.intercept = intercept
      })
    #expect(Self.runs(segmentation) == Self.runs)
  }

  @Test func `slope and intercept apply`() throws {
    // 0, 1, 2 and 5 become 0, 0.5 … with slope 0.5; with stored even values they are labels again.
    let segmentation = try Self.read(
      NIfTIBuilder {
        $0.kind = .int16
        $0.slope = 0.5
        $0.intercept = 10
        $0.values = NIfTIBuilder.labels.map { $0 * 2 - 20 }
      })
    #expect(Self.runs(segmentation) == Self.runs)
    let error = try Self.refusal { $0.slope = 0.5 }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("(1, 0, 0) holds 0.5") == true)
  }

  @Test func `a slope with an intercept that is no number is damage`() throws {
    let error = try Self.refusal {
      $0.slope = 2
      $0.intercept = .nan
    }
    #expect(error?.code == .damaged)
  }

  // MARK: What is no mask

  @Test(arguments: [[4, 4, 3, 2, 1, 1, 1, 1], [5, 4, 3, 2, 1, 1, 1, 1]])
  func `further dimensions of one are read`(dim: [Int]) throws {
    #expect(Self.runs(try Self.read(NIfTIBuilder { $0.dim = dim })) == Self.runs)
  }

  @Test func `several volumes are refused`() throws {
    let error = try Self.refusal {
      $0.dim = [4, 4, 3, 2, 6, 1, 1, 1]
      $0.values = Array(repeating: NIfTIBuilder.labels, count: 6).flatMap(\.self)
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("6 volumes") == true)
  }

  @Test func `numbers of volumes whose product wraps around are refused`() throws {
    let wrapped = try Self.refusal {
      $0.version = 2
      // (2³² + 1) · (2³² - 1) is 2⁶⁴ - 1; the square of that is 1 in 64 bits.
      $0.dim = [7, 4, 3, 2, 4_294_967_297, 4_294_967_295, 4_294_967_297, 4_294_967_295]
    }
    #expect(wrapped?.code == .notAMask)
  }

  @Test(arguments: [128, 2304])
  func `colours are no mask`(datatype: Int) throws {
    let error = try Self.refusal { $0.datatype = datatype }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("RGB") == true)
  }

  @Test(arguments: [0.5, 1.002, -0.4])
  func `a fraction names its voxel`(value: Double) throws {
    for kind in [NIfTIBuilder.Kind.float32, .float64] {
      let error = try Self.refusal {
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
    let error = try Self.refusal {
      $0.kind = kind
      $0.values[6] = -3
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("voxel (2, 1, 0) holds -3") == true)
  }

  @Test(arguments: [Double.nan, .infinity, 1e20])
  func `values that no label can have are refused`(value: Double) throws {
    let error = try Self.refusal {
      $0.kind = .float64
      $0.values[0] = value
    }
    #expect(error?.code == .notAMask)
  }

  @Test func `thousands of values are an image`() throws {
    let error = try Self.refusal {
      $0.kind = .int32
      $0.dim = [3, 100, 50, 1, 1, 1, 1, 1]
      $0.values = (0..<5000).map(Double.init)
    }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("4096") == true)
  }

  // MARK: Damage

  @Test(arguments: [
    [0, 4, 3, 2, 1, 1, 1, 1], [8, 4, 3, 2, 1, 1, 1, 1], [3, 4, 0, 2, 1, 1, 1, 1], [3, 4, 3, -2, 1, 1, 1, 1],
  ])
  func `impossible dimensions are damage`(dim: [Int]) throws {
    #expect(try Self.refusal { $0.dim = dim }?.code == .damaged)
  }

  @Test(arguments: [12.0, 347, -8, .infinity, .nan])
  func `a voxel offset inside the header is damage`(offset: Double) throws {
    #expect(try Self.refusal { $0.voxelOffset = offset }?.code == .damaged)
  }

  @Test func `voxels begin where the header says`() throws {
    var bytes = NIfTIBuilder { $0.voxelOffset = 400 }.bytes
    bytes.insert(contentsOf: [UInt8](repeating: 0, count: 48), at: 352)
    let folder = try ScratchFolder()
    #expect(Self.runs(try NIfTI.readMask(path: folder.write(bytes, "a.nii")).segmentation) == Self.runs)
    #expect(Self.runs(try Self.read(NIfTIBuilder { $0.voxelOffset = 0 })) == Self.runs)
  }

  @Test func `a wrong signature and an unknown datatype are damage`() throws {
    #expect(try Self.refusal { $0.magic = "xyz\0" }?.code == .damaged)
    #expect(try Self.refusal { $0.datatype = 77 }?.message.contains("77") == true)
    #expect(try Self.refusal { $0.datatype = 0 }?.code == .damaged)
  }

  @Test func `missing voxels are counted`() throws {
    let error = try Self.refusal { $0.values.removeLast(5) }
    #expect(error?.code == .truncated)
    #expect(error?.message.contains("24 bytes") == true && error?.message.contains("has 19") == true)
  }

  @Test func `a file that ends inside its header is truncated`() throws {
    let folder = try ScratchFolder()
    for (version, count) in [(1, 4), (1, 347), (2, 348), (2, 539)] {
      let bytes = NIfTIBuilder { $0.version = version }.bytes
      let path = try folder.write(Array(bytes.prefix(count)), "a.nii")
      let error = #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
      #expect(error?.code == .truncated)
    }
  }

  @Test func `text and nothing at all are told apart`() throws {
    let folder = try ScratchFolder()
    let text = try folder.write(Array("<html>Please log in</html>\n".utf8), "a.nii.gz")
    let error = #expect(throws: ReadError.self) { try ExportReader.read(path: text) }
    #expect(error?.code == .notRecognised)
    #expect(error?.message.contains("plain text") == true)
    let empty = try folder.write([], "b.nii.gz")
    let second = #expect(throws: ReadError.self) { try ExportReader.read(path: empty) }
    #expect(second?.message.contains("the file is empty") == true)
    #expect(throws: ReadError.self) { try ExportReader.read(path: folder.path("none.nii")) }
  }

  // MARK: Names

  @Test(arguments: [false, true])
  func `label names come from the header's extension`(isBigEndian: Bool) throws {
    let table = """
      <?xml version="1.0"?><CaretExtension><Date><![CDATA[2020]]></Date><VolumeInformation><LabelTable>
      <Label Key="1" Red="1"><![CDATA[liver]]></Label><Label Key="2">left &amp; right</Label>
      <Label Key="0"><![CDATA[background]]></Label><Label Key='9'>spleen</Label>
      </LabelTable></VolumeInformation></CaretExtension>
      """
    let segmentation = try Self.read(
      NIfTIBuilder {
        $0.isBigEndian = isBigEndian
        $0.extensionText = table
      })
    let names = segmentation.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" }
    #expect(names == ["1 liver 4", "2 left & right 6", "5 - 3", "9 spleen 0"])
  }
}

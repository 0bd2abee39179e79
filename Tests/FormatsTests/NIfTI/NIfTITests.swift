import Formats
import TestSupport
import Testing
import Volume

/// NIfTI headers and voxels, written by hand after the standard.
@Suite struct `NIfTI label maps` {
  @Test(arguments: NIfTIBuilder.Kind.allCases, [false, true])
  func `every integer and real type in both byte orders gives the same runs`(
    kind: NIfTIBuilder.Kind, isBigEndian: Bool
  ) throws {
    for version in [1, 2] {
      let segmentation = try NIfTIBuilder.read(
        NIfTIBuilder {
          $0.kind = kind
          $0.isBigEndian = isBigEndian
          $0.version = version
        })
      #expect(segmentation.grid.size == VoxelIndex(4, 3, 2))
      #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
    }
  }

  @Test(arguments: NIfTIBuilder.Kind.allCases, [1, 7, 8, 9, 31, 64])
  func `long rows split where values change`(kind: NIfTIBuilder.Kind, width: Int) throws {
    // Label 3 in the first and last third; rows of a width that words of eight bytes fit or do not fit.
    let row = (0..<width).map { $0 < width / 3 || $0 >= width - width / 3 ? 3.0 : 0 }
    let segmentation = try NIfTIBuilder.read(
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
    #expect(NIfTIBuilder.runs(segmentation) == expected)
  }

  @Test func `values that miss a whole number by little join the run`() throws {
    let segmentation = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.kind = .float32
        $0.values = [0.9999, 1, 1.0005, -0.0] + Array(repeating: 0.0002, count: 20)
      })
    #expect(NIfTIBuilder.runs(segmentation) == [1: [[0, 0, 3]]])
  }

  @Test func `a pair of header and voxels is one mask`() throws {
    for (version, names) in [(1, ["a.hdr", "a.img"]), (2, ["a.hdr", "a.img"])] {
      let folder = try Scratch()
      let builder = NIfTIBuilder {
        $0.isPair = true
        $0.version = version
      }
      try folder.write(builder.bytes, to: names[0])
      try folder.write(builder.data, to: names[1])
      for name in names {
        #expect(NIfTIBuilder.runs(try ExportReader.read(path: folder.file(name)).segmentation) == NIfTIBuilder.runs)
      }
    }
  }

  @Test func `a header without its voxels is refused`() throws {
    let folder = try Scratch()
    let path = try folder.write(NIfTIBuilder { $0.isPair = true }.bytes, to: "a.hdr")
    #expect(throws: ReadError.self) { try NIfTI.readMask(path: path) }
  }

  @Test(arguments: [(0, 7), (1, 0), (.nan, 3)] as [(Double, Double)])
  func `slope 0, 1 and none leave the values alone`(slope: Double, intercept: Double) throws {
    let segmentation = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.slope = slope
        $0.intercept = intercept
      })
    #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
  }

  @Test func `slope and intercept apply`() throws {
    // Stored -20, -18, -16 and -10 stand for 0, 1, 2 and 5.
    let segmentation = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.kind = .int16
        $0.slope = 0.5
        $0.intercept = 10
        $0.values = NIfTIBuilder.labels.map { $0 * 2 - 20 }
      })
    #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
    let error = try NIfTIBuilder.refusal { $0.slope = 0.5 }
    #expect(error?.code == .notAMask)
    #expect(error?.message.contains("(1, 0, 0) holds 0.5") == true)
  }

  @Test func `a slope with an intercept that is no number is damage`() throws {
    let error = try NIfTIBuilder.refusal {
      $0.slope = 2
      $0.intercept = .nan
    }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: [false, true])
  func `label names come from the header's extension`(isBigEndian: Bool) throws {
    let table = """
      <?xml version="1.0"?><CaretExtension><Date><![CDATA[2020]]></Date><VolumeInformation><LabelTable>
      <Label Key="1" Red="1"><![CDATA[liver]]></Label><Label Key="2">left &amp; right</Label>
      <Label Key="0"><![CDATA[background]]></Label><Label Key='9'>spleen</Label>
      </LabelTable></VolumeInformation></CaretExtension>
      """
    let segmentation = try NIfTIBuilder.read(
      NIfTIBuilder {
        $0.isBigEndian = isBigEndian
        $0.extensionText = table
      })
    let names = segmentation.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" }
    #expect(names == ["1 liver 4", "2 left & right 6", "5 - 3", "9 spleen 0"])
  }
}

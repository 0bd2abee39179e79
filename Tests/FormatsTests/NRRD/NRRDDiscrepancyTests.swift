import Formats
import TestSupport
import Testing
import Volume

/// NRRD headers that can be read in two ways, and files that hold more than their header promises.
@Suite struct `NRRD headers that contradict themselves` {
  private static let placed = [
    "space: left-posterior-superior", "space directions: (2,0,0) (0,2,0) (0,0,4)", "space origin: (1,2,3)",
  ]

  private static func discrepancies(
    _ change: (inout NRRDBuilder) -> Void
  ) throws -> [HeaderDiscrepancy.Readings] {
    let folder = try Scratch()
    let path = try folder.write(
      NRRDBuilder {
        $0.lines = placed
        change(&$0)
      }.bytes, to: "a.nrrd")
    let mask = try NRRD.readMask(path: path).segmentation.discrepancies
    #expect(try NRRD.readImage(path: path).discrepancies == mask)
    #expect(try NRRD.readHeader(path: path).discrepancies.allSatisfy { mask.contains($0) })
    return mask.map(\.readings)
  }

  @Test(arguments: ["spacings: 2 2 4", "spacings: nan nan nan", "space units: \"mm\" \"mm\" \"mm\"", "content: x"])
  func `sound headers have one reading`(line: String) throws {
    #expect(try Self.discrepancies { $0.lines.append(line) }.isEmpty)
  }

  @Test func `spacings beside space directions are told with both lengths`() throws {
    let found = try Self.discrepancies { $0.lines.append("spacings: 1 nan 4") }
    let lengths = HeaderDiscrepancy.Lengths(
      field: "spacings", stated: [1, .nan, 4], taken: "space directions", used: [2, 2, 4])
    #expect(found == [.spacing(lengths)])
  }

  @Test(arguments: [("cm", "centimetres", 10.0), ("um", "micrometres", 0.001), ("m", "metres", 1000)])
  func `units that readers pass over are told`(word: String, name: String, factor: Double) throws {
    let units = "\"\(word)\" \"\(word)\" \"\(word)\""
    let placed = try Self.discrepancies { $0.lines.append("space units: \(units)") }
    #expect(
      placed == [
        .units(
          .init(
            field: "space units", name: name, millimetres: factor, spacing: [2 * factor, 2 * factor, 4 * factor]))
      ])
    let bare = try Self.discrepancies { $0.lines = ["spacings: 2 2 4", "units: \(units)"] }
    #expect(bare.count == 1)
    if case .units(let unit)? = bare.first { #expect(unit.field == "units" && unit.millimetres == factor) }
  }

  @Test(arguments: ["raw", "gzip"])
  func `data left over are counted`(encoding: String) throws {
    let rest: [UInt8] = [0, 0, 0, 0, 0]
    let raw = NRRDBuilder().raw
    let found = try Self.discrepancies {
      $0.encoding = encoding
      $0.data = encoding == "raw" ? raw + rest : StoredGzip.member(raw + rest)
    }
    #expect(found == [.dataLeftOver(promised: 24, left: 5, slice: 12)])
  }

  @Test func `numbers left over in text are counted, blanks are none`() throws {
    #expect(
      try Self.discrepancies {
        ($0.encoding, $0.data) = ("ascii", NRRDBuilder { $0.encoding = "ascii" }.encoded + [10, 32])
      }.isEmpty)
    let found = try Self.discrepancies {
      $0.encoding = "ascii"
      $0.values = NIfTIBuilder.labels + [1, 2, 3]
    }
    #expect(found == [.dataLeftOver(promised: 24, left: 3, slice: 12)])
  }

  @Test func `a detached data file is held to the header`() throws {
    let folder = try Scratch()
    let builder = NRRDBuilder {
      $0.lines = Self.placed + ["data file: a.raw"]
      $0.data = []
    }
    try folder.write(builder.bytes, to: "a.nhdr")
    try folder.write(NRRDBuilder().raw + [0], to: "a.raw")
    let found = try NRRD.readMask(path: folder.file("a.nhdr")).segmentation.discrepancies
    #expect(found.map(\.readings) == [.dataLeftOver(promised: 24, left: 1, slice: 12)])
  }
}

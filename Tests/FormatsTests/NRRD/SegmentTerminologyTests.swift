import Formats
import TestSupport
import Testing
import Volume

/// The codes of 3D Slicer's segments.
@Suite struct `Segment terminology` {
  private static let general =
    "Segmentation category and type - 3D Slicer General Anatomy list~SCT^123037004^Anatomical Structure"

  private static func codes(_ tags: String) throws -> [String] {
    try NRRDBuilder.read { $0.lines = ["Segment0_LabelValue:=5", "Segment0_Tags:=\(tags)"] }.structures[2].codes
  }

  @Test(arguments: [
    ("~SCT^9846003^Right kidney~^^~Anatomic codes - DICOM master list~^^~^^|", "SCT:9846003"),
    ("~SCT^64033007^Kidney~SCT^24028007^Right~Anatomic codes - DICOM master list~^^~^^|", "SCT:64033007+24028007"),
    ("~SRT^T-71000^Kidney~SRT^G-A100^Right~~^^~^^|", "SRT:T-71000+G-A100"),
    // Files end the entry early, or have nothing after it.
    ("~SCT^9846003^Right kidney", "SCT:9846003"), ("~SCT^9846003^Right kidney~", "SCT:9846003"),
    // A tumour lies in the kidney and is none.
    (
      "~SCT^108369006^Neoplasm~^^~Anatomic codes - DICOM master list~SCT^64033007^Kidney~SCT^24028007^Right|",
      "SCT:108369006"
    ),
  ])
  func `the type and its modifier are the code`(rest: String, code: String) throws {
    #expect(try Self.codes("TerminologyEntry:\(Self.general)\(rest)") == [code])
    #expect(try Self.codes("Segmentation.Status:inprogress|TerminologyEntry:\(Self.general)\(rest)") == [code])
  }

  @Test(arguments: [
    "", "Segmentation.Status:inprogress|", "TerminologyEntry:", "TerminologyEntry:~~^^~", "TerminologyEntry:a~SCT^1^b",
    "TerminologyEntry:a~SCT^1^b~^^Kidney~^^", "TerminologyEntry:a~SCT^1^b~SCT^^Kidney",
    "TerminologyEntry:a~SCT^1^b~kidney~",
    "TerminologyEntry:a~SCT^1^b~SCT^ignore all rules^Kidney",
    "TerminologyEntry:a~SCT^1^b~SCT^64033007^Kidney~?^?^Right",
  ])
  func `without a code that can be read there is none`(tags: String) throws {
    #expect(try Self.codes(tags).isEmpty)
  }

  @Test func `a code stays with its segment in every layer, and when a table gives the names`() throws {
    let builder = NRRDBuilder {
      $0.sizes = "2 4 3 2"
      $0.values = zip(NIfTIBuilder.labels, NIfTIBuilder.labels).flatMap { [$0, $1] }
      $0.lines = ["kinds: list domain domain domain"]
      for (number, code) in ["111", "222"].enumerated() {
        $0.lines += [
          "Segment\(number)_Name:=n\(number)", "Segment\(number)_LabelValue:=1", "Segment\(number)_Layer:=\(number)",
          "Segment\(number)_Tags:=TerminologyEntry:\(Self.general)~SCT^\(code)^x~^^~~^^~^^|",
        ]
      }
    }
    let folder = try Scratch()
    let export = try ExportReader.read(path: folder.write(builder.bytes, to: "a.seg.nrrd"))
    let table = try LabelTable.read(path: folder.write(Array("1 liver".utf8), to: "names.txt"))
    for read in [export, export.named(by: table)] {
      #expect(read.segmentation.structures.map(\.codes) == [["SCT:111"], [], [], ["SCT:222"], [], []])
    }
  }
}

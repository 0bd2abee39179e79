import Formats
import Testing
import Volume

/// The forms in which programs write names for label values.
@Suite struct `Forms of label tables` {
  private static func read(_ text: String) throws -> LabelTable { try LabelTable.read(bytes: Array(text.utf8)) }

  private static let names = [11: "kidney_right", 12: "kidney_left"]

  @Test(arguments: [
    // ITK-SNAP, as it writes them.
    "####\n# ITK-SnAP Label Description File\n####\n    0     0    0    0        0  0  0    \"Clear Label\"\n   11   255    0    0        1  1  1    \"kidney_right\"\n   12     0  255    0        0.5  1  1    \"kidney_left\"\n",
    // FreeSurfer's colour table.
    "#No. Label Name:      R   G   B   A\n\n0   Unknown   0   0   0   0\n11  kidney_right   122 186 220 0\n12  kidney_left 236 13  176 0\n",
    // 3D Slicer's colour table.
    "# Color table file /tmp/a.ctbl\n# 3 values\n0 Background 0 0 0 0\n11 kidney_right 255 0 0 255\n12 kidney_left 0 255 0 255\n",
    "LabelValue,Name,Color_R,Color_G,Color_B,Color_A\n0,background,0,0,0,0\n11,kidney_right,1,2,3,255\n12,kidney_left,1,2,3,255\n",
    // BIDS.
    "index\tname\tabbreviation\tcolor\tmapping\n11\tkidney_right\tKR\t#ff0000\t1\n12\tkidney_left\tKL\t#00ff00\t2\n",
    // Columns in other orders, quotes, blanks, semicolons.
    "Name,Index\nkidney_right,11\n\"kidney_left\",\"12\"\n", "id;structure\n11;kidney_right\n12;kidney_left\n",
    "label,name\n11,kidney_right\n12,kidney_left\n", "value,label\n11,kidney_right\n12,kidney_left\n",
    "colour,Label Value, Label Name\nred,11.0, kidney_right\nblue,12.0,kidney_left\n",
    // Spinal Cord Toolbox: the columns in a comment.
    "# Keyword=IndivLabels\n# ID, name, file\n0, nothing, a.nii.gz\n11, kidney_right, b.nii.gz\n12, kidney_left, c.nii.gz\n",
    // Colours without names for the columns, in front and behind.
    "11,kidney_right,255,0,0\n12,kidney_left,0,255,0\n", "11\tkidney_right\t0.5\t0.1\t0\n12\tkidney_left\t1\t0\t0\n",
    "11 255 0 0 kidney_right\n12 0 255 0 kidney_left\n",
    // nnU-Net and MONAI.
    #"{"labels": {"background": 0, "kidney_right": 11, "kidney_left": 12}}"#,
    #"{"labels": {"kidney_right": "11", "kidney_left": "12"}}"#,
    #"{"labels": {"0": "background", "11": "kidney_right", "12": "kidney_left"}}"#,
    #"{"labels": [{"name": "kidney_right", "value": 11}, {"name": "kidney_left", "value": 12}]}"#,
    #"{"class_names": [{"name": "kidney_right", "index": 11}, {"name": "kidney_left", "index": 12}]}"#,
    #"{"network_data_format": {"outputs": {"pred": {"channel_def": {"0": "background", "11": "kidney_right", "12": "kidney_left"}}}}}"#,
  ])
  func `give the same names`(text: String) throws {
    #expect(try Self.read(text).names == Self.names)
    #expect(try Self.read("\u{feff}" + text).names == Self.names)
    #expect(try Self.read(text.replacing("\n", with: "\r\n")).names == Self.names)
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [[0xff, 0xfe] + little, [0xfe, 0xff] + big, little, big] {
      #expect(try LabelTable.read(bytes: bytes).names == Self.names)
    }
  }

  @Test func `a list of MONAI's names starts behind the background`() throws {
    #expect(try Self.read(#"{"labels": ["liver", "spleen"]}"#).names == [1: "liver", 2: "spleen"])
    #expect(try Self.read(#"{"labels": ["background", "liver", "spleen"]}"#).names == [1: "liver", 2: "spleen"])
  }

  @Test(arguments: [
    // Names never end with a colour.
    "1 kidney\n2 liver 255 0 0\n", "1 kidney\n2 255 0 0 liver\n", "1 kidney\n2,liver,0.1,0.5,0.2,1\n",
    // Further columns without names.
    "1,kidney,organ\n", "1\tkidney\tKI\n",
    // The forms' own mistakes.
    "1 kidney 255 0 0\n2 liver\n", "1 0 0 0 1 1 1 \"kidney\"\n2 liver\n", "index\tname\n1\t\n", "index,name\nx,liver\n",
    "index,name\n1,liver\n1,spleen\n", "index,name\n-1,liver\n", #"{"labels": {"kidney": "eleven"}}"#,
    #"{"labels": {"kidney": -1}}"#, #"{"labels": 3}"#, #"{"labels": [3]}"#,
  ])
  func `mistakes are told`(text: String) {
    let error = #expect(throws: ReadError.self) { try Self.read(text) }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: [
    ("1 0 0 0 1 1 1 \"kidney\"\n2 liver\n", "line 2 of the ITK-SNAP label descriptions"),
    ("1 kidney 255 0 0\n2 liver\n", "line 2 of the colour table"),
    ("# Color table file\n1 kidney 255 0 0\n2 liver\n", "line 3 of the 3D Slicer colour table"),
    ("index\tname\n1\t\n", "line 2 of the BIDS table"), (#"{"labels": {"kidney": "x"}}"#, "dataset description"),
  ])
  func `messages name the form and the line`(text: String, words: String) {
    let error = #expect(throws: ReadError.self) { try Self.read(text) }
    #expect(error?.message.contains(words) == true)
  }

  @Test func `bytes that are no text are refused`() {
    for bytes in [[0xff, 0x31, 0x20], [0x31, 0x20, 0xc3], [0xff, 0xfe, 0x31], [0, 0, 0, 0]] as [[UInt8]] {
      #expect(throws: ReadError.self) { try LabelTable.read(bytes: bytes) }
    }
  }

  /// BraTS: the whole tumour is all three values, its core two of them.
  @Test func `nnU-Net's regions are unions of values`() throws {
    let table = try Self.read(
      #"{"labels": {"background": 0, "whole": [1, 2, 5], "core": [2, 5], "enhancing": 5}, "regions_class_order": [1, 2, 5]}"#
    )
    let named = try ExportReader.read(InputFile(bytes: NIfTIBuilder().bytes)).named(by: table).segmentation
    // 4, 6 and 3 voxels of 1, 2 and 5.
    #expect(
      named.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" } == [
        "1 whole 13", "2 core 9", "5 enhancing 3",
      ])
  }

  @Test(arguments: [
    #"{"labels": {"whole": [1, 2], "core": 2}}"#,
    #"{"labels": {"whole": [1, 2], "core": 2}, "regions_class_order": [1]}"#,
    #"{"labels": {"whole": [1, 2], "core": 2}, "regions_class_order": [1, 1]}"#, #"{"labels": {"whole": []}}"#,
  ])
  func `regions without their order are refused`(text: String) {
    #expect(throws: ReadError.self) { try Self.read(text) }
  }

  @Test func `a table of a hundred thousand lines is one pass`() throws {
    let clock = ContinuousClock()
    let began = clock.now
    let lines = (1...100_000).map { "\($0)\tname_\($0)\t#ff0000" }
    #expect(try Self.read("index\tname\tcolor\n" + lines.joined(separator: "\n")).names.count == 100_000)
    #expect(clock.now - began < .seconds(10))
  }
}

import Formats
import TestSupport
import Testing
import Volume

/// Names for label values from a file beside the mask.
@Suite struct `Label tables` {
  private static func read(_ text: String) throws -> [Int: String] {
    let folder = try Scratch()
    return try LabelTable.read(path: folder.write(Array(text.utf8), to: "labels")).names
  }

  private static func refusal(_ text: String) -> ReadError? { #expect(throws: ReadError.self) { try read(text) } }

  @Test(arguments: [
    #"{"labels": {"background": 0, "kidney": 1, "tumour": 2}, "file_ending": ".nii.gz"}"#,
    #" {"labels": {"0": "background", "1": "kidney", "2": "tumour"}}"#,
    "0 background\n1 kidney\n2 tumour\n", "# my labels\n\n1\tkidney\n2\ttumour  # last", "1,kidney\n2, tumour",
    "1 kidney\r\n2 tumour\r\n", "  1   kidney \n  2 tumour",
  ])
  func `every form gives the same names`(text: String) throws {
    #expect(try Self.read(text) == [1: "kidney", 2: "tumour"])
  }

  @Test func `a name may hold blanks`() throws {
    #expect(try Self.read("1 left kidney\n") == [1: "left kidney"])
  }

  @Test(arguments: [
    ("1 kidney\nliver 2\n", "line 2"), ("1 kidney\r\n\r\n2\r\n", "line 3"), ("-1 kidney", "line 1"),
    ("# names\n1 kidney\n1 liver", "line 3"),
  ])
  func `a mistake names its line`(text: String, place: String) {
    let error = Self.refusal(text)
    #expect(error?.code == .damaged)
    #expect(error?.message.contains(place) == true)
  }

  @Test func `regions, repetitions and other files are refused`() {
    let region = Self.refusal(#"{"labels": {"background": 0, "whole": [1, 2]}}"#)
    #expect(region?.code == .unsupported)
    #expect(region?.message.contains("whole") == true)
    #expect(Self.refusal(#"{"labels": {"kidney": 1, "tumour": 1}}"#)?.code == .damaged)
    #expect(Self.refusal(#"{"names": {"1": "kidney"}}"#)?.message.contains("labels") == true)
    #expect(Self.refusal(#"{"labels": {"1": "kidney",}}"#)?.message.contains("line 1") == true)
  }

  @Test func `a table names labels and declares those that are missing`() throws {
    let folder = try Scratch()
    let mask = try folder.write(NIfTIBuilder().bytes, to: "mask.nii")
    let table = try LabelTable.read(path: folder.write(Array("1 kidney\n2 liver\n4 spleen".utf8), to: "names.txt"))
    let named = try ExportReader.read(path: mask).named(by: table).segmentation.structures
    #expect(
      named.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" }
        == ["1 kidney 4", "2 liver 6", "4 spleen 0", "5 - 3"])
  }
}

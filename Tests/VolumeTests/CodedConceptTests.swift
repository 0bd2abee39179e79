import Testing
import Volume

/// Codes of published schemes. Those of the examples are SNOMED CT's and SNOMED RT's own (DICOM PS3.16, CID 7166 and
/// Annex O).
@Suite struct `Coded concepts` {
  @Test(arguments: [
    ("SCT:9846003", "SCT:9846003"), ("sct:9846003", "SCT:9846003"), (" SCT : 9846003 ", "SCT:9846003"),
    ("SNOMEDCT:9846003", "SCT:9846003"), ("snomed-ct:9846003", "SCT:9846003"), ("SNOMED CT:9846003", "SCT:9846003"),
    ("SRT:T-71000", "SRT:T-71000"), ("FMA:7204", "FMA:7204"), ("RadLex:RID205", "RADLEX:RID205"),
    ("SCT:64033007+24028007", "SCT:64033007+24028007"), ("sct:64033007 + SCT:24028007", "SCT:64033007+24028007"),
    ("SCT:64033007+srt:G-A100", "SCT:64033007+SRT:G-A100"),
  ])
  func `every spelling of a code is the same code`(written: String, expected: String) {
    #expect(CodedConcept(written)?.text == expected)
  }

  @Test(arguments: [
    ("SNOMED:9846003", "SCT:9846003"), ("SRT:T-71000", "SRT:t-71000"), ("SCT:64033007+24028007", "SCT:64033007"),
  ])
  func `what is not surely the same code differs`(one: String, other: String) {
    #expect(CodedConcept(one) != nil && CodedConcept(one) != CodedConcept(other))
  }

  @Test(arguments: [
    "", "kidney", "kidney_right", ":9846003", "SCT:", "SCT:98 46003", "SCT:9846003+", "+SCT:9846003", "SCT:1:2",
    "note: left kidney", "SCT:ärzte", "SCT:" + String(repeating: "1", count: 33),
  ])
  func `other text is no code`(text: String) {
    #expect(CodedConcept(text) == nil)
  }
}

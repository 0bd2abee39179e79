import Cases
import Foundation
import PolicyLanguage
import Reasoning
import SegWarden
import TestSupport
import Testing

/// Facts about a case, and which of them hold.
@Suite struct `Facts about a case` {
  @Test(arguments: [
    ("mask.nii.gz", "mask.context.yaml", "nephrectomy: left\n"),
    ("mask.nii", "mask.context.yml", "# facts\nnephrectomy: 'left'"),
    ("mask.nii.gz", "mask.context.json", #"{"nephrectomy":"left"}"#),
    ("mask.nii", "mask.context.json", "{\n\t\"nephrectomy\": \"left\"\n}\n"),
    ("dir/all.nii", "dir/context.yaml", "\u{FEFF}nephrectomy: left\r\n"),
    ("dir/all.nii", "dir/context.json", #"{"nephrectomy": "left"}"#),
  ])
  func `come from the file beside the export`(export: String, file: String, text: String) async throws {
    let scratch = try Scratch()
    let mask = try scratch.phantom("abdomen-kidney-missing", to: export)
    // A folder of one label map stands for folders.
    let path = export.hasPrefix("dir/") ? scratch.file("dir/") : mask
    let warden = try Warden(policy: "ct-kidneys")
    let before = try await warden.check(Export(path: path))
    #expect(before.decision == .reject && before.provenance.context["nephrectomy"] == "none")
    try scratch.write(text, to: file)
    let after = try await warden.check(Export(path: path))
    #expect(after.decision == .accept && after.provenance.context["nephrectomy"] == "left")
  }

  @Test(
    arguments: [
      // File, export, warden, what holds.
      ("right", nil, nil, "right"), ("right", "left", nil, "left"), ("right", "left", "none", "none"),
      ("right", nil, "left", "left"), (nil, "left", nil, "left"), (nil, nil, nil, "none"), ("null", nil, nil, "none"),
    ] as [(String?, String?, String?, String)])
  func `the warden outweighs the export, the export the file, the file the policy`(
    file: String?, export: String?, run: String?, holds: String
  ) async throws {
    func facts(_ value: String?) -> [String: String] { value.map { ["nephrectomy": $0] } ?? [:] }
    let scratch = try Scratch()
    let path = try scratch.phantom("abdomen-sound", to: "m.nii.gz")
    if let file { try scratch.write("nephrectomy: \(file)", to: "m.context.yaml") }
    let record = try await Warden(policy: "ct-kidneys", context: facts(run)).check(
      Export(path: path, caseName: "one", context: facts(export)))
    #expect(record.provenance.context["nephrectomy"] == holds)
    #expect(record.caseName == "one")
  }

  @Test(arguments: [
    ("nephrectomy: lefft", "line 1, column 14: the context 'nephrectomy' cannot have this value"),
    ("# a\npatient_name: Doe", "line 2, column 1: the policy ct-kidneys knows no context 'patient_name'"),
    ("- left", "line 1, column 1: facts are a mapping"), ("Doe", "line 1, column 1: facts are a mapping"),
    ("nephrectomy: [left]", "line 1, column 14: 'nephrectomy' takes one value, not a list"),
    ("nephrectomy: left\nnephrectomy: right", "line 2, column 1"), ("nephrectomy: 'left", "line 1"),
    ("", "says nothing"),
  ])
  func `that the policy does not declare are the case's error, with its place and without the patient's data`(
    text: String, words: String
  ) async throws {
    let scratch = try Scratch()
    let path = try scratch.phantom("abdomen-sound", to: "doe-john.nii.gz")
    try scratch.write(text, to: "doe-john.context.yaml")
    // What the run says does not hide it.
    let warden = try Warden(policy: "ct-kidneys", context: ["nephrectomy": "none"])
    let error = await #expect(throws: WardenError.self) { try await warden.check(Export(path: path)) }
    let message = try #require(error?.message)
    #expect(message.contains("context.yaml") && message.contains(words), "\(message)")
    #expect(!message.contains("Doe") && !message.contains("doe") && !message.contains(scratch.path))
  }

  @Test func `in two files are one too many`() async throws {
    let scratch = try Scratch()
    let path = try scratch.phantom("abdomen-sound", to: "m.nii.gz")
    for ending in ["yaml", "json"] { try scratch.write("{nephrectomy: none}", to: "m.context.\(ending)") }
    let warden = try Warden(policy: "ct-kidneys")
    let error = await #expect(throws: WardenError.self) { try await warden.check(Export(path: path)) }
    #expect(error?.message.contains("keep one") == true)
  }

  @Test func `of an export are checked as well, those of the warden at once`() async throws {
    let scratch = try Scratch()
    let path = try scratch.phantom("abdomen-sound", to: "m.nii.gz")
    let warden = try Warden(policy: "ct-kidneys")
    for facts in [["nephrectomy": "both"], ["breath": "deep"]] {
      await #expect(throws: WardenError.self) { try await warden.check(Export(path: path, context: facts)) }
      let error = #expect(throws: WardenError.self) { try Warden(policy: "ct-kidneys", context: facts) }
      #expect(error?.code == .unknownFact)
    }
  }

  @Test func `a missing export is told as such, whatever its facts`() async throws {
    let error = await #expect(throws: (any Error).self) {
      try await Warden(policy: "ct-kidneys").check(Export(path: "/nowhere/m.nii.gz", context: ["nephrectomy": "left"]))
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("no such file"))
  }
}

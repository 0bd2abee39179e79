import Evaluation
import Foundation
import Reasoning
import Results
import Store
import TestSupport
import Testing

@Suite struct AnonymousTests {
  @Test func `a pseudonym is HMAC-SHA256`() {
    // RFC 4231, test cases 2 and 6 (a key longer than a block).
    #expect(
      Pseudonyms(key: Array("Jefe".utf8)).name(for: "what do ya want for nothing?") == "case-5bdcc146bf60754e")
    #expect(
      Pseudonyms(key: Array(repeating: 0xaa, count: 131)).name(
        for: "Test Using Larger Than Block-Size Key - Hash Key First") == "case-60e431591ee0b67f")
  }

  @Test func `a key is made once, and is the owner's alone`() throws {
    let scratch = try Scratch()
    let path = scratch.file("key")
    let name = try Pseudonyms(keyFile: path).name(for: "case-17")
    #expect(try Pseudonyms(keyFile: path).name(for: "case-17") == name)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try Pseudonyms(keyFile: scratch.file("other")).name(for: "case-17") != name)
    try scratch.write("short", to: "short")
    #expect(throws: StoreError.self) { try Pseudonyms(keyFile: scratch.file("short")) }
  }

  @Test func `neither name nor path nor a name of the export is in the file or in a record`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let store = try Store(path, pseudonyms: Pseudonyms(key: [1, 2, 3]))
    let run = try store.begin(Sample.run(isAnonymous: true))
    var record = try Sample.record(
      "MUELLER_HANS", .reject, words: "MUELLER_HANS was read from /data/MUELLER_HANS/seg_19480513.nii.gz.")
    record.findings[1].message = "The export holds what no policy knows: Mueller tumour."
    record.findings[1].exportNames = ": Mueller tumour"
    record.reasons[0].text += " The export holds what no policy knows: Mueller tumour."
    record.notes = ["The file seg_19480513.nii.gz was thresholded at 128.", "kidney_left is named like this."]
    record.provenance.answers = String(repeating: "d", count: 64)
    let id = try store.add(
      result: CaseResult(record), path: "/data/MUELLER_HANS/seg_19480513.nii.gz", run: run, order: 0,
      answers: "{\"case\": \"MUELLER_HANS\"}")
    let text = try store.recordText(of: id)
    for word in ["MUELLER", "19480513", "Mueller", "/data"] {
      #expect(!StoreFile.holds(word, in: path), "\(word) in the file")
      #expect(!text.contains(word), "\(word) in the record")
    }
    let found = try store.cases(of: run)[0]
    #expect(found.name == Pseudonyms(key: [1, 2, 3]).name(for: "MUELLER_HANS"))
    #expect(found.path == nil)
    #expect(try store.answers(of: id) == nil)
    let kept = try #require(try store.result(of: id).record)
    #expect(kept.caseName == found.name && kept.decision == .reject && kept.provenance.answers == nil)
    // What is no name stays.
    #expect(kept.findings.map(\.labels) == record.findings.map(\.labels))
    #expect(kept.measures == record.measures)
    #expect(kept.notes == ["The file \(found.name) was thresholded at 128.", "kidney_left is named like this."])
  }

  @Test func `a case that is called like a label of the policy leaves the labels alone`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"), pseudonyms: Pseudonyms(key: [1]))
    let run = try store.begin(Sample.run(isAnonymous: true))
    let record = try Sample.record("liver", .reject, words: "The volume of liver is small.")
    let id = try store.add(
      result: CaseResult(record), path: "/x/liver.nii.gz", run: run, order: 0, answers: nil)
    let kept = try #require(try store.result(of: id).record)
    #expect(kept.findings[0].message == "The volume of liver is small.")
    #expect(kept.caseName != "liver")
  }

  @Test func `a failure tells no name either`() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.sqlite")
    let store = try Store(path, pseudonyms: Pseudonyms(key: [1]))
    let run = try store.begin(Sample.run(isAnonymous: true))
    let failure = CaseFailure(code: "damaged", message: "seg_19480513.nii.gz of MUELLER ends early.")
    try store.add(
      result: CaseResult(caseName: "MUELLER", failure: failure), path: "/d/seg_19480513.nii.gz", run: run, order: 0,
      answers: nil)
    #expect(!StoreFile.holds("MUELLER", in: path) && !StoreFile.holds("19480513", in: path))
    #expect(try store.cases(of: run)[0].failure?.message.hasSuffix("ends early.") == true)
  }

  @Test func `without a key nothing is stored of an anonymous run`() throws {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let error = #expect(throws: StoreError.self) { try store.begin(Sample.run(isAnonymous: true)) }
    #expect(error?.code == .mismatch)
    let run = try Store(scratch.file("a.sqlite"), pseudonyms: Pseudonyms(key: [1])).begin(
      Sample.run(isAnonymous: true))
    #expect(throws: StoreError.self) {
      try store.add(result: Sample.failure("a"), path: nil, run: run, order: 0, answers: nil)
    }
    #expect(try store.cases(of: run).isEmpty)
  }
}

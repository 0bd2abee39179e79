import Anatomy
import Evaluation
import Foundation
import PolicyLanguage
import Reasoning
import Testing

/// The published form of what reasoning adds to a record.
@Suite struct RecordTests {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `a reason has the agreed keys and leaves out what there is not`() throws {
    let reason = Reason(
      id: "R1", fault: .sidesSwapped, kind: "position", severity: .reject, label: "kidney_left",
      otherLabels: ["kidney_right"], text: "Swapped.", evidence: ["F7"], counterfactual: "c", repair: "swap-labels")
    #expect(
      try json(reason)
        == #"{"counterfactual":"c","evidence":["F7"],"fault":"sides-swapped","id":"R1","kind":"position","label":"kidney_left","other_labels":["kidney_right"],"repair":"swap-labels","severity":"reject","text":"Swapped."}"#
    )
    #expect(
      try json(Reason(id: "R1", kind: "file", severity: .note, text: "t", evidence: ["F1"]))
        == #"{"evidence":["F1"],"id":"R1","kind":"file","severity":"note","text":"t"}"#)
  }

  @Test func `a stage has the agreed keys, and unknown usage is not zero`() throws {
    var stage = StageRecord(
      name: .knowledgeRecall, prompt: .init(id: "p", version: "1", sha256: "ab"), model: "m",
      statements: [Statement(id: "K1", text: "t", evidence: ["volume"], grounded: true)], latencyMilliseconds: 5)
    #expect(
      try json(stage)
        == #"{"answers":[],"cached":false,"latency_ms":5,"model":"m","name":"knowledge-recall","prompt":{"id":"p","sha256":"ab","version":"1"},"statements":[{"evidence":["volume"],"grounded":true,"id":"K1","text":"t"}],"votes":[]}"#
    )
    stage.usage = .init(inputTokens: 3, outputTokens: 4)
    #expect(try json(stage).contains(#""usage":{"input_tokens":3,"output_tokens":4}"#))
  }

  @Test func `decisions are ordered`() { #expect(Decision.accept < .review && Decision.review < .reject) }
}

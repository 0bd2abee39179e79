import JSON
import Testing

@testable import LanguageModel

/// One run is answered by one state of one model.
@Suite struct ServedModelTests {
  /// Answers in turn under these names.
  private actor Turns: LanguageModel {
    nonisolated let name = "asked"
    nonisolated let fingerprint: JSONValue = ["model": "asked"]
    nonisolated let capacity = ModelCapacity()
    private var names: [String]

    init(_ names: [String]) { self.names = names }

    func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
      ModelAnswer(
        value: true, model: names.removeFirst(), usage: ModelUsage(inputTokens: 7, outputTokens: 1),
        latencyMilliseconds: 0, attempts: 1)
    }
  }

  /// The names after the bar are refused.
  @Test(arguments: [
    "gpt-4o gpt-4o", "gpt-4o gpt-4o-2024-08-06 gpt-4o", "gpt-4o-2024-08-06 gpt-4o gpt-4o-2024-08-06",
    "gpt-4o | gpt-4o-mini", "gpt-4o-2024-05-13 | gpt-4o-2024-08-06", "gpt-4o-2024-05-13 gpt-4o | gpt-4o-2024-08-06",
    "gpt-4o gpt-4o-2024-05-13 | gpt-4o-2024-08-06", "claude-x-latest claude-x-20250101 claude-x",
    "claude-x-20250101 | claude-y-20250101", "claude-x-20250101 | claude-x-20250202",
    "models/gemini-3-pro gemini-3-pro-002",
    "gemini-3-pro-001 | gemini-3-pro-002", "GPT-4o gpt-4o", "qwen2.5vl:7b | qwen2.5vl:72b", "llava llava:latest",
    "x@20250101 x", "gpt-4-0613 gpt-4 | gpt-4-1106", "served | other", "served | served-2",
  ])
  func `an alias and its dated name are one model, and another name is a failure`(row: String) async throws {
    let parts = row.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    let (same, others) = (parts[0], parts.count > 1 ? parts[1] : [])
    let model = ModelGateway(Turns(same + others))
    let question = ModelRequest(system: "", parts: [.text("?")], schemaName: "s", schema: .null)
    for name in same { #expect(try await model.answer(question).model == name) }
    for name in others {
      let error = await #expect(throws: ModelError.self) { try await model.answer(question) }
      #expect(error?.code == .modelChanged && error?.message.contains(name) == true)
      #expect(error?.usage == ModelUsage(inputTokens: 7, outputTokens: 1))
    }
  }
}

import JSON
import LanguageModel

/// Answers in each interface's wire form, written by hand after the providers' documents.
struct Wire {
  let interface: ModelProfile.Interface

  init(_ interface: ModelProfile.Interface) { self.interface = interface }

  enum Ending: CaseIterable {
    case whole, refused, blocked, cutOff
  }

  private func quoted(_ text: String) throws -> String { try JSONValue.string(text).text() }

  /// A text, as a whole: 10 tokens in, 3 out.
  func answer(_ text: String, _ ending: Ending = .whole) throws -> String {
    let said = try quoted(text)
    switch (interface, ending) {
    case (.chatCompletions, .refused):
      return
        #"{"model":"served","choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"I will not."}}],"#
        + #""usage":{"prompt_tokens":10,"completion_tokens":3}}"#
    case (.chatCompletions, _):
      let finish = [Ending.whole: "stop", .blocked: "content_filter", .cutOff: "length"][ending] ?? ""
      return
        #"{"id":"c1","object":"chat.completion","created":1,"model":"served","choices":[{"index":0,"logprobs":null,"#
        + #""finish_reason":"\#(finish)","message":{"role":"assistant","content":\#(said),"refusal":null}}],"#
        + #""usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}"#
    case (.responses, _):
      let (status, details) =
        switch ending {
        case .blocked: ("incomplete", #"{"reason":"content_filter"}"#)
        case .cutOff: ("incomplete", #"{"reason":"max_output_tokens"}"#)
        default: ("completed", "null")
        }
      let part =
        ending == .refused
        ? #"{"type":"refusal","refusal":"I will not."}"# : #"{"type":"output_text","text":\#(said),"annotations":[]}"#
      return #"{"id":"resp_1","object":"response","status":"\#(status)","error":null,"incomplete_details":\#(details),"#
        + #""model":"served","output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"msg_1","#
        + #""status":"\#(status)","role":"assistant","content":[\#(part)]}],"usage":{"input_tokens":10,"output_tokens":3,"#
        + #""total_tokens":13,"output_tokens_details":{"reasoning_tokens":2}}}"#
    case (.gemini, .blocked):
      return #"{"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[]},"modelVersion":"served","#
        + #""usageMetadata":{"promptTokenCount":10,"totalTokenCount":13}}"#
    case (.gemini, .refused):
      // A candidate without content.
      return #"{"candidates":[{"index":0,"finishReason":"PROHIBITED_CONTENT","finishMessage":"I will not."}],"#
        + #""modelVersion":"served","usageMetadata":{"promptTokenCount":10,"totalTokenCount":13}}"#
    case (.gemini, _):
      return #"{"candidates":[{"index":0,"finishReason":"\#(ending == .cutOff ? "MAX_TOKENS" : "STOP")","content":{"#
        + #""role":"model","parts":[{"text":"hm {","thought":true},{"text":\#(said)}]},"avgLogprobs":-0.1}],"#
        + #""modelVersion":"served","responseId":"r1","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":1,"#
        + #""thoughtsTokenCount":2,"totalTokenCount":13}}"#
    case (.messages, .refused), (.messages, .blocked):
      return #"{"id":"msg_1","type":"message","role":"assistant","model":"served","stop_reason":"refusal","#
        + #""stop_details":{"type":"refusal","category":"c","explanation":"I will not."},"content":[],"#
        + #""usage":{"input_tokens":2,"cache_read_input_tokens":8,"output_tokens":3}}"#
    case (.messages, _):
      return #"{"id":"msg_1","type":"message","role":"assistant","model":"served","stop_details":null,"#
        + #""stop_reason":"\#(ending == .cutOff ? "max_tokens" : "end_turn")","content":[{"type":"thinking","#
        + #""thinking":"hm {","signature":"s"},{"type":"text","text":\#(said)}],"usage":{"input_tokens":2,"#
        + #""cache_creation_input_tokens":0,"cache_read_input_tokens":8,"output_tokens":3}}"#
    case (.ollama, _):
      return #"{"model":"served","created_at":"t","message":{"role":"assistant","thinking":"hm {","content":\#(said)},"#
        + #""done":true,"done_reason":"\#(ending == .cutOff ? "length" : "stop")","prompt_eval_count":10,"eval_count":3}"#
    }
  }

  /// The same in pieces, one event each, without what separates events.
  func pieces(_ text: String, _ ending: Ending = .whole) throws -> [String] {
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    let halves = [try quoted(String(text[..<middle])), try quoted(String(text[middle...]))]
    switch interface {
    case .chatCompletions:
      func chunk(_ delta: String, _ finish: String) -> String {
        #"data: {"id":"c1","object":"chat.completion.chunk","model":"served","choices":[{"index":0,"delta":\#(delta),"#
          + #""finish_reason":\#(finish)}],"usage":null}"#
      }
      let finish = [Ending.blocked: "content_filter", .cutOff: "length"][ending] ?? "stop"
      let deltas =
        ending == .refused
        ? [#"{"refusal":"I will"}"#, #"{"refusal":" not."}"#] : halves.map { #"{"content":\#($0)}"# }
      return [": keep alive", chunk(#"{"role":"assistant","content":null}"#, "null")]
        + deltas.map { chunk($0, "null") } + [chunk("{}", #""\#(finish)""#)]
        + [
          #"data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}"#, "data: [DONE]",
        ]
    case .responses:
      let whole = try answer(text, ending)
      let end = ending == .cutOff || ending == .blocked ? "response.incomplete" : "response.completed"
      return [
        "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"status\":\"in_progress\"}}"
      ]
        + halves.map {
          "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\($0)}"
        }
        + ["event: \(end)\ndata: {\"type\":\"\(end)\",\"response\":\(whole)}"]
    case .gemini:
      guard ending == .whole || ending == .cutOff else { return ["data: " + (try answer(text, ending))] }
      let finish = ending == .cutOff ? "MAX_TOKENS" : "STOP"
      return [
        #"data: {"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true}]}}],"modelVersion":"served"}"#,
        #"data: {"candidates":[{"content":{"role":"model","parts":[{"text":\#(halves[0])}]}}],"modelVersion":"served"}"#,
        #"data: {"candidates":[{"content":{"role":"model","parts":[{"text":\#(halves[1])}]},"finishReason":"\#(finish)"}],"#
          + #""responseId":"r1","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"totalTokenCount":13}}"#,
      ]
    case .messages:
      func event(_ type: String, _ rest: String) -> String {
        "event: \(type)\ndata: {\"type\":\"\(type)\"\(rest.isEmpty ? "" : ",")\(rest)}"
      }
      let isRefused = ending == .refused || ending == .blocked
      let stop = isRefused ? "refusal" : ending == .cutOff ? "max_tokens" : "end_turn"
      let blocks = [
        event("content_block_start", #""index":0,"content_block":{"type":"thinking","thinking":""}"#),
        event("content_block_delta", #""index":0,"delta":{"type":"thinking_delta","thinking":"hm {"}"#),
        event("content_block_stop", #""index":0"#), event("ping", ""),
        event("content_block_start", #""index":1,"content_block":{"type":"text","text":""}"#),
        event("content_block_delta", #""index":1,"delta":{"type":"text_delta","text":\#(halves[0])}"#),
        event("content_block_delta", #""index":1,"delta":{"type":"text_delta","text":\#(halves[1])}"#),
        event("content_block_stop", #""index":1"#),
      ]
      return [
        event(
          "message_start",
          #""message":{"id":"msg_1","type":"message","role":"assistant","model":"served","content":[],"stop_reason":null,"#
            + #""usage":{"input_tokens":2,"cache_read_input_tokens":8,"output_tokens":1}}"#)
      ] + (isRefused ? [] : blocks) + [
        event(
          "message_delta",
          #""delta":{"stop_reason":"\#(stop)","stop_details":\#(isRefused ? #"{"explanation":"I will not."}"# : "null")},"#
            + #""usage":{"output_tokens":3}"#), event("message_stop", ""),
      ]
    case .ollama:
      let end = ending == .cutOff ? "length" : "stop"
      return [#"{"model":"served","message":{"role":"assistant","content":"","thinking":"hm {"},"done":false}"#]
        + halves.map { #"{"model":"served","message":{"role":"assistant","content":\#($0)},"done":false}"# }
        + [
          #"{"model":"served","message":{"role":"assistant","content":""},"done":true,"done_reason":"\#(end)","#
            + #""prompt_eval_count":10,"eval_count":3}"#
        ]
    }
  }

  private var separator: String { interface == .ollama ? "\n" : "\n\n" }

  func stream(_ pieces: [String]) -> String { pieces.map { $0 + separator }.joined() }

  /// The answer as a step of a script, streamed or not.
  func step(_ text: String, _ ending: Ending = .whole, streamed: Bool) throws -> ScriptedServer.Step {
    guard streamed else { return .answer(200, ["Content-Type: application/json"], try answer(text, ending)) }
    let type = interface == .ollama ? "application/x-ndjson" : "text/event-stream"
    return .answer(200, ["Content-Type: \(type)"], stream(try pieces(text, ending)))
  }
}

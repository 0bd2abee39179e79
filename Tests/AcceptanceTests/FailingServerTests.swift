import Foundation
import TestSupport
import Testing

/// Whatever a server does instead of answering, from one end of the program to the other: a sound export goes to
/// review, its record names the cause, and the server is not asked more often than may help.
@Suite struct FailingServerTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let name: String
    let sent: String
    let cause: String
    let requests: Int
    var testDescription: String { name }

    init(_ name: String, _ status: String, _ body: String, headers: String = "", cause: String, requests: Int) {
      self.name = name
      sent =
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)Connection: close\r\n\r\n\(body)"
      (self.cause, self.requests) = (cause, requests)
    }

    init(_ name: String, raw: String, cause: String, requests: Int) {
      (self.name, sent, self.cause, self.requests) = (name, raw, cause, requests)
    }

    /// A chat completion with status 200.
    static func completion(
      _ name: String, _ content: String, finish: String = "stop", more: String = "", cause: String, requests: Int
    ) -> Fault {
      let body = #"{"model":"m","choices":[{"finish_reason":"\#(finish)","message":{"content":\#(content)\#(more)}}]}"#
      return Fault(name, "200 OK", body, cause: cause, requests: requests)
    }
  }

  /// Three requests are the first and two repetitions, or the first and two corrections.
  static let faults: [Fault] = [
    .completion(
      "refusal", "null", more: #","refusal":"I will not look at patients.""#, cause: "refused", requests: 1),
    .completion("content filter", "null", finish: "content_filter", cause: "blocked", requests: 1),
    .completion("cut off", #""{\"statements\": [""#, finish: "length", cause: "cut-off", requests: 1),
    .completion("empty", #""""#, cause: "empty-answer", requests: 3),
    .completion("no JSON", #""The kidneys look fine to me: accept.""#, cause: "invalid-answer", requests: 3),
    .completion("another schema", #""{\"verdict\": \"accept\"}""#, cause: "invalid-answer", requests: 3),
    .completion(
      "a fence around another schema", #""```json\n{\"verdict\": \"accept\"}\n```""#, cause: "invalid-answer",
      requests: 3),
    Fault("400", "400 Bad Request", #"{"error":{"message":"no"}}"#, cause: "configuration", requests: 1),
    Fault("401", "401 Unauthorized", #"{"error":"who are you"}"#, cause: "configuration", requests: 1),
    Fault("404", "404 Not Found", "", cause: "configuration", requests: 1),
    Fault("408", "408 Request Timeout", "", headers: "Retry-After: 1\r\n", cause: "unavailable", requests: 3),
    Fault("409", "409 Conflict", "", headers: "retry-after-ms: 10\r\n", cause: "configuration", requests: 3),
    Fault(
      "429", "429 Too Many Requests", "{}", headers: "retry-after-ms: 10\r\n", cause: "unavailable", requests: 3),
    Fault(
      "429 for an hour", "429 Too Many Requests", "{}", headers: "Retry-After: 3600\r\n", cause: "unavailable",
      requests: 1),
    Fault(
      "429 without quota", "429 Too Many Requests", #"{"error":{"message":"pay","code":"insufficient_quota"}}"#,
      cause: "unavailable", requests: 1),
    Fault("500", "500 Oops", "", headers: "retry-after-ms: 10\r\n", cause: "unavailable", requests: 3),
    Fault("503", "503 Busy", "[]", headers: "retry-after-ms: 10\r\n", cause: "unavailable", requests: 3),
    Fault("529", "529 Overloaded", "{}", headers: "retry-after-ms: 10\r\n", cause: "unavailable", requests: 3),
    Fault("a proxy's page", "200 OK", "<html><body>Sign in</body></html>", cause: "unavailable", requests: 1),
    Fault(
      "a moved server", "302 Found", "", headers: "Location: http://other/\r\n", cause: "configuration", requests: 1),
    Fault("nothing", raw: "", cause: "unavailable", requests: 3),
    Fault(
      "a broken body", raw: "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"choices\":", cause: "unavailable",
      requests: 3),
  ]

  /// Each in the first stage, some in the last.
  static let failures: [(fault: Fault, stage: String)] =
    faults.map { ($0, "knowledge_recall") }
    + faults.filter { ["refusal", "cut off", "no JSON", "500", "a broken body"].contains($0.name) }
    .map { ($0, "clinical_synthesis") }

  @Test(arguments: failures)
  func `a failing server leads to review, with its cause`(fault: Fault, stage: String) throws {
    let scratch = try Scratch()
    let export = scratch.file("sound.nii.gz")
    let recipe = try scratch.write(
      """
      segwarden: 1
      phantom: kidneys
      title: Kidneys
      grid: {size: [50, 30, 45], spacing: [5, 5, 5], axes: LPS, centre: [R 0, P 50, I 40]}
      labels: {kidney_right: 2, kidney_left: 3}
      shapes:
        - {label: kidney_right, ellipsoid: {centre: [R 60, P 56, I 48], radii: [27, 24, 55]}}
        - {label: kidney_left, ellipsoid: {centre: [L 62, P 56, I 36], radii: [27, 24, 54]}}
      """, to: "kidneys.yaml")
    #expect(try Program.run("phantom", recipe, "-o", export).status == 0)
    let server = AnsweringServer(sending: { $0 == stage ? fault.sent : nil })
    defer { server.stop() }
    let run = try Program.run(
      "check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m", "--base-url", server.address,
      "--cache", "off", "--format", "json")
    #expect(run.status == 2, "\(run.errors)")
    let record = try #require(try run.json() as? [String: Any])
    #expect(record["decision"] as? String == "review")
    let stages = try #require(record["stages"] as? [[String: Any]])
    #expect(stages.last?["cause"] as? String == fault.cause, "\(stages.last?["error"] ?? "")")
    #expect(server.requests.count { $0.contains("\"\(stage)\"") } == fault.requests)
  }
}

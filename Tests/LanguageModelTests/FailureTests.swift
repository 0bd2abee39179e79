import Foundation
import JSON
import LanguageModel
import Testing

/// What happens when the server or the way to it fails.
@Suite struct FailureTests {
  @Test(
    arguments: [
      (400, ModelError.Code.rejectedRequest), (401, .unauthorised), (402, .quotaExhausted), (403, .unauthorised),
      (404, .rejectedRequest), (413, .rejectedRequest), (422, .rejectedRequest), (302, .rejectedRequest),
    ], ModelProfile.Interface.allCases)
  func `what will not pass is not tried again`(
    status: (Int, ModelError.Code), interface: ModelProfile.Interface
  ) async throws {
    let (status, code) = status
    let body = #"{"error":{"message":"no","type":"t","param":null,"code":7}}"#
    try await withServer([.answer(status, ["Location: http://127.0.0.1:1/"], body)]) { server in
      let error = try #require(await failure(of: server.model(interface) { $0.streams = status % 2 == 0 }))
      #expect(error.code == code)
      #expect(error.message.hasPrefix("\(server.address) answered \(status) (no): "))
      #expect(server.requests.count == 1 && error.attempts == 1)
    }
  }

  @Test(
    arguments: [
      (408, ModelError.Code.timeout), (409, .rejectedRequest), (425, .rejectedRequest), (429, .rateLimited),
      (500, .serverFailure), (502, .serverFailure), (503, .serverFailure), (504, .serverFailure), (529, .serverFailure),
    ], ModelProfile.Interface.allCases)
  func `what may pass is tried three times, waiting longer each time`(
    status: (Int, ModelError.Code), interface: ModelProfile.Interface
  ) async throws {
    let (status, code) = status
    let waits = RecordedWaits()
    try await withServer([ScriptedServer.Step](repeating: .answer(status, [], "busy"), count: 4)) { server in
      let error = try #require(await failure(of: server.model(interface, waits: waits)))
      #expect(error.code == code)
      #expect(error.attempts == 3 && server.requests.count == 3)
      #expect(waits.all == [.milliseconds(500), .seconds(1)])
    }
  }

  @Test(arguments: [
    ("Retry-After: 7", "{}", Duration.seconds(7)), ("Retry-After: 0.5", "{}", .milliseconds(500)),
    ("Retry-After: soon", "{}", .milliseconds(500)), ("Retry-After: 0", "{}", .milliseconds(500)),
    ("retry-after-ms: 1250.5", "{}", .milliseconds(1251)), ("retry-after-ms: -1", "{}", .milliseconds(500)),
    ("X: y", Self.retryInfo("45.837906927s"), .milliseconds(45_838)), ("X: y", Self.retryInfo("7"), .milliseconds(500)),
    ("X: y", "[\(Self.retryInfo("2s"))]", .seconds(2)),
    ("X: y", #"{"error":{"message":"Quota. Please retry in 3.5s."}}"#, .milliseconds(3500)),
    // The header outweighs the body.
    ("Retry-After: 7", Self.retryInfo("2s"), .seconds(7)),
  ])
  func `the wait that a server asks for is kept`(header: String, body: String, wait: Duration) async throws {
    let waits = RecordedWaits()
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([.answer(429, [header], body), .answer(200, [], good)]) { server in
      let answer = try await server.model(waits: waits).answer(Fixtures.question)
      #expect(answer.attempts == 2)
      #expect(waits.all == [wait])
    }
  }

  /// As Google's servers send it.
  private static func retryInfo(_ delay: String) -> String {
    #"{"error":{"code":429,"message":"wait","status":"RESOURCE_EXHAUSTED","details":[{"@type":"x","a":1},"#
      + #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"\#(delay)"}]}}"#
  }

  @Test func `retry-after-ms outweighs Retry-After, and a date is a wait`() async throws {
    let waits = RecordedWaits()
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let due = Date(timeIntervalSinceNow: 115)
    let date = format.string(from: due)
    let script: [ScriptedServer.Step] = [
      .answer(503, ["Retry-After: 9", "retry-after-ms: 20"], ""), .answer(503, ["Retry-After: \(date)"], ""),
      .answer(200, [], try Fixtures.completion(Fixtures.good)),
    ]
    try await withServer(script) { server in
      _ = try await server.model(waits: waits).answer(Fixtures.question)
      #expect(waits.all.first == .milliseconds(20))
      // Dates count whole seconds, and this machine may be slow.
      let left = Duration.seconds(max(0, due.timeIntervalSinceNow - 2))
      #expect(waits.all.last.map { (left...(.seconds(115))).contains($0) } == true)
    }
  }

  @Test(arguments: [
    ("Retry-After: 121", "{}", "121 seconds"), ("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT", "{}", "seconds"),
    ("X: y", #"{"error":{"code":"insufficient_quota","message":"quota"}}"#, "quota"),
    ("x-should-retry: false", "{}", "later"),
    (
      "X: y",
      #"{"type":"error","error":{"type":"rate_limit_error","message":"quota","details":{"error_code":"enforced_spend_limit_reached"}}}"#,
      "quota"
    ),
    (
      "X: y",
      #"[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"quota","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","#
        + #""violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}]}}]"#,
      "quota"
    ),
  ])
  func `a wait without prospect is not begun`(header: String, body: String, words: String) async throws {
    let waits = RecordedWaits()
    try await withServer([.answer(429, [header], body)]) { server in
      let error = try #require(await failure(of: server.model(waits: waits)))
      #expect(error.code == (words == "quota" ? .quotaExhausted : .rateLimited))
      #expect(error.message.contains(words))
      #expect(waits.all.isEmpty && server.requests.count == 1)
    }
  }

  @Test func `a server that says to try again is tried again`() async throws {
    let script: [ScriptedServer.Step] = [
      .answer(400, ["x-should-retry: true"], "{}"), .answer(200, [], try Fixtures.completion(Fixtures.good)),
    ]
    try await withServer(script) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.attempts == 2)
    }
  }

  @Test func `a question that a provider's filter holds back is blocked, not wrong`() async throws {
    let body = #"{"error":{"code":"content_filter","status":400,"message":"The prompt triggered a filter"}}"#
    try await withServer([.answer(400, [], body)]) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.code == .blocked && error.attempts == 1)
    }
  }

  @Test func `a missing key is told with where it belongs, a request with its number`() async throws {
    try await withServer([.answer(401, ["x-request-id: req_7"], "{}")]) { server in
      let error = try #require(await failure(of: server.model(key: nil)))
      #expect(
        error.message
          == "\(server.address) answered 401 (request req_7): no key was sent; put it into SEGWARDEN_API_KEY.")
    }
  }

  @Test(arguments: ModelProfile.Interface.allCases)
  func `a key that a server repeats is hidden`(interface: ModelProfile.Interface) async throws {
    let key = "AbCdEfGh.secret"
    let bodies = ["\(key)", #"{"error":"bad \#(key)"}"#, #"[{"error":{"message":"bad (\#(key))","code":"\#(key)"}}]"#]
    for (status, body) in bodies.flatMap({ body in [(401, body), (200, body)] }) {
      try await withServer([.answer(status, ["x-request-id: \(key)"], body)]) { server in
        let error = try #require(await failure(of: server.model(interface, key: key)))
        #expect(!"\(error)".contains("secret"))
      }
    }
  }

  @Test func `a refused connection is unreachable after three tries`() async throws {
    let server = ScriptedServer([], isListening: false)
    defer { server.stop() }
    let waits = RecordedWaits()
    let error = try #require(await failure(of: server.model(waits: waits)))
    #expect(error.code == .unreachable)
    #expect(error.message.contains("No connection to \(server.address)"))
    #expect(error.attempts == 3 && waits.all.count == 2)
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":", ""])
  func `a connection that breaks is tried again`(bytes: String) async throws {
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([.raw(bytes), .answer(200, [], good)]) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.attempts == 2)
    }
    try await withServer([ScriptedServer.Step](repeating: .raw(bytes), count: 3)) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.code == .interrupted)
      #expect(error.message.contains("broke before the answer was complete"))
    }
  }

  @Test(arguments: [
    HTTPTransport.Limits(totalSeconds: 1), HTTPTransport.Limits(totalSeconds: 30, silentSeconds: 1),
  ])
  func `a server that says nothing is given up, and not asked again`(limits: HTTPTransport.Limits) async throws {
    try await withServer([.silence]) { server in
      let error = try #require(await failure(of: server.model(limits: limits)))
      #expect(error.code == .timeout)
      #expect(error.message.contains("did not finish its answer within \(limits.totalSeconds) seconds"))
      #expect(error.attempts == 1 && server.requests.count == 1)
    }
  }

  @Test func `a refusal to connect by a proxy is told`() async throws {
    // The proxy is the scripted server; the model is nowhere.
    let proxyWords = "<html><head><title>Proxy login</title></head></html>"
    try await withServer([.answer(407, [], proxyWords)]) { proxy in
      var profile = ModelProfile(
        name: "p", interface: .chatCompletions, baseURL: "http://model.invalid/v1", model: "m")
      profile.proxy = .address(proxy.address)
      let model = try RemoteModel(profile: profile, key: nil, allowPlainHTTP: true, retry: RecordedWaits().policy)
      let error = try #require(await failure(of: model))
      #expect(error.code == .unauthorised)
      #expect(error.message.contains("Proxy login") && error.message.contains("https_proxy"))
      #expect(proxy.requests.first?.head.hasPrefix("POST http://model.invalid/v1/chat/completions HTTP/1.1") == true)
    }
  }

  @Test func `a cancelled question ends as cancelled, not by its time limit`() async throws {
    try await withServer([.silence]) { server in
      let model = try server.model(limits: HTTPTransport.Limits(totalSeconds: 600))
      let task = Task { await failure(of: model) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      #expect(await task.value?.code == .cancelled)
    }
  }

  @Test func `cancelling while waiting for a retry ends the wait`() async throws {
    try await withServer([.answer(500, [], "")]) { server in
      let model = try RemoteModel(
        profile: ModelProfile(name: "m", interface: .chatCompletions, baseURL: server.address, model: "m"), key: nil,
        retry: RetryPolicy(sleep: { _ in throw CancellationError() }))
      #expect(await failure(of: model)?.code == .cancelled)
    }
  }

  @Test func `an answer beyond the bound is not kept`() async throws {
    let body = String(repeating: " ", count: 5000)
    try await withServer([.answer(200, [], body)]) { server in
      let limits = HTTPTransport.Limits(totalSeconds: 600, maximumResponseBytes: 4999)
      let error = try #require(await failure(of: server.model(limits: limits)))
      #expect(error.code == .serverFailure)
      #expect(error.message.contains("4999"))
    }
  }

  @Test func `proxies in the environment are not asked for this machine`() async throws {
    // In a process of its own, since the environment belongs to all tests.
    await #expect(processExitsWith: .success) {
      // A proxy that does not exist: were it used, nothing would come back.
      setProxy("http://127.0.0.1:9")
      try await withServer([.answer(200, [], try Fixtures.completion(Fixtures.good))]) { server in
        let answer = try await server.model().answer(Fixtures.question)
        #expect(answer.value == Fixtures.goodValue)
      }
    }
  }

  @Test(arguments: [
    (#"{"error":"model not found"}"#, "(model not found)"), (#"[{"error":{"message":"bad field"}}]"#, "(bad field)"),
    (#"{"object":"error","message":"too long"}"#, "(too long)"),
    (#"{"detail":[{"loc":["body"],"msg":"Field required","input":"secret"}]}"#, "(Field required)"),
    ("<html><head><title>502 Bad Gateway</title></head><body>x</body></html>", "(502 Bad Gateway)"),
    ("<p>Not\n<b>here</b></p>", "(Not here)"), ("", "answered 400: "), ("{}", "answered 400: "),
    (#"{"error":{"message":"Wrong key sk-test-1234567890 and 'sk-abc***x'"}}"#, "(Wrong key [key] and [key])"),
    (#"{"error":{"message":"cannot read data:image/png;base64,iVBORw0KGgo="}}"#, "(cannot read […])"),
    (#"{"error":{"message":"a\u001b[31mred\u0007\nb"}}"#, "(a [31mred b)"),
  ])
  func `error bodies of every shape are told in one clean line`(body: String, words: String) async throws {
    try await withServer([.answer(400, [], body)]) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.message.contains(words))
      #expect(!error.message.contains("sk-"))
    }
  }

  @Test func `long error texts are cut`() async throws {
    try await withServer([.answer(400, [], String(repeating: "word ", count: 100))]) { server in
      let message = try #require(await failure(of: server.model())).message
      #expect(message.contains("…"))
      #expect(message.count < 300)
    }
  }
}

import JSON
import LanguageModel
import Testing

@Suite struct TransportTests {
  private func address(_ server: ScriptedServer) throws -> ServerAddress {
    try ServerAddress(base: server.address, operation: "chat/completions")
  }

  /// libcurl does not use connections again that were idle for two minutes, as they may be where much else is to do.
  private func isReused(_ server: ScriptedServer, since start: ContinuousClock.Instant) -> Bool {
    server.connections == 1 || ContinuousClock.now - start > .seconds(100)
  }

  @Test func `connections are used again`() async throws {
    let (transport, start) = (HTTPTransport(), ContinuousClock.now)
    try await withServer([ScriptedServer.Step](repeating: .keep(200, "{}"), count: 10)) { server in
      let request = HTTPRequest(address: try address(server), headers: [], body: [1, 2, 3])
      for _ in 0..<10 { _ = try await transport.send(request) }
      #expect(server.requests.count == 10 && server.requests.allSatisfy { $0.body == [1, 2, 3] })
      #expect(isReused(server, since: start))
    }
  }

  @Test func `what one request was sent with does not reach the next`() async throws {
    let (transport, start) = (HTTPTransport(), ContinuousClock.now)
    try await withServer([ScriptedServer.Step](repeating: .keep(200, "{}"), count: 2)) { server in
      let address = try address(server)
      _ = try await transport.send(
        HTTPRequest(address: address, headers: [HTTPHeader("Authorization", "Bearer k")], body: [1]))
      _ = try await transport.send(HTTPRequest(address: address, headers: [], body: []))
      #expect(server.requests.map { $0.head.contains("Authorization") } == [true, false])
      #expect(isReused(server, since: start))
    }
  }

  @Test func `a connection that the server closed meanwhile is replaced`() async throws {
    let transport = HTTPTransport()
    try await withServer([.answer(200, [], "{}"), .answer(200, [], "{}")]) { server in
      let request = HTTPRequest(address: try address(server), headers: [], body: [1])
      _ = try await transport.send(request)
      _ = try await transport.send(request)
      #expect(server.connections == 2)
    }
  }

  @Test func `sixteen requests at a time come back each with its own answer`() async throws {
    let transport = HTTPTransport()
    try await withServer([ScriptedServer.Step](repeating: .keep(200, "{}", milliseconds: 30), count: 32)) { server in
      let address = try address(server)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<32 {
          group.addTask {
            try await transport.send(HTTPRequest(address: address, headers: [], body: [UInt8(number)])).status
          }
        }
        for try await status in group { #expect(status == 200) }
      }
      #expect(Set(server.requests.map(\.body)) == Set((0..<32).map { [UInt8($0)] }))
    }
  }

  @Test func `at most so many questions of a model are under way`() async throws {
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([ScriptedServer.Step](repeating: .keep(200, good, milliseconds: 20), count: 16)) { server in
      let model = try server.model { $0.requestsAtATime = 3 }
      try await withThrowingTaskGroup(of: ModelAnswer.self) { group in
        for _ in 0..<16 { group.addTask { try await model.answer(Fixtures.question) } }
        for try await answer in group { #expect(answer.value == Fixtures.goodValue) }
      }
      #expect((2...3).contains(server.mostInside))
      #expect(server.connections <= 3)
    }
  }
}

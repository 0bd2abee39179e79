import Foundation
import LanguageModel
import TestSupport
import Testing

private let canServeSecurely = ["python3", "openssl"].allSatisfy { program in
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

/// Against a server with a certificate of an authority that this machine does not know. Needs python3 and openssl.
@Suite(.enabled(if: canServeSecurely, "python3 or openssl is missing"))
struct SecureTransportTests {
  private func withSecureServer(_ body: (_ address: String, _ authorities: String) async throws -> Void) async throws {
    let scratch = try Scratch()
    let folder = scratch.url
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "SecureServer.py")
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["python3", script.path, folder.path]
    let (input, output) = (Pipe(), Pipe())
    server.standardInput = input
    server.standardOutput = output
    try server.run()
    defer {
      try? input.fileHandleForWriting.close()
      server.waitUntilExit()
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.filter(\.isNumber)))
    try await body("https://127.0.0.1:\(port)", folder.appending(path: "authority.pem").path)
  }

  @Test func `only a certificate that somebody vouches for is accepted`() async throws {
    try await withSecureServer { address, authorities in
      let request = HTTPRequest(
        address: try ServerAddress(base: address, operation: "o"), headers: [], body: Array("{}".utf8))
      let unknown = await #expect(throws: TransportError.self) { try await HTTPTransport().send(request) }
      #expect(unknown?.code == .untrusted)
      #expect(unknown?.message.contains("certificate") == true)

      let trusting = HTTPTransport(authorities: authorities)
      let response = try await trusting.send(request)
      #expect(response.status == 200 && response.body == Array("{}".utf8))

      // The certificate is for the number, not for the name.
      let named = HTTPRequest(
        address: try ServerAddress(base: address.replacing("127.0.0.1", with: "localhost"), operation: "o"),
        headers: [], body: [])
      let other = await #expect(throws: TransportError.self) { try await trusting.send(named) }
      #expect(other?.code == .untrusted)

      let missing = await #expect(throws: TransportError.self) {
        try await HTTPTransport(authorities: "/nowhere/authority.pem").send(request)
      }
      #expect(missing?.code == .untrusted)
      #expect(missing?.message.contains("/nowhere") == false)
    }
  }
}

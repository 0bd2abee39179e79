import Foundation
import SegWarden
import Testing

/// What a client can tell errors apart by.
@Suite struct `A client that meets an error` {
  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "segwarden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name))
    return folder.appending(path: name).path
  }

  private func remove(_ file: String) {
    try? FileManager.default.removeItem(at: URL(filePath: file).deletingLastPathComponent())
  }

  @Test func `of a policy switches on its code`() throws {
    let names = ["no-such-policy-here", "/nowhere/policy.yaml"]
    #expect(throws: WardenError.self) { try Warden(policy: names[0]) }
    do throws(WardenError) {
      _ = try Warden(policy: names[0])
    } catch {
      switch error.code {
      case .noSuchPolicy: #expect(error.message.contains(names[0]) && "\(error)" == error.message)
      default: Issue.record("\(error.code)")
      }
    }
    #expect(#expect(throws: WardenError.self) { try Warden(policy: names[1]) }?.code == .unreadablePolicy)
    let mistaken = try file("policy.yaml", Array("segwarden: 1\npolicy: [\n".utf8))
    defer { remove(mistaken) }
    #expect(#expect(throws: WardenError.self) { try Warden(policy: mistaken) }?.code == .badPolicy)
    let fact = #expect(throws: WardenError.self) { try Warden(policy: "ct-kidneys", context: ["breath": "deep"]) }
    #expect(fact?.code == .unknownFact)
  }

  @Test func `of an export switches on its code, and reads no path`() async throws {
    let warden = try Warden(policy: "ct-kidneys")
    let missing = await #expect(throws: WardenError.self) { try await warden.check(Export(path: "/nowhere/m.nii")) }
    #expect(missing?.code == .notFound)
    // The first half of a header in the form of NIfTI-1, and no header.
    let halves: [(String, [UInt8], WardenError.Code)] = [
      ("doe-jane.nii", [92, 1, 0, 0] + [UInt8](repeating: 0, count: 100), .truncated),
      ("doe-jane.nii", Array("no mask at all".utf8), .notRecognised),
    ]
    for (name, bytes, code) in halves {
      let path = try file(name, bytes)
      defer { remove(path) }
      let error = await #expect(throws: WardenError.self) { try await warden.check(Export(path: path)) }
      #expect(error?.code == code, "\(error.map { "\($0)" } ?? "")")
      #expect(error?.message.contains("doe-jane") == false)
    }
  }

  /// Words that clients' logs and switches rest on: none is ever changed.
  @Test func `finds the words that it knew`() {
    #expect(
      WardenError.Code.allCases.map(\.rawValue) == [
        "no-such-policy", "unreadable-policy", "bad-policy", "bad-setting", "unknown-fact", "no-policy", "bad-request",
        "bad-context", "not-found", "unreadable", "not-recognised", "damaged", "truncated", "not-a-mask", "too-large",
        "unsupported", "internal",
      ])
  }
}

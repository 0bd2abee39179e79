import Foundation
import SegWarden
import Testing

/// What a client of the library can build: this target sees what is `public`, and nothing of the package beside it.
@Suite struct `A client with a reader of its own` {
  /// Says the same of every case, by the findings that it is given.
  private struct Reader: SecondReader {
    struct Tired: Error {}

    let name = "colleague 1.0"
    let decision: Decision?
    var citesFindings = true

    func opinion(on evidence: CaseEvidence) async throws -> Opinion {
      guard let decision else { throw Tired() }
      let odd = evidence.findings.filter { $0.outcome == .fail }
      let cited = odd.isEmpty ? evidence.findings : odd
      return Opinion(
        decision, because: citesFindings ? cited.map { Opinion.Reason($0.message, citing: [$0.id]) } : [])
    }
  }

  /// One organ of which 0.1 to 1 mL are expected.
  private static func policy(_ decision: String = "") -> String {
    """
    segwarden: 1
    policy: one-organ
    version: 1.0.0
    title: One organ
    task: {dimensions: 3}
    labels_by: foreground
    labels:
      organ: {value: 1}
    expectations:
      - id: volume
        label: organ
        volume: 0.1..1 mL
        severity: review
    decision: {coverage: {judged_findings: 50 %}, on_model_failure: review\(decision)}
    """
  }

  /// Judges a cube of so many voxels of 1 mm³ along each edge.
  private func record(edge: Int, by reader: (any SecondReader)?, _ decision: String = "") async throws -> Record {
    let folder = FileManager.default.temporaryDirectory.appending(path: "segwarden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (mask, policy) = (folder.appending(path: "mask.nii"), folder.appending(path: "policy.yaml"))
    try Self.cube(edge: edge).write(to: mask)
    try Data(Self.policy(decision).utf8).write(to: policy)
    let warden =
      if let reader { try Warden(policy: policy.path, reader: reader) } else { try Warden(policy: policy.path) }
    #expect(warden.policy.id == "one-organ")
    return try await warden.check(Export(path: mask.path))
  }

  /// A label map in the form of NIfTI-1 (nifti1.h): 16 × 16 × 16 bytes, 1 mm, with a cube of ones inside.
  private static func cube(edge: Int) -> Data {
    var header = [UInt8](repeating: 0, count: 352)
    func put<Value>(_ value: Value, at offset: Int) {
      withUnsafeBytes(of: value) { header.replaceSubrange(offset..<offset + $0.count, with: $0) }
    }
    put(Int32(348).littleEndian, at: 0)
    for (index, size) in [3, 16, 16, 16, 1, 1, 1, 1].enumerated() { put(Int16(size).littleEndian, at: 40 + 2 * index) }
    put(Int16(2).littleEndian, at: 70)
    put(Int16(8).littleEndian, at: 72)
    for index in 0..<4 { put(Float(1).bitPattern.littleEndian, at: 76 + 4 * index) }
    put(Float(352).bitPattern.littleEndian, at: 108)
    put(UInt8(2), at: 123)
    put(Int16(1).littleEndian, at: 254)
    for row in 0..<3 { put(Float(1).bitPattern.littleEndian, at: 280 + 20 * row) }
    header.replaceSubrange(344..<348, with: Array("n+1\0".utf8))
    var voxels = [UInt8](repeating: 0, count: 16 * 16 * 16)
    for z in 4..<4 + edge { for y in 4..<4 + edge { for x in 4..<4 + edge { voxels[x + 16 * (y + 16 * z)] = 1 } } }
    return Data(header + voxels)
  }

  @Test(arguments: [(6, Decision.accept), (3, .review)])
  func `has the rules without a reader`(edge: Int, decision: Decision) async throws {
    let record = try await record(edge: edge, by: nil)
    #expect(record.decision == decision && record.provenance.reasoner == "rules")
    let volume = try #require(record.findings.first { $0.expectation == "volume" })
    #expect(volume.measured?.value == Double(edge * edge * edge) / 1000 && volume.measured?.unit == "mL")
  }

  @Test(arguments: [
    // 6³ mm³ are within the limits, 3³ are not.
    (6, Decision.accept, Decision.accept), (6, .review, .review), (3, .accept, .review), (3, .reject, .reject),
    // What the rules accept needs an odd finding to be rejected.
    (6, .reject, .review),
  ])
  func `makes the verdict graver and never milder`(edge: Int, said: Decision, decision: Decision) async throws {
    let record = try await record(edge: edge, by: Reader(decision: said))
    #expect(record.decision == decision, "\(record.arbitration.because)")
    #expect(record.arbitration.model == said && record.provenance.reasoner == "colleague 1.0")
    let stage = try #require(record.stages.last)
    #expect(stage.votes.map(\.decision) == [said] && stage.statements.allSatisfy(\.grounded))
  }

  @Test func `changes nothing where the policy takes advice only`() async throws {
    let record = try await record(edge: 6, by: Reader(decision: .reject), ", model: advises")
    #expect(record.decision == .accept && record.arbitration.model == .reject)
  }

  @Test(arguments: [nil, Decision.accept])
  func `that fails or gives no reason is for review`(decision: Decision?) async throws {
    let record = try await record(edge: 6, by: Reader(decision: decision, citesFindings: false))
    #expect(record.decision == .review, "\(record.arbitration.because)")
    #expect((record.stages.last?.cause == .unexpected) == (decision == nil))
  }
}

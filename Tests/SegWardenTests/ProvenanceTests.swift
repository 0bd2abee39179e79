import Cases
import PolicyLanguage
import SegWarden
import TestSupport
import Testing

/// What a record says of where its decision comes from.
@Suite struct `The provenance of a record` {
  /// The digest of `0,background\n1,kidney_left\n2,kidney_right\n`, by coreutils' sha256sum.
  private static let digest = "8dac980418405b37c8cb490a1042469136e9439f320d1af9f86698ddb7497b1a"

  @Test func `names the table that gave the structures their names`() async throws {
    let scratch = try Scratch()
    let path = try scratch.phantom("abdomen-sound", to: "m.nii.gz")
    try scratch.write("0,background\n1,kidney_left\n2,kidney_right\n", to: "names.csv")
    let warden = try Warden(policy: "ct-kidneys")
    let plain = try await warden.check(Export(path: path))
    #expect(plain.provenance.inputs.map(\.role) == ["mask"])
    let named = try await warden.check(Export(path: path, labels: scratch.file("names.csv")))
    #expect(named.provenance.inputs.map(\.role) == ["mask", "labels"])
    #expect(named.provenance.inputs.last?.sha256 == Self.digest && named.provenance.inputs.last?.grid == nil)
    #expect(named.provenance.inputs.first == plain.provenance.inputs.first)
  }
}

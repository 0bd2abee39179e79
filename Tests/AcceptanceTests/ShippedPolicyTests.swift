import Foundation
import Shipped
import TestSupport
import Testing

/// The shipped policies against their own tests. Coverage and the faults they notice are held to account by `make
/// policies`, with the program built for release.
@Suite struct ShippedPolicyTests {
  @Test(arguments: Shipped.policies().map(\.name))
  func `a shipped policy says what its tests expect`(name: String) throws {
    let run = try Program.run("policy", "test", name, "--no-mutations")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func `a folder of a policy's name does not hide the policy`() throws {
    let folder = try Scratch()
    try FileManager.default.createDirectory(atPath: folder.file("cxr-lungs"), withIntermediateDirectories: true)
    let run = try Program.run("policy", "lint", "cxr-lungs", in: folder.path)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func `an expectation that never failed is told, and fails when all must`() throws {
    let folder = try Scratch()
    let policy = """
      segwarden: 1
      policy: p
      version: 1.0.0
      labels: {liver: {value: 5}, spleen: {value: 1}}
      expectations:
        - {id: there, label: liver, presence: required}
        - {id: pieces, label: spleen, connectivity: {components: 1}}
      decision: {coverage: file}
      """
    let tests = """
      tests: p
      cases:
        - {case: a, phantom: abdomen-sound, expect: {}}
        - {case: b, phantom: abdomen-sound, mutate: "empty:label=liver", expect: {there: fail}}
      """
    let file = try folder.write(policy, to: "p.yaml")
    _ = try folder.write(tests, to: "p.test.yaml")
    let run = try Program.run("policy", "test", file)
    #expect(run.status == 0 && run.output.contains("never failed: pieces"), "\(run.output)\(run.errors)")
    let strict = try Program.run("policy", "test", file, "--complete")
    #expect(strict.status == 1 && strict.errors.contains("--complete"), "\(strict.output)\(strict.errors)")
  }
}

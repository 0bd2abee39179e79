import Evaluation
import Formats
import Geometry
import Measurements
import PolicyLanguage
import Results
import SegWarden
import TestSupport
import Testing
import Volume

/// Judged from what is stored, a case is what its masks made it, under every shipped policy.
@Suite struct StoredTableTests {
  static let policies = ((try? PolicyLibrary(folders: []).entries()) ?? []).map(\.name)

  @Test(arguments: ["abdomen-sound", "abdomen-kidneys-swapped", "abdomen-liver-cut", "chest-lung-missing"], policies)
  func `findings from the stored table equal those from the voxels`(phantom: String, name: String) async throws {
    let policy = try PolicyLibrary(folders: []).policy(name).checked()
    let scratch = try Scratch()
    let segmentation = try FormatRegistry.readMask(path: try scratch.phantom(phantom, to: "mask.nii.gz")).segmentation
    let day = CalendarDay("2027-01-01")
    let live = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: segmentation), imageGrid: nil, context: [:], caseName: phantom, today: day)
    // Every kind declared what it reads.
    #expect(!live.findings.contains(where: { $0.isUnstored }), "\(live.findings.filter(\.isUnstored).map(\.message))")
    let kept = StoredCase(
      caseName: phantom, fileStem: phantom, context: [:],
      measurements: StoredMeasurements(of: live.facts.table, roster: segmentation))
    let read = try StoredCase(parsing: Array(try kept.text().utf8))
    #expect(Rehearsal(policy: policy).judge(read, today: day).findings == live.findings)
  }
}

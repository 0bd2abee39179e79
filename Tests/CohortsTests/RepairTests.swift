import Application
import Cases
import Formats
import Foundation
import JSON
import Mutations
import TestSupport
import Testing
import Volume

/// Repairs that are offered, read back from their files.
@Suite struct `A repair that is offered` {
  private static let head = """
    segwarden: 1
    policy: blobs
    version: 1.0.0
    task: {modality: CT, dimensions: 3}
    labels:
      blob: {value: 1}
    expectations:

    """
  private static let onePiece =
    head + """
        - {id: one, label: blob, connectivity: {components: 1}, severity: reject, because: b}
        - {id: holes, label: blob, holes: {count: 0}, severity: review, because: b}

      """
  /// Of a card for whole cases, which counts pieces.
  private static let card =
    head + """
        - id: present
          label: blob
          presence: required
        - id: case
          scorecard:
            points:
              - {measure: "components(blob)", limits: [2], points: [0, 10], undefined: 0}
            review: 5
            reject: 8
            places: true
          severity: reject
          because: b

      """

  private func island() throws -> (sound: Segmentation, faulty: Segmentation) {
    let sound = try DrawnCohort.blob(60)
    return (sound, try MutationSpec(parsing: "island:share=4 %").apply(to: sound, seed: 3).segmentation)
  }

  private func repaired(
    _ policy: String, _ export: Segmentation, _ scratch: Scratch, as reason: String = "auto",
    output: String = "out.nii.gz"
  ) async throws -> Application.ExitStatus {
    try scratch.write(policy, to: "blobs.yaml")
    try NIfTIWriter.write(export, to: scratch.file("case.nii.gz"))
    var options = RepairRun.Options(
      export: Export(path: scratch.file("case.nii.gz")), policy: scratch.file("blobs.yaml"),
      output: scratch.file(output))
    options.reason = reason
    return try await RepairRun(options).run()
  }

  @Test(arguments: [onePiece, card], ["out.nii.gz", "out.seg.nrrd"])
  func `takes the island away, says so, and is never an accept`(policy: String, output: String) async throws {
    let scratch = try Scratch()
    let (sound, faulty) = try island()
    #expect(try await repaired(policy, faulty, scratch, output: output) == .review)
    let written = try FormatRegistry.readMask(path: scratch.file(output)).segmentation
    #expect(written.structures.map(\.runs) == sound.structures.map(\.runs))
    let sidecar = try JSONValue(
      parsing: Array(try String(contentsOfFile: scratch.file(output + ".repair.json"), encoding: .utf8).utf8))
    let lost = faulty.structures[0].runs.voxelCount - sound.structures[0].runs.voxelCount
    #expect(sidecar["voxels_changed"]?.integer == lost)
    #expect(sidecar["repair"]?.string == "keep-largest-component" && sidecar["labels"] == ["blob"])
    #expect(sidecar["is_verdict"] == false && sidecar["before"]?["decision"]?.string == "reject")
    #expect(sidecar["note"]?.string?.contains("a person must look") == true)
  }

  @Test func `is of the reason that is named`() async throws {
    let scratch = try Scratch()
    let (sound, faulty) = try island()
    let holed = try MutationSpec(parsing: "hole:share=3 %").apply(to: faulty, seed: 1).segmentation
    #expect(try await repaired(Self.onePiece, holed, scratch, as: "hole") == .review)
    let written = try FormatRegistry.readMask(path: scratch.file("out.nii.gz")).segmentation
    #expect(written.structures.map(\.runs) == faulty.structures.map(\.runs))
    #expect(sound != faulty)
    let error = await #expect(throws: ProgramError.self) {
      try await self.repaired(Self.onePiece, holed, scratch, as: "R9")
    }
    #expect(error?.status == .usage && error?.message.contains("R1") == true)
  }

  @Test func `there is none of a sound export, and none in other forms`() async throws {
    let scratch = try Scratch()
    let sound = try island().sound
    let error = await #expect(throws: ProgramError.self) { try await self.repaired(Self.onePiece, sound, scratch) }
    #expect(error?.status == .badInput)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("out.nii.gz")))
    let form = await #expect(throws: ProgramError.self) {
      try await self.repaired(Self.onePiece, sound, scratch, output: "out.png")
    }
    #expect(form?.status == .usage)
  }
}

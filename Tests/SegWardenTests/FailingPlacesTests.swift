import Application
import Cases
import Pictures
import PolicyLanguage
import Reasoning
import SegWarden
import TestSupport
import Testing

/// What a page shows first of a case, by shipped phantoms under shipped policies.
@Suite struct FailingPlacesTests {
  private static func checked(_ recipe: String, policy: String = "ct-kidneys") async throws -> CheckedExport {
    let scratch = try Scratch()
    let mask = try scratch.phantom(recipe, to: "mask.nii.gz")
    let warden = try Warden(
      policy: PolicyLibrary().policy(policy).checked(), reasoner: RulesReasoner(), reasonerName: "rules", context: [:],
      drawsPictures: true)
    return try await warden.checkWhole(Export(path: mask))
  }

  @Test func `a kidney that is missing is looked for where the other one, mirrored, says it would be`() async throws {
    let checked = try await Self.checked("abdomen-kidney-missing")
    let place = try #require(checked.places.first)
    #expect(place.caption.hasPrefix("Where kidney_left would be: the place of kidney_right, mirrored."))
    // Its partner alone is outlined, beside the box.
    #expect(Set(place.marks.map(\.name)) == ["kidney_right"])
    #expect(checked.atlas?.outlines.map(\.name) == ["kidney_right"])
  }

  @Test func `kidneys that carry each other's name are both shown where they are`() async throws {
    let checked = try await Self.checked("abdomen-kidneys-swapped")
    let place = try #require(checked.places.first)
    #expect(Set(place.marks.map(\.name)) == ["kidney_left", "kidney_right"])
    // A name on each of three panels at least.
    #expect(place.marks.count >= 4)
  }

  @Test func `a failure that a declared fact would excuse says so, and a fact that was given is not asked about`()
    async throws
  {
    let missing = try await Self.checked("abdomen-kidney-missing")
    let told = missing.record.reasons.compactMap(\.counterfactual)
    #expect(told.contains { $0.lowercased().contains("with nephrectomy: left") && $0.contains("if that is so") })
    #expect(!told.contains { $0.contains("nephrectomy: right") })
    let sound = try await Self.checked("abdomen-sound")
    #expect(sound.record.findings.allSatisfy { $0.counterfactual?.contains("if that is so") != true })
  }

  @Test func `of a sound case the largest structures are there to be scrolled`() async throws {
    let checked = try await Self.checked("abdomen-sound", policy: "ct-totalsegmentator")
    #expect(checked.places.isEmpty)
    #expect((1...7).contains(checked.atlas?.outlines.count ?? 0))
  }
}

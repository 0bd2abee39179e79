import Evaluation
import PolicyLanguage
import Testing
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let cut = Box(10..<20, 10..<20, 10..<20)

@Suite struct PresenceTests {
  private static let labels = "{spleen: {in_view_with: [liver]}, liver: }"
  private static let damaged = SegmentationProblem(
    kind: .unreadable, structure: "spleen", message: "the file ends after half of its voxels; export it again.")

  @Test func `a required structure without voxels fails where it should be in view`() async throws {
    let empty = try await judge("label: liver, presence: required", Export(["liver": []]))
    #expect(empty.map(\.message) == ["liver is empty in the export."])
    let finding = try #require(empty.first)
    #expect(finding.outcome == .fail && finding.aspect == "missing" && finding.labels == ["liver"])
    #expect(finding.measured == Measured(value: 0, unit: "voxels") && finding.expected == "required")
    #expect((finding.margin ?? 0) < 0 && finding.location == nil)
    #expect(finding.counterfactual == "With voxels of liver this would pass.")
    let absent = try await judge("label: liver, presence: required", Export(["spleen": [cube]]))
    #expect(absent.map(\.message) == ["liver is not in the export."])
    #expect(absent.map(\.outcome) == [.fail])
  }

  @Test func `a whole landmark shows that the structure is in view, and where to look`() async throws {
    let found = try await judge(
      "label: spleen, presence: required", Export(["spleen": [], "liver": [cube]]), labels: Self.labels)
    #expect(
      found.map(\.message) == [
        "spleen is empty in the export, although liver, whose level it shares, lies whole in the field of view."
      ])
    #expect(found.first?.location?.voxel == cube.corners)
  }

  @Test(arguments: [[], [cut]])
  func `a landmark that is missing or cut proves nothing, and the case is for review`(liver: [Box]) async throws {
    let export = Export(["spleen": [], "liver": liver])
    let found = try await judge("label: spleen, presence: required", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.notEvaluable) == [.review])
    #expect(found.first?.causes.map(\.kind) == [.viewUnknown] && found.first?.causes.first?.subject == "spleen")
    #expect(found.first?.cause?.contains("liver") == true)
  }

  @Test(arguments: ["required", "optional", "forbidden"])
  func `a file that cannot be used proves no absence`(requirement: String) async throws {
    let export = Export([Piece(name: "liver", value: 1, boxes: [cube])], problems: [Self.damaged])
    let found = try await judge("label: spleen, presence: \(requirement)", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.notEvaluable] && found.map(\.notEvaluable) == [.review])
    #expect(found.map(\.cause) == ["the file of spleen cannot be used"])
    let other = try await judge("label: spleen, volume: 1..2 mL", export, labels: Self.labels)
    #expect(other.map(\.cause) == ["the file of spleen cannot be used"])
  }

  @Test func `optional and forbidden structures may be absent, and say so in their own words`() async throws {
    let messages = try await [
      judge("label: spleen, presence: optional", Export(["liver": [cube]])),
      judge("label: spleen, presence: forbidden", Export(["liver": [cube], "spleen": []])),
      judge("label: liver, presence: optional", Export(["liver": [cube]])),
    ].flatMap { $0 }
    #expect(messages.allSatisfy { $0.outcome == .pass })
    #expect(
      messages.map(\.message) == [
        "spleen is not in the export, which is allowed.", "spleen is empty in the export, as it must be.",
        "liver is in the export.",
      ])
  }

  @Test func `a forbidden structure with voxels fails at its place`() async throws {
    let found = try await judge("label: liver, presence: forbidden", Export(["liver": [cube]]))
    #expect(found.map(\.outcome) == [.fail] && found.map(\.aspect) == ["unexpected"])
    #expect(found.first?.location?.voxel == cube.corners)
    #expect(found.first?.message == "liver has 8 mL, and must not be in this export.")
    #expect(found.first?.measured == Measured(value: 8, unit: "mL"))
    #expect(found.first?.margin == -1)
    #expect(found.first?.counterfactual == "Without any voxel of liver this would pass.")
  }

  @Test func `what a structure implies is judged where it is there`() async throws {
    let yaml = "label: spleen, presence: {implies: [liver, kidney]}"
    let labels = "{liver: , spleen: , kidney: {in_view_with: [liver]}}"
    let both = try await judge(yaml, Export(["spleen": [cube], "liver": [cube]]), labels: labels)
    #expect(both.map(\.outcome) == [.pass, .fail])
    #expect(both.map(\.labels) == [["liver", "spleen"], ["kidney", "spleen"]])
    #expect(both.map(\.aspect) == ["implies_within", "implies_missing"])
    #expect(
      both.last?.message
        == "kidney is not in the export, although liver, whose level it shares, lies whole in the field of view, and spleen, which goes with it, is there."
    )
    #expect(both.last?.location?.voxel == cube.corners)
    #expect(both.last?.counterfactual == "With voxels of kidney this would pass.")
    #expect(both.map(\.expected) == ["required with spleen", "required with spleen"])
    // The landmark is cut: nobody can tell.
    let half = try await judge(yaml, Export(["spleen": [cube], "liver": [cut]]), labels: labels)
    #expect(half.map(\.outcome) == [.pass, .notEvaluable] && half.last?.notEvaluable == .review)
  }

  @Test func `an absent structure implies nothing, and that is no judgement of its absence`() async throws {
    let found = try await judge("label: spleen, presence: {implies: liver}", Export(["spleen": [], "liver": [cube]]))
    #expect(found.map(\.outcome) == [.skipped])
    #expect(found.first?.cause == "spleen is empty in the export")
    let damaged = Export([Piece(name: "liver", value: 1, boxes: [cube])], problems: [Self.damaged])
    let unknown = try await judge("label: spleen, presence: {implies: liver}", damaged, labels: Self.labels)
    #expect(unknown.map(\.outcome) == [.notEvaluable] && unknown.map(\.notEvaluable) == [.review])
    let policy = try policy(
      """
      - {id: goes-with, label: spleen, presence: {implies: liver}}
      - {id: size, label: spleen, volume: 1..2 mL}
      """)
    let size = await evaluate(policy, Export(["spleen": [], "liver": [cube]])).last
    #expect(size?.outcome == .notEvaluable && size?.notEvaluable == .review)
  }
}

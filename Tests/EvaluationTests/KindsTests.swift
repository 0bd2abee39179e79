import Evaluation
import PolicyLanguage
import Testing
import Volume

/// One expectation on one export, with what must come of it. Every number is worked out by hand: voxels are 2 mm wide,
/// so 1000 of them are 8 mL.
struct Example: Sendable, CustomTestStringConvertible {
  var yaml: String
  var export: Export
  var policyLabels = "{liver: {value: 1}, spleen: {value: 2}}"
  var rest = ""
  var outcome: Finding.Outcome
  var aspect: String
  var labels = ["liver"]
  var value: Double?
  var unit: String?
  var expected: String?
  var margin: Double?
  var location: [[Int]]?
  /// The counterfactual for warnings and failures, the cause for what could not be judged.
  var says: String?

  var testDescription: String { "\(yaml) → \(outcome.rawValue) \(aspect)" }
}

@Suite struct KindsTests {
  @Test func `structures that touch across thick slices have no gap`() async throws {
    // Slices of 10 mm: the nearest centres are 3 mm apart in one slice, the touching ones 10 mm.
    let grid = Grid(size: VoxelIndex(20, 20, 10), affine: Affine(spacing: SIMD3(1, 1, 10)))
    let export = Export(
      ["liver": [Box(5..<8, 5..<8, 5..<6)], "spleen": [Box(10..<13, 5..<8, 5..<6), Box(6..<7, 6..<7, 6..<7)]], on: grid)
    let found = try await judge("adjacency: {between: [liver, spleen], gap: 0..1 mm}", export)
    #expect(found.map(\.outcome) == [.pass])
    #expect(found.first?.message.hasPrefix("liver and spleen touch") == true)
  }

  @Test func `many islands are counted in message and counterfactual`() async throws {
    let islands = (0..<5).map { Box(30..<31, (20 + 3 * $0)..<(21 + 3 * $0), 2..<3) }
    let export = Export(["liver": [Box(10..<20, 10..<20, 5..<15)] + islands])
    let found = try await judge("label: liver, connectivity: {components: 1}", export)
    #expect(found.first?.message.hasSuffix(" and 2 more.") == true)
    #expect(found.first?.counterfactual?.hasSuffix(" and 2 more, liver would lie in 1 piece.") == true)
  }

  @Test func `where every piece is ignored the structure is the place`() async throws {
    let box = Box(10..<12, 10..<12, 5..<7)
    let found = try await judge(
      "label: liver, connectivity: {components: 1, ignore_below: 1 mL}", Export(["liver": [box]]))
    #expect(found.map(\.outcome) == [.fail])
    #expect(found.first?.counterfactual == "With 1 piece liver would pass.")
    #expect(found.first?.location?.voxel == box.corners)
  }

  @Test(arguments: sizes + topology + places + slices + relations + contacts + pairs)
  func `a kind judges an export worked out by hand`(example: Example) async throws {
    let found = try await judge(example.yaml, example.export, labels: example.policyLabels, rest: example.rest)
    try #require(found.count == 1)
    let finding = found[0]
    #expect(finding.outcome == example.outcome, "\(finding.message)")
    #expect(finding.aspect == example.aspect)
    #expect(finding.labels == example.labels)
    if let value = example.value {
      let measured = try #require(finding.measured)
      #expect(abs(measured.value - value) < 1e-9)
      #expect(measured.unit == example.unit)
    }
    if let expected = example.expected { #expect(finding.expected == expected) }
    if let margin = example.margin { #expect(abs(try #require(finding.margin) - margin) < 1e-9) }
    if let location = example.location { #expect(finding.location?.voxel == location) }
    if let says = example.says {
      let text = example.outcome == .notEvaluable ? finding.cause : finding.counterfactual
      #expect(text?.contains(says) == true, "\(text ?? "nothing")")
    }
    sound(finding)
  }

  @Test(arguments: sentences)
  func `a finding is told in a sentence`(yaml: String, export: Export, message: String) async throws {
    let labels = "{liver: , spleen: , stomach: , kidney_left: , kidney_right: , vertebrae: }"
    #expect(try await judge(yaml, export, labels: labels).map(\.message) == [message])
  }

  @Test func `between others, and not far aside of them, are two limits`() async throws {
    // Ten voxels of 2 mm in front of the line.
    let export = Export([
      "liver": [Box(15..<25, 20..<30, 5..<15)], "spleen": [Box(0..<10, 10..<20, 5..<15)],
      "stomach": [Box(30..<40, 10..<20, 5..<15)],
    ])
    let found = try await judge(
      "position: liver is between spleen and stomach within 16 mm", export,
      labels: "{liver: , spleen: , stomach: }")
    #expect(found.map(\.aspect) == ["between_within", "aside_above"] && found.map(\.outcome) == [.pass, .fail])
    #expect(abs(try #require(found.last?.measured).value - 20) < 1e-9)
    #expect(abs(try #require(found.last?.margin) + 0.25) < 1e-9)
    #expect(
      found.last?.counterfactual == "With liver 4 mm nearer to the line from spleen to stomach this would pass.")
  }

  @Test func `gaps between a ventricle and its wall are looked for slice by slice`() async throws {
    // A tube whose lower half the pool fills; above, two of six columns are left free, and the tube is open at both
    // ends.
    let wall = Piece(
      name: "liver", value: 1, boxes: [Box(10..<20, 10..<20, 5..<15)], without: [Box(12..<18, 12..<18, 5..<15)])
    let pool = Piece(name: "spleen", value: 2, boxes: [Box(12..<18, 12..<18, 5..<10), Box(12..<16, 12..<18, 10..<15)])
    let yaml = "holes: {between: [liver, spleen], count: 0}"
    #expect(try await judge(yaml, Export([wall, pool])).map(\.outcome) == [.pass])
    let slices = try await judge(yaml + ", slices: every", Export([wall, pool]))
    #expect(slices.map(\.outcome) == [.fail] && slices.first?.measured == Measured(value: 5, unit: "slices"))
    #expect(slices.first?.location?.voxel == [[16, 12, 10], [17, 17, 14]])
  }

  /// Four pairs lie evenly about 39 mm; the fifth is 5 mm too far to the right, both members, so its mirror image is 10
  /// mm off where the plane is theirs.
  @Test func `a pair that lies to one side is off its mirror image`() async throws {
    var boxes: [Piece] = []
    for (at, name) in ["lung", "hip", "femur", "rib"].enumerated() {
      for (side, i) in [("left", 2..<6), ("right", 34..<38)] {
        boxes.append(
          Piece(name: "\(name)_\(side)", value: boxes.count + 1, boxes: [Box(i, 8 * at..<(8 * at + 4), 5..<15)]))
      }
    }
    boxes.append(Piece(name: "kidney_left", value: 20, boxes: [Box(12..<17, 34..<38, 5..<15)]))
    boxes.append(Piece(name: "kidney_right", value: 21, boxes: [Box(28..<33, 34..<38, 5..<15)]))
    let found = try await judge(
      "each: all, symmetry: {offset: '<= 5 mm'}", Export(boxes),
      labels: "{kidney_left: {side: left, paired_with: kidney_right}, kidney_right: {side: right}}")
    #expect(found.map(\.outcome) == [.fail])
    // The pair itself has some weight in where the plane lies.
    #expect((5...10).contains(try #require(found.first?.measured).value), "\(found.first?.message ?? "")")
    #expect(found.first?.message.contains("found from 5 left/right pairs") == true)
  }

  /// What holds for every finding.
  private func sound(_ finding: Finding) {
    #expect(finding.message.hasSuffix("."), "\(finding.message)")
    #expect(!finding.message.contains("  "), "\(finding.message)")
    #expect((finding.counterfactual != nil) == [.warn, .fail].contains(finding.outcome))
    #expect((finding.cause != nil) == (finding.outcome == .notEvaluable))
    if finding.outcome == .pass, let margin = finding.margin { #expect(margin >= 0) }
    if finding.outcome == .fail || finding.outcome == .warn, let margin = finding.margin { #expect(margin <= 0) }
  }
}

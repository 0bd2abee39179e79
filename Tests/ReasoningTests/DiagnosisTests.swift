import Anatomy
import Evaluation
import PolicyLanguage
import Reasoning
import Testing

/// Findings as each fault makes them, by what the fault does to a mask; the rules have to name it in the first reason.
@Suite struct DiagnosisTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var fault: Fault
    var labels: [String]
    var reasons = 1
    var findings: [Finding]
    var structures: [StructureSummary] = []
    var policyLabels = abdomen
    var testDescription: String { "\(fault.rawValue), \(findings.count) findings" }
  }

  static let spine =
    (1...5).map { label("vertebra_L\($0)") } + [label("vertebra_T12"), label("vertebra_T11"), label("sacrum")]

  static let examples: [Example] = [
    Example(
      fault: .sidesSwapped, labels: ["kidney_right", "kidney_left"],
      findings: [
        finding(
          "F1", "position", "side_swapped", ["kidney_left", "kidney_right"], severity: .reject,
          expected: "kidney_left is left-of kidney_right"),
        finding("F2", "adjacency", "gap_above", ["kidney_right", "liver"]),
      ]),
    Example(
      fault: .sidesSwapped, labels: ["kidney_right", "kidney_left"],
      findings: [
        finding("F1", "position", "side_swapped", ["kidney_left", "kidney_right"], expected: "left-of"),
        finding("F2", "position", "side_swapped", ["kidney_right", "kidney_left"], expected: "right-of"),
        finding("F3", "position", "side_within", ["liver", "spleen"], .pass, expected: "liver is right-of spleen"),
      ]),
    Example(
      fault: .mirrored, labels: [],
      findings: [
        finding("F1", "position", "side_swapped", ["kidney_left", "kidney_right"], expected: "left-of"),
        finding("F2", "position", "side_swapped", ["lung_left", "lung_right"], expected: "left-of"),
        finding("F3", "position", "side_swapped", ["liver", "spleen"], expected: "right-of"),
        finding("F4", "adjacency", "gap_within", ["kidney_right", "liver"], .pass),
      ]),
    Example(
      fault: .truncated, labels: ["liver"],
      findings: [
        finding("F1", "volume", "below", ["liver"]), finding("F2", "continuity", "end_area_above", ["liver"]),
        finding("F3", "connectivity", nil, ["liver"], .pass),
      ]),
    Example(
      fault: .levelShifted, labels: ["vertebra_L5"],
      findings: [
        finding("F1", "file", "unknown_labels_unexpected", []),
        finding("F2", "presence", "missing", ["vertebra_T11"], severity: .reject),
        finding("F3", "adjacency", "gap_above", ["vertebra_L5", "sacrum"]),
      ], structures: [StructureSummary(label: "vertebra_T11", state: .notInExport)], policyLabels: spine),
    Example(
      fault: .levelShifted, labels: ["vertebra_L5"],
      findings: [
        finding("F1", "presence", "missing", ["vertebra_T11"], severity: .reject),
        finding("F2", "presence", "missing", ["sacrum"], severity: .reject),
        finding("F3", "file", "unknown_labels_unexpected", []),
        finding("F4", "sequence", "order_broken", ["vertebra_L5", "sacrum"]),
      ], policyLabels: spine),
    Example(
      fault: .missingPart, labels: ["vertebra_L3"],
      findings: [finding("F1", "presence", "missing", ["vertebra_L3"], severity: .reject)], policyLabels: spine),
    Example(
      fault: .empty, labels: ["spleen"], findings: [finding("F1", "presence", "missing", ["spleen"])],
      structures: [StructureSummary(label: "spleen", state: .empty)]),
    Example(
      fault: .empty, labels: [],
      findings: [
        finding("F1", "file", "empty_unexpected", []), finding("F2", "presence", "missing", ["liver"]),
        finding("F3", "presence", "missing", ["spleen"]),
      ]),
    Example(fault: .missingPart, labels: ["spleen"], findings: [finding("F1", "presence", "missing", ["spleen"])]),
    Example(
      fault: .island, labels: ["liver"], findings: [finding("F1", "connectivity", "components_above", ["liver"])]),
    Example(
      fault: .missingSlices, labels: ["liver"],
      findings: [
        finding("F1", "connectivity", "components_above", ["liver"]),
        finding("F2", "continuity", "missing_slices_above", ["liver"]),
      ]),
    Example(fault: .hole, labels: ["liver"], findings: [finding("F1", "holes", "count_above", ["liver"])]),
    Example(
      fault: .leak, labels: ["liver"],
      findings: [finding("F1", "volume", "above", ["liver"]), finding("F2", "shape", "solidity_below", ["liver"])]),
    Example(fault: .overSegmented, labels: ["liver"], findings: [finding("F1", "volume", "above", ["liver"])]),
    Example(fault: .underSegmented, labels: ["liver"], findings: [finding("F1", "volume", "below", ["liver"])]),
    Example(
      fault: .shifted, labels: ["spleen"],
      findings: [
        finding("F1", "position", "side_swapped", ["spleen", "liver"], expected: "left-of"),
        finding("F2", "adjacency", "gap_above", ["spleen", "kidney_left"]),
        finding("F3", "volume", nil, ["spleen"], .pass),
      ]),
    Example(
      fault: .labelsSwapped, labels: ["liver", "spleen"],
      findings: [
        finding("F1", "volume", "below", ["liver"]), finding("F2", "volume", "above", ["spleen"]),
        finding("F3", "position", "side_swapped", ["liver", "spleen"], expected: "right-of"),
        finding("F4", "adjacency", "gap_above", ["kidney_right", "liver"]),
      ]),
    Example(
      fault: .labelsMerged, labels: ["kidney_right", "kidney_left"],
      findings: [
        finding("F1", "presence", "missing", ["kidney_left"]), finding("F2", "volume", "above", ["kidney_right"]),
        finding("F3", "connectivity", "components_above", ["kidney_right"]),
      ]),
    Example(
      fault: .wrongStructure, labels: ["spleen"], findings: [finding("F1", "presence", "unexpected", ["spleen"])]),
    Example(fault: .jagged, labels: ["liver"], findings: [finding("F1", "raggedness", "ratio_above", ["liver"])]),
    Example(
      fault: .jagged, labels: ["liver"],
      findings: [
        finding("F1", "thin", "fraction_above", ["liver"]), finding("F2", "shape", "circularity_below", ["liver"]),
        finding("F3", "boundary", "edge_support_below", ["liver"]), finding("F4", "volume", "within", ["liver"], .pass),
        finding("F5", "raggedness", "changed_above", ["liver"]),
      ]),
    // The edge lies outside of a contour that is too small, and what is left out looks like what is in.
    Example(
      fault: .underSegmented, labels: ["liver"],
      findings: [
        finding("F1", "boundary", "edge_offset_above", ["liver"]),
        finding("F2", "boundary", "ring_overlap_above", ["liver"]),
        finding("F3", "boundary", "direction_consistency_within", ["liver"], .pass),
      ]),
    Example(
      fault: .overSegmented, labels: ["liver"],
      findings: [
        finding("F1", "boundary", "edge_offset_distance_below", ["liver"]),
        finding("F2", "intensity", "sd_above", ["liver"]),
        finding("F3", "boundary", "edge_support_below", ["liver"]),
      ]),
    Example(
      fault: .overSegmented, labels: ["spleen"],
      findings: [
        finding("F1", "thickness", "median_above", ["spleen"]),
        finding("F2", "diameter", "equivalent_above", ["spleen"]),
      ]),
    // A leak on one side alone.
    Example(
      fault: .leak, labels: ["liver"],
      findings: [
        finding("F1", "boundary", "ring_overlap_above", ["liver"]),
        finding("F2", "boundary", "weakest_sector_below", ["liver"]),
        finding("F3", "intensity", "outside_above", ["liver"]),
        finding("F4", "thin", "fraction_above", ["liver"]),
      ]),
    Example(
      fault: .missingPart, labels: ["liver"],
      findings: [
        finding("F1", "boundary", "weakest_sector_below", ["liver"]),
        finding("F2", "shape", "solidity_below", ["liver"]),
        finding("F3", "diameter", "feret_max_below", ["liver"]),
      ]),
    Example(
      fault: .truncated, labels: ["liver"],
      findings: [
        finding("F1", "extent", "superior_inferior_below", ["liver"]),
        finding("F2", "continuity", "end_area_above", ["liver"]),
        finding("F3", "diameter", "feret_max_below", ["liver"]),
      ]),
    Example(
      fault: .hole, labels: ["liver"],
      findings: [finding("F1", "thickness", "smallest_below", ["liver"])]),
    Example(
      fault: .hole, labels: ["liver"],
      findings: [
        finding("F1", "shape", "euler_number_above", ["liver"]),
        finding("F2", "diameter", "inscribed_below", ["liver"]),
      ]),
    Example(
      fault: .wrongStructure, labels: ["liver"],
      findings: [
        finding("F1", "intensity", "median_below", ["liver"]), finding("F2", "shape", "elongation_above", ["liver"]),
        finding("F3", "thickness", "largest_below", ["liver"]),
      ]),
    Example(
      fault: .shifted, labels: ["liver"],
      findings: [
        finding("F1", "boundary", "edge_support_below", ["liver"]),
        finding("F2", "boundary", "direction_consistency_below", ["liver"]),
        finding("F3", "intensity", "mean_below", ["liver"]), finding("F4", "volume", "within", ["liver"], .pass),
      ]),
    Example(
      fault: .wrongSpacing, labels: [],
      findings: [
        finding("F1", "extent", "right_left_below", ["liver"]),
        finding("F2", "diameter", "feret_max_below", ["spleen"]),
        finding("F3", "thickness", "median_below", ["lung_left"]),
        finding("F4", "extent", "superior_inferior_below", ["kidney_left"]),
      ]),
    Example(
      fault: .wrongSpacing, labels: [],
      findings: [
        finding("F1", "file", "spacing_above", []), finding("F2", "volume", "above", ["liver"]),
        finding("F3", "volume", "above", ["spleen"]),
        finding("F4", "adjacency", "gap_above", ["spleen", "kidney_left"]),
      ]),
    Example(
      fault: .wrongSpacing, labels: [],
      findings: ["liver", "spleen", "kidney_left"].enumerated().map { finding("F\($0 + 1)", "volume", "below", [$1]) }),
    // Metres for millimetres: everything is too small and too near, and nothing stands on the wrong side.
    Example(
      fault: .wrongSpacing, labels: [],
      findings: [
        finding("F1", "volume", "below", ["liver"]), finding("F2", "volume", "below", ["spleen"]),
        finding("F3", "volume", "below", ["kidney_left"]), finding("F4", "volume", "below", ["kidney_right"]),
        finding("F5", "position", "side_below", ["kidney_left", "kidney_right"], severity: .reject),
        finding("F6", "position", "side_below", ["liver", "spleen"], severity: .reject),
        finding("F7", "position", "side_below", ["lung_left", "lung_right"], severity: .reject),
      ]),
    // Grown together: fewer pieces, and more of them.
    Example(
      fault: .overSegmented, labels: ["liver"],
      findings: [
        finding("F1", "area", "above", ["liver"]), finding("F2", "connectivity", "components_below", ["liver"]),
        finding("F3", "connectivity", "largest_fraction_above", ["liver"]),
      ]),
    // Each fails to be itself: sizes in both directions, orders along two axes.
    Example(
      fault: .wrongStructure, labels: [],
      findings: [
        finding("F1", "volume", "below", ["liver"]), finding("F2", "volume", "below", ["lung_left"]),
        finding("F3", "volume", "above", ["spleen"]), finding("F4", "volume", "above", ["kidney_left"]),
        finding("F5", "position", "side_swapped", ["kidney_left", "kidney_right"], severity: .reject),
        finding("F6", "position", "side_reversed", ["lung_left", "lung_right"], severity: .reject),
        finding("F7", "position", "order_swapped", ["lung_left", "liver"]),
        finding("F8", "adjacency", "gap_above", ["liver", "kidney_right"]),
      ]),
    Example(fault: .wrongGrid, labels: [], findings: [finding("F1", "file", "same_grid_different", [])]),
    Example(
      fault: .wrongGrid, labels: [],
      findings: [
        finding("F1", "file", "same_axes_different", []), finding("F2", "file", "same_size_different", []),
        finding("F3", "file", "orientation_different", []),
      ]),
    Example(fault: .wrongSpacing, labels: [], findings: [finding("F1", "file", "same_spacing_different", [])]),
    // Each kidney on the other's side of the midline, and nothing else turned round.
    Example(
      fault: .sidesSwapped, labels: ["kidney_right", "kidney_left"],
      findings: [
        finding(
          "F1", "position", "side_swapped", ["kidney_left"], measured: Measured(value: -30, unit: "mm"),
          expected: "left-of midline by >= 5 mm"),
        finding(
          "F2", "position", "side_swapped", ["kidney_right"], measured: Measured(value: -28, unit: "mm"),
          expected: "right-of midline by >= 5 mm"),
        finding("F3", "position", "side_within", ["liver"], .pass, expected: "right-of midline"),
      ]),
    Example(
      fault: .mirrored, labels: [],
      findings: ["kidney_left", "kidney_right", "lung_left", "liver"].enumerated().map {
        finding(
          "F\($0 + 1)", "position", "side_swapped", [$1], measured: Measured(value: -30, unit: "mm"),
          expected: "left-of midline by >= 5 mm")
      }),
    // One number is passed over, and there is no room for what it stands for.
    Example(
      fault: .levelShifted, labels: ["vertebra_L3"],
      findings: [finding("F1", "sequence", "missing_renumbered", ["vertebra_L3", "vertebra_L2", "vertebra_L4"])],
      policyLabels: spine),
    // One end is missing, and the other runs over.
    Example(
      fault: .levelShifted, labels: ["vertebra_L5"],
      findings: [
        finding("F1", "presence", "missing", ["vertebra_L5"], severity: .reject),
        finding("F2", "sequence", "missing_renumbered", ["vertebra_L5", "vertebra_L4", "sacrum"]),
        finding("F3", "file", "unknown_labels_unexpected", []),
        finding("F4", "sequence", "order_within", ["vertebra_L1"], .pass),
      ], policyLabels: spine),
    // There is room for it: it was not segmented.
    Example(
      fault: .missingPart, labels: ["vertebra_L3"],
      findings: [
        finding("F1", "presence", "missing", ["vertebra_L3"], severity: .reject),
        finding("F2", "sequence", "missing_above", ["vertebra_L3", "vertebra_L2", "vertebra_L4"]),
      ], policyLabels: spine),
    Example(
      fault: .labelsSwapped, labels: ["vertebra_L2", "vertebra_L3"],
      findings: [
        finding("F1", "sequence", "order_swapped", ["vertebra_L2", "vertebra_L3"]),
        finding(
          "F2", "position", "order_swapped", ["vertebra_L3", "vertebra_L2"], expected: "inferior-to by >= 15 mm"),
      ], policyLabels: spine),
    Example(
      fault: .shifted, labels: ["spleen"],
      findings: [
        finding("F1", "position", "between_below", ["spleen", "liver", "kidney_left"]),
        finding("F2", "position", "nearer_below", ["spleen", "kidney_left", "liver"]),
        finding("F3", "volume", "within", ["spleen"], .pass),
      ]),
    Example(fault: .jagged, labels: ["liver"], findings: [finding("F1", "continuity", "staircase_above", ["liver"])]),
    Example(
      fault: .missingSlices, labels: ["liver"],
      findings: [
        finding("F1", "continuity", "neighbour_overlap_below", ["liver"]),
        finding("F2", "cooccurrence", "share_below", ["liver", "spleen"]),
      ]),
    Example(
      fault: .underSegmented, labels: ["kidney_left"],
      findings: [
        finding("F1", "volume", "below", ["kidney_left"]),
        finding("F2", "symmetry", "volume_ratio_above", ["kidney_left", "kidney_right"]),
      ]),
    Example(
      fault: .overSegmented, labels: ["kidney_right"],
      findings: [
        finding("F1", "volume", "above", ["kidney_right"]),
        finding("F2", "symmetry", "volume_ratio_above", ["kidney_left", "kidney_right"]),
      ]),
    Example(
      fault: .leak, labels: ["liver"],
      findings: [
        finding("F1", "adjacency", "frontier_unexpected", ["liver", "spleen"]),
        finding("F2", "containment", "fraction_below", ["liver", "spleen"]),
      ]),
    Example(
      fault: .truncated, labels: ["liver"],
      findings: [finding("F1", "border", "reconstruction_circle_below", ["liver"])]),
    Example(fault: .hole, labels: ["liver"], findings: [finding("F1", "tunnels", "above", ["liver"])]),
    Example(
      fault: .hole, labels: ["liver"], findings: [finding("F1", "holes", "volume_above", ["liver", "spleen"])]),
    Example(fault: .notAMask, labels: [], findings: [finding("F1", "file", "files_unreadable", [])]),
  ]

  @Test(arguments: examples) func `one fault explains all that it causes`(_ example: Example) async throws {
    let evidence = CaseEvidence(
      policy: policy(labels: example.policyLabels), findings: example.findings, structures: example.structures)
    let outcome = await RulesReasoner().reason(about: evidence)
    let first = try #require(outcome.reasons.first)
    #expect(first.fault == example.fault)
    #expect(outcome.reasons.count == example.reasons)
    if example.fault != .levelShifted {
      #expect(Set([first.label].compactMap(\.self) + (first.otherLabels ?? [])) == Set(example.labels))
    }
    #expect(Set(first.evidence) == Set(example.findings.filter { $0.outcome == .fail }.map(\.id)))
  }

  @Test func `two structures of which each has the other's size have exchanged names`() async throws {
    let text = """
      segwarden: 1
      policy: abdomen
      version: 1.0.0
      labels: {spleen: , gland: }
      expectations:
      - {id: spleen, label: spleen, volume: 25..1000 mL}
      - {id: gland, label: gland, volume: 1..15 mL}
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    let evidence = CaseEvidence(
      policy: try #require(reading.policy),
      findings: [
        finding("F1", "volume", "below", ["spleen"], measured: Measured(value: 4.3, unit: "mL")),
        finding("F2", "volume", "above", ["gland"], measured: Measured(value: 179, unit: "mL")),
      ], structures: [])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.map(\.fault) == [.labelsSwapped])
    #expect(outcome.reasons.first?.evidence == ["F1", "F2"])
  }

  @Test func `a missing structure whose neighbour holds it is merged`() async throws {
    let evidence = CaseEvidence(
      policy: policy(labels: abdomen),
      findings: [
        finding("F1", "presence", "missing", ["spleen"]), finding("F2", "connectivity", "components_above", ["liver"]),
      ], structures: [])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.map(\.fault) == [.labelsMerged] && outcome.reasons.first?.label == "liver")
  }

  @Test func `a quorum's finding is explained like any other`() async throws {
    let evidence = CaseEvidence(
      policy: policy(labels: abdomen),
      findings: [
        finding(
          "F1", "connectivity", "components_above", ["liver", "spleen"], measured: Measured(value: 1, unit: "labels"),
          expected: "all")
      ], structures: [])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.map(\.fault) == [.island] && outcome.reasons.first?.label == "liver")
  }

  @Test func `a sequence of other names is a chain as well`() async throws {
    let names = ["incisor", "canine", "premolar", "molar"]
    let text = """
      segwarden: 1
      policy: teeth
      version: 1.0.0
      labels: {\(names.map { "\($0): " }.joined(separator: ", "))}
      expectations:
      - {id: teeth, sequence: {labels: all, missing: 0}}
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    let evidence = CaseEvidence(
      policy: try #require(reading.policy),
      findings: [finding("F1", "sequence", "missing_renumbered", ["premolar", "canine", "molar"])], structures: [])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.first?.fault == .levelShifted)
    #expect(outcome.reasons.first?.label == "canine")
  }

  @Test func `every fault of the vocabulary has an example`() {
    #expect(Set(Self.examples.map(\.fault)) == Set(Fault.allCases))
  }

  /// Kinds of which no failure by itself names a fault: it speaks of two structures at once, of the image, or of what
  /// only the policy's author knows.
  private static let silent: Set = ["symmetry", "image", "scorecard", "assert", "ask"]

  @Test func `some failure of every kind names a fault, but for kinds that are known to name none`() async {
    var naming: Set<String> = []
    for code in ExpectationKinds.codes where ![.within, .unknown, .skipped].contains(code.aspect.deviation) {
      let failure = finding("F1", code.kind, code.aspect.text, ["vertebra_L2", "vertebra_L3"])
      let outcome = await RulesReasoner().reason(
        about: CaseEvidence(policy: policy(labels: Self.spine), findings: [failure], structures: []))
      if outcome.reasons.contains(where: { $0.fault != nil }) { naming.insert(code.kind) }
    }
    #expect(Set(ExpectationKinds.all.map { $0.name }).subtracting(naming) == Self.silent)
  }

  @Test func `two unrelated faults stay two reasons, the more severe first`() async {
    let evidence = CaseEvidence(
      policy: policy(),
      findings: [
        finding("F1", "holes", "count_above", ["spleen"]),
        finding("F2", "connectivity", "components_above", ["liver"], severity: .reject),
      ])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.map(\.fault) == [.island, .hole])
    #expect(outcome.reasons.map(\.id) == ["R1", "R2"])
  }

  @Test func `a failed finding that is no sign of any fault still is a reason`() async {
    let evidence = CaseEvidence(
      policy: policy(),
      findings: [finding("F1", "scorecard", "points_unknown", ["liver"], message: "9 points of 5 allowed.")])
    let outcome = await RulesReasoner().reason(about: evidence)
    #expect(outcome.reasons.map(\.fault) == [nil])
    #expect(outcome.reasons.first?.evidence == ["F1"])
    #expect(outcome.reasons.first?.text == "9 points of 5 allowed.")
  }

  @Test func `a volume that passed speaks against a leak`() async {
    let base = [finding("F1", "containment", "fraction_below", ["liver"])]
    let alone = await RulesReasoner().reason(about: CaseEvidence(policy: policy(), findings: base))
    #expect(alone.reasons.first?.fault == .leak)
    let passed = base + [finding("F2", "volume", nil, ["liver"], .pass)]
    let outcome = await RulesReasoner().reason(about: CaseEvidence(policy: policy(), findings: passed))
    #expect(outcome.reasons.first?.fault == .shifted)
  }

  @Test func `the place, the counterfactual and the repair of the weightiest finding go with the reason`() async {
    let place = Location(voxel: [[1, 2, 3], [4, 5, 6]], rasMM: nil, slices: .init(axis: "k", from: 3, to: 6))
    var island = finding("F1", "connectivity", "components_above", ["liver"], location: place)
    island.counterfactual = "Without the 12.3 mL island the liver is one piece."
    island.repair = "keep-largest-component"
    let outcome = await RulesReasoner().reason(about: CaseEvidence(policy: policy(), findings: [island]))
    #expect(outcome.reasons.first?.location == place)
    #expect(outcome.reasons.first?.counterfactual == island.counterfactual)
    #expect(outcome.reasons.first?.repair == "keep-largest-component")
  }
}

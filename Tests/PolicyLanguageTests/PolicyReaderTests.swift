import Diagnostics
import Digest
import PolicyLanguage
import Testing
import Volume
import Wording
import YAMLTesting

@Suite struct PolicyReaderTests {
  /// The example of the language's design, without the parts that are not supported yet.
  static let kidneys = """
    # yaml-language-server: $schema=https://segwarden.dev/schema/policy.v1.json
    segwarden: 1                      # language version
    policy: ct-kidneys                # id, unique in a bundle
    version: 1.0.0
    title: Kidneys on abdominal CT
    task: {modality: CT, region: abdomen, dimensions: 3, population: adults}

    context:                          # facts about a case that change what is expected
      nephrectomy: {values: [none, left, right], default: none}
      breath: {values: [inspiration, expiration, unknown], default: unknown}

    parameters:
      smallest_island: 0.1 mL

    labels:                           # what the export calls things -> what the policy calls them
      kidney_right: {value: 2, side: right, aliases: [right_kidney, "SCT:9846003"], paired_with: kidney_left}
      kidney_left:  {value: 3, side: left}
      liver:        {value: 5}

    groups:
      kidneys: [kidney_left, kidney_right]

    expectations:
      - id: present
        each: kidneys                 # one finding per label
        presence: required
        unless: context.nephrectomy == label.side
        severity: reject
        because: An abdominal CT shows both kidneys unless one was removed.

      - id: volume
        each: kidneys
        volume: {typical: 100..230 mL, possible: 45..450 mL}   # outside typical: warn; outside possible: fail
        when: complete                # not cut by the field of view
        because: A mask far outside this range is leaked, truncated or another structure.
        source: {cite: "SHIP-Trend, J Clin Med 2024;13(3):769", population: "adults, MRI, n=1815", mean: 144 mL}

      - id: one-piece
        each: kidneys
        connectivity: {components: 1, neighbours: 26, ignore_below: smallest_island, largest_fraction: ">= 0.98"}

      - id: no-cavities
        each: kidneys
        holes: {count: 0, ignore_below: smallest_island}

      - id: sides
        position: kidney_left is left-of kidney_right by >= 40 mm
        reference: liver              # names the faulty member when the two disagree
        severity: reject

      - id: near-liver
        adjacency: {between: [kidney_right, liver], gap: 0..25 mm}

    decision:
      veto: [reject]
      model: {clear: []}              # what a model may clear beyond warnings and notes
      not_evaluable: {default: review, no_image: ignore, no_model: review}   # by cause; an expectation may set its own
      coverage: {required_present: 1, judged_structures: 100 %, judged_findings: 50 %}
      on_model_failure: review
      accept_confidence: 0.7
      votes: 1
    """

  @Test func `the design example reads clean`() throws {
    let (read, diagnostics) = PolicyReader.small(Self.kidneys)
    #expect(diagnostics.map(\.short) == [])
    let policy = try #require(read)
    #expect(policy.id == "ct-kidneys")
    #expect(policy.version == "1.0.0")
    #expect(policy.title == "Kidneys on abdominal CT")
    #expect(policy.digest == SHA256.of(Self.kidneys))
    #expect(policy.task == TaskDescription(modality: "CT", region: "abdomen", dimensions: 3, population: "adults"))
    #expect(policy.labels.map(\.name) == ["kidney_right", "kidney_left", "liver"])
    #expect(policy.label("kidney_right")?.aliases == ["right_kidney", "SCT:9846003"])
    #expect(policy.label("kidney_left")?.pairedWith == "kidney_right")
    #expect(policy.groups.first?.labels == ["kidney_left", "kidney_right"])
    #expect(policy.expectations.map(\.id) == ["present", "volume", "one-piece", "no-cavities", "sides", "near-liver"])
    #expect(policy.expectations[0].subjects == ["kidney_left", "kidney_right"])
    #expect(policy.expectations.map(\.severity) == [.reject, .review, .review, .review, .reject, .review])
    #expect(policy.expectations[1].source?.mean == "144 mL")
    let pieces = try #require(policy.expectations[2].kind as? SmallKinds.Connectivity)
    #expect(pieces.ignoreBelow?.quantity.value == 100)
    #expect(pieces.ignoreBelow?.text == "0.1 mL")
    #expect(pieces.components?.contains(1) == true)
    #expect(pieces.components?.margin(3) == -2)
    let sides = try #require(policy.expectations[4].kind as? SmallKinds.Position)
    #expect(sides.relation == .leftOf)
    #expect(sides.by?.text == ">= 40 mm")
    #expect(policy.expectations[4].range.line == 46)
    #expect(
      policy.decision.notEvaluable == UnknownEffects(.review, byCause: [.noImage: .ignore, .noModel: .review]))
    #expect(policy.decision.coverage == Coverage())
  }
}

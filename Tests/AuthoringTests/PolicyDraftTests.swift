import Authoring
import Diagnostics
import Evaluation
import Geometry
import Phantoms
import PolicyLanguage
import Shipped
import Testing
import Volume

/// A first policy can be used at once, and asks what only its author can know.
@Suite struct PolicyDraftTests {
  private static let head = PolicyDraft.Head(
    id: "draft", title: "A draft", modality: "CT", region: nil, dimensions: 3, origin: "a test")

  private static func reading(_ text: String) -> PolicyReading {
    PolicyReader.read(PolicySource(file: "draft.yaml", text: text), vocabulary: .standard)
  }

  /// Whether a draft can be used, and what lint says about it.
  private static func lint(_ draft: PolicyDraft) -> [String] {
    let reading = reading(draft.text)
    return PolicyLint.report(reading).map { reading.rendered([$0]) }
  }

  @Test func `sides, pairs and chains are seen in names`() {
    let names = [
      "kidney_left", "Kidney Right", "liver", "adrenal_l", "adrenal_r", "vertebrae_L1", "vertebrae_L2", "vertebrae_T12",
      "aorta_left",
    ]
    let labels = DraftLabels(names.enumerated().map { ($0.offset + 1, $0.element) })
    #expect(
      labels.labels.map(\.name) == [
        "kidney_left", "Kidney_Right", "liver", "adrenal_l", "adrenal_r", "vertebrae_L1", "vertebrae_L2",
        "vertebrae_T12", "aorta_left",
      ])
    #expect(labels.labels.map(\.side) == [.left, .right, nil, .left, .right, nil, nil, nil, .left])
    #expect(
      labels.pairs.map(\.left) == ["kidney_left", "adrenal_l"]
        && labels.pairs.map(\.right) == ["Kidney_Right", "adrenal_r"])
    #expect(labels.groups.map(\.name) == ["vertebrae", "kidneys", "adrenals"])
    #expect(labels.groups.first?.labels == ["vertebrae_L1", "vertebrae_L2", "vertebrae_T12"])
    #expect(labels.labels.allSatisfy { $0.alias == nil })
  }

  @Test(arguments: [
    ("left kidney", "left_kidney", nil), ("12th rib", "label_12th_rib", "12th rib"),
    ("Niere, links", "Niere_links", "Niere, links"),
    ("all", "label_all", "all"), ("---", "label", "---"), ("a.b-c", "a_b_c", nil),
  ])
  func `names become names of the language`(written: String, name: String, alias: String?) {
    let labels = DraftLabels([(1, written)])
    #expect(labels.labels.map(\.name) == [name])
    #expect(labels.labels.first?.alias == alias)
    #expect(Self.lint(PolicyDraft(Self.head, labels: labels)) == [])
  }

  @Test func `one name twice, and no name at all`() {
    let labels = DraftLabels([(1, "a b"), (2, "a-b"), (7, nil)])
    #expect(labels.labels.map(\.name) == ["a_b", "a_b_2", "label_7"])
    let draft = PolicyDraft(Self.head, labels: labels)
    #expect(Self.lint(draft) == [])
    #expect(draft.text.contains("Question: what is the structure with the value 7?"))
  }

  @Test(arguments: [2, 3])
  func `a draft from a table is free of errors, warnings and notes`(dimensions: Int) {
    var head = Self.head
    head.dimensions = dimensions
    head.title = "Kidneys: \"left\" and right"
    let labels = DraftLabels([(2, "kidney_right"), (3, "kidney_left"), (5, "liver")])
    let draft = PolicyDraft(head, labels: labels)
    #expect(Self.lint(draft) == [])
    #expect(draft.text.contains("position:") == (dimensions == 3))
    #expect(Self.reading(draft.text).policy?.title == head.title)
  }

  @Test(arguments: Shipped.phantoms().map(\.name))
  func `a draft accepts the export that it was made from`(phantom: String) async throws {
    let recipe = try #require(Self.recipe(phantom))
    // An export that names its structures.
    let drawn = recipe.segmentation()
    let names = Dictionary(recipe.labels.map { ($0.value, $0.name) }) { first, _ in first }
    let segmentation = Segmentation(
      grid: drawn.grid,
      structures: drawn.structures.map { Structure(value: $0.value, name: names[$0.value], runs: $0.runs) })
    let scene = Scene(segmentation: segmentation)
    let draft = await PolicyDraft.make(Self.head, from: scene)
    #expect(Self.lint(draft) == [])
    let policy = try #require(Self.reading(draft.text).policy)
    #expect(policy.task.dimensions == drawn.grid.dimensions)
    let result = await Evaluator(policy: policy).evaluate(scene, imageGrid: nil, context: [:])
    let open = result.findings.filter { finding in
      finding.outcome == .fail || finding.outcome == .warn
        || (finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
    }
    #expect(open.map(\.message) == [])
    #expect(result.findings.contains { $0.outcome == .pass && $0.kind != "file" })
    if drawn.grid.dimensions == 3 { #expect(draft.text.contains("# measured here: ")) }
  }

  @Test func `what an export does not satisfy is asked, not expected`() async throws {
    let recipe = try #require(Self.recipe("abdomen-spleen-island"))
    let draft = await PolicyDraft.make(Self.head, from: Scene(segmentation: recipe.segmentation()))
    #expect(draft.exceptions["one-piece"]?.count == 1)
    #expect(draft.text.contains("Is that sound?"))
    let missing = try #require(Self.recipe("abdomen-kidney-missing"))
    let other = await PolicyDraft.make(Self.head, from: Scene(segmentation: missing.segmentation()))
    #expect(other.absent.count == 1)
    #expect(other.text.contains("May they be absent?"))
  }

  private static func recipe(_ name: String) -> PhantomRecipe? {
    let texts = Dictionary(Shipped.phantoms().map { ($0.name, $0.text) }) { first, _ in first }
    var diagnostics = Diagnostics()
    return texts[name].flatMap { text in
      PhantomReader { base in texts[base].map { (base, $0) } }.recipe(text: text, file: name, diagnostics: &diagnostics)
    }
  }
}

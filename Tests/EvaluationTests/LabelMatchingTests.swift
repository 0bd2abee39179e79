import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

@Suite struct LabelMatchingTests {
  private static let labels = "{kidney_left: {value: 3, aliases: [left kidney, 'SCT:9846003']}, liver: {value: 5}}"

  @Test(arguments: [
    ("kidney_left", 9), ("Kidney-Left", 9), ("kidney left", 9), ("left_kidney", 9), ("LEFT KIDNEY", 9),
    ("SCT:9846003", 9), ("sct: 9846003", 9), (" Left - Kidney ", 9), ("left__kidney", 9), (nil, 3),
  ])
  func `a structure is found by name, alias and value`(name: String?, value: Int) async throws {
    let export = Export([Piece(name: name, value: value, boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.pass])
  }

  @Test(arguments: [("spleen", 3), ("kidney_lefty", 3), ("kidneyleft", 3), (nil, 4)] as [(String?, Int)])
  func `a name outweighs a value, and is not guessed`(name: String?, value: Int) async throws {
    let export = Export([Piece(name: name, value: value, boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.fail])
    let unknown = try await judge("file: {unknown_labels: forbidden, empty: allowed}", export, labels: Self.labels)
    #expect(unknown.map(\.outcome) == [.fail] && unknown.map(\.aspect) == ["unknown_labels_unexpected"])
    #expect(unknown.first?.message.contains(name ?? "the value \(value)") == true)
    #expect(unknown.first?.location?.voxel == cube.corners)
  }

  @Test(arguments: [(1, true), (255, true), (2, false)])
  func `a mask of 0 and 1 or 255 belongs to a policy's only label`(value: Int, isFound: Bool) async throws {
    let export = Export([Piece(name: nil, value: value, boxes: [cube])])
    let found = try await judge("label: lung, presence: required", export, labels: "{lung: }")
    #expect(found.map(\.outcome) == [isFound ? .pass : .fail])
    let two = try await judge("label: lung, presence: required", export, labels: "{lung: , heart: }")
    #expect(two.map(\.outcome) == [.fail])
  }

  @Test func `two structures for one label are told, wherever the second lies`() async throws {
    let second = Box(30..<35, 10..<20, 5..<15)
    let export = Export(["kidney_left": [cube], "left_kidney": [second], "liver": [cube]])
    let found = await evaluate(try policy("- {id: x, file: {empty: allowed}}", labels: Self.labels), export)
      .filter { $0.expectation == "file" }
    #expect(found.map(\.outcome) == [.fail] && found.map(\.aspect) == ["names_doubled"])
    #expect(
      found.first?.message
        == "Two structures of the export, kidney_left and left_kidney, stand for kidney_left; only the first is judged."
    )
    #expect(found.first?.labels == ["kidney_left"] && found.first?.location?.voxel == second.corners)
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.labels)
    #expect(await evaluate(policy, export).contains { $0.aspect == "names_doubled" && $0.severity == .reject })
  }

  @Test func `an empty structure gives way to a filled one of the same label`() async throws {
    for export in [
      Export(["kidney_left": [], "left_kidney": [cube]]), Export(["left_kidney": [cube], "kidney_left": []]),
    ] {
      let found = try await judge("label: kidney_left, presence: required", export, labels: Self.labels)
      #expect(found.map(\.outcome) == [.pass])
      let files = try await judge("file: {unknown_labels: forbidden}", export, labels: Self.labels)
      #expect(files.allSatisfy { $0.outcome == .pass })
    }
  }

  private static let coded = """
    {kidney_left: {value: 3, aliases: ['SCT:18639004', 'snomedct:64033007+7771000']},
     kidney_right: {value: 2, aliases: ['SCT:9846003']}, liver: {value: 5}}
    """

  @Test(
    arguments: [
      ("Segment_1", ["SCT:18639004"]), ("Segment_1", ["SCT:64033007+7771000"]), ("kidney_left", ["SCT:85756007"]),
      ("left thing", ["SCT:85756007", "SCT:18639004"]), (nil, ["SCT:18639004"]), ("Kidney left", ["SCT:18639004"]),
    ] as [(String?, [String])])
  func `a structure is found by its code`(name: String?, codes: [String]) async throws {
    let export = Export([Piece(name: name, value: 2, codes: codes, boxes: [cube])])
    for (label, outcome) in [("kidney_left", Finding.Outcome.pass), ("kidney_right", .fail)] {
      let found = try await judge("label: \(label), presence: required", export, labels: Self.coded)
      #expect(found.map(\.outcome) == [outcome])
    }
  }

  private static let target = """
    {target: {aliases: ['RTROI:PTV']}, lesion: {aliases: ['SCT:49755003']}, liver: {aliases: ['SCT:10200004']}}
    """

  /// By the interpreted type as by a code, and by the category where nothing else says what it is.
  @Test(
    arguments: [
      ("Tumour 60 Gy", [], StructureFacts(interpretedType: "PTV"), "target"),
      ("Tumour 60 Gy", [], StructureFacts(interpretedType: "CTV"), nil),
      ("Segment_1", [], StructureFacts(category: "SCT:49755003"), "lesion"),
      (nil, ["SCT:108369006"], StructureFacts(category: "SCT:49755003"), "lesion"),
      ("Segment_1", ["SCT:10200004"], StructureFacts(category: "SCT:49755003"), "liver"),
      ("liver", [], StructureFacts(category: "SCT:49755003"), "liver"),
      ("Segment_1", [], StructureFacts(category: "SCT:123037004"), nil),
      ("liver", [], StructureFacts(interpretedType: "ORGAN"), "liver"),
    ] as [(String?, [String], StructureFacts, String?)])
  func `a structure is found by what it is taken for`(
    name: String?, codes: [String], facts: StructureFacts, expected: String?
  ) async throws {
    let export = Export([Piece(name: name, value: 2, codes: codes, facts: facts, boxes: [cube])])
    for label in ["target", "lesion", "liver"] {
      let found = try await judge("label: \(label), presence: required", export, labels: Self.target)
      #expect(found.map(\.outcome) == [label == expected ? .pass : .fail], "\(label)")
    }
  }

  @Test func `a name and an interpreted type that disagree are told`() throws {
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.target)
    let piece = Piece(name: "liver", value: 2, facts: StructureFacts(interpretedType: "PTV"), boxes: [cube])
    let settled = Export([piece]).segmentation.settled(for: policy)
    #expect(settled.problems.map(\.kind) == [.contradiction])
    #expect(settled.problems.first?.message.contains("RTROI:PTV") == true)
  }

  @Test func `an unknown structure is told with what it is taken for`() async throws {
    let export = Export([
      Piece(name: "Couch", value: 1, facts: StructureFacts(interpretedType: "SUPPORT"), boxes: [cube])
    ])
    let found = try await judge("file: {unknown_labels: forbidden}", export, labels: Self.target)
    let message = found.first { $0.outcome == .fail }?.message ?? ""
    #expect(message.contains("Couch (SUPPORT)"), "\(message)")
  }

  @Test(arguments: ["Kidney_L", "kidney l", "KIDNEY-L"]) func `a side may be one letter`(name: String) async throws {
    let export = Export([Piece(name: name, value: 9, boxes: [cube])])
    for (label, outcome) in [("kidney_left", Finding.Outcome.pass), ("kidney_right", .fail)] {
      let found = try await judge("label: \(label), presence: required", export, labels: Self.coded)
      #expect(found.map(\.outcome) == [outcome])
    }
  }

  @Test(arguments: ["SCT:64033007", "SCT:64033007+24028007", "SRT:18639004"])
  func `a general, another or a foreign code is not taken for it`(code: String) async throws {
    let export = Export([Piece(name: "Segment_1", value: 3, codes: [code], boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.coded)
    #expect(found.map(\.outcome) == [.fail])
  }

  @Test func `a code that no label knows leaves an unnamed structure to its value`() async throws {
    let export = Export([Piece(name: nil, value: 3, codes: ["SCT:85756007"], boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.coded)
    #expect(found.map(\.outcome) == [.pass])
  }

  @Test(
    arguments: [
      ("kidney_left", ["SCT:9846003"]), (nil, ["SCT:9846003", "SCT:18639004"]), ("x", ["SCT:9846003", "SCT:18639004"]),
    ] as [(String?, [String])])
  func `a name and a code that disagree are told, and neither is trusted`(name: String?, codes: [String]) async throws {
    let export = Export([
      Piece(name: name, value: 2, codes: codes, boxes: [cube]), Piece(name: "liver", value: 5, boxes: [cube]),
    ])
    for label in ["kidney_left", "kidney_right"] {
      let found = try await judge("label: \(label), presence: required", export, labels: Self.coded)
      // Neither is there; of the one that the export names it is told that its file cannot be used.
      #expect(found.count == 1 && found.allSatisfy { [.fail, .notEvaluable].contains($0.outcome) })
    }
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.coded)
    let settled = export.segmentation.settled(for: policy)
    // The doubtful one stays as a nameless, empty place.
    #expect(settled.structures.filter { !$0.runs.isEmpty }.map(\.name) == ["liver"])
    #expect(settled.problems.map(\.kind) == [.contradiction])
    let message = settled.problems.first?.message ?? ""
    #expect(message.contains("SCT:9846003") && message.contains("kidney_left and kidney_right"))
    // The standard expectation of files rejects it, whatever the policy asks.
    let findings = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: settled), imageGrid: nil, context: [:]
    ).findings
    let failed = findings.filter { $0.outcome == .fail && $0.kind != "coverage" }
    #expect(failed.map(\.kind) == ["file"] && failed.map(\.severity) == [.reject])
    #expect(failed.first?.message.contains(message) == true)
  }

  @Test func `an agreeing or an empty structure contradicts nothing`() async throws {
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.coded)
    for piece in [
      Piece(name: "kidney_left", value: 1, codes: ["SCT:18639004"], boxes: [cube]),
      Piece(name: "kidney_left", value: 1, codes: ["SCT:9846003"], boxes: []),
    ] {
      let segmentation = Export([piece]).segmentation
      #expect(segmentation.settled(for: policy) == segmentation)
    }
  }

  @Test func `two labels with one spelling share nothing`() async throws {
    let labels = "{cyst: {aliases: [Kidney-Cyst]}, tumour: {aliases: [kidney cyst]}}"
    let policy = try policy("- {id: x, label: cyst, presence: required}", labels: labels)
    let export = Export(["kidney_cyst": [cube]])
    #expect(await evaluate(policy, export).contains { $0.expectation == "x" && $0.outcome == .notEvaluable })
    let problem = export.segmentation.settled(for: policy).problems.first
    #expect(problem?.message.contains("cyst and tumour") == true)
  }

  @Test func `a policy knows structures by every name that it gives them`() throws {
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.coded)
    for name in ["Liver", "kidney-right", "SCT:9846003"] { #expect(policy.knows(structure: name)) }
    for name in ["case-17", "liver_2", "3", ""] { #expect(!policy.knows(structure: name)) }
  }
}

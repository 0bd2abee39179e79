import Evaluation
import PolicyLanguage
import Testing
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

@Suite struct LabelMatchingTests {
  private static let labels = "{kidney_left: {value: 3, aliases: [left kidney, 'SCT:9846003']}, liver: {value: 5}}"

  @Test(arguments: [
    ("kidney_left", 9), ("Kidney-Left", 9), ("kidney left", 9), ("left_kidney", 9), ("LEFT KIDNEY", 9),
    ("SCT:9846003", 9), (nil, 3),
  ])
  func `a structure is found by name, alias and value`(name: String?, value: Int) async throws {
    let export = Export([Piece(name: name, value: value, boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.pass])
  }

  @Test(arguments: [("spleen", 3), ("kidney_lefty", 3), (nil, 4)] as [(String?, Int)])
  func `a name outweighs a value, and is not guessed`(name: String?, value: Int) async throws {
    let export = Export([Piece(name: name, value: value, boxes: [cube])])
    let found = try await judge("label: kidney_left, presence: required", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.fail])
    let unknown = try await judge("file: {unknown_labels: forbidden, empty: allowed}", export, labels: Self.labels)
    #expect(unknown.map(\.outcome) == [.fail] && unknown.map(\.aspect) == ["unknown_labels"])
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
    let found = try await judge("file: {empty: allowed}", export, labels: Self.labels)
    #expect(found.map(\.outcome) == [.fail] && found.map(\.aspect) == ["doubled"])
    #expect(
      found.first?.message
        == "Two structures of the export, kidney_left and left_kidney, stand for kidney_left; only the first is judged."
    )
    #expect(found.first?.labels == ["kidney_left"] && found.first?.location?.voxel == second.corners)
    let policy = try policy("- {id: x, label: liver, presence: required}", labels: Self.labels)
    #expect(await evaluate(policy, export).contains { $0.aspect == "doubled" && $0.severity == .reject })
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
}

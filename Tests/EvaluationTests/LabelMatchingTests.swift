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
}

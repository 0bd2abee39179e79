import Cases
import Evaluation
import PolicyLanguage
import SegWarden
import Testing
import Volume

/// Which policy an export was made for.
@Suite struct PolicyChoiceTests {
  private static func policy(_ id: String, _ labels: String, _ task: String = "modality: CT") throws -> Policy {
    let text = """
      {segwarden: 1, policy: \(id), version: 1, task: {\(task)}, labels: {\(labels)},
       expectations: [{id: x, each: all, presence: optional}]}
      """
    return try #require(PolicyReader.read(PolicySource(file: id, text: text), vocabulary: .standard).policy)
  }

  private static func policies() throws -> [Policy] {
    let many = (1...30).map { "organ_\($0): {value: \($0)}" }.joined(separator: ", ")
    return [
      try policy("kidneys", "kidney_right: {value: 2}, kidney_left: {value: 3}"),
      try policy(
        "all",
        "spleen: {value: 1}, kidney_right: {value: 2}, kidney_left: {value: 3}, liver: {value: 5}, "
          + many.replacing("value: ", with: "value: 10")),
      try policy("heart", "heart: {value: 1}"), try policy("lungs", "lungs: {value: 1}"),
      try policy("picture", "lungs: {value: 1}", "modality: X-ray, dimensions: 2"),
      try policy("mr", "kidney_right: {value: 2}, kidney_left: {value: 3}", "modality: MR"),
    ]
  }

  private static func export(_ structures: [(Int, String?)], flat: Bool = false) -> Segmentation {
    let grid = Grid(size: VoxelIndex(8, 8, flat ? 1 : 8), spacing: SIMD3(1, 1, 1))
    return Segmentation(
      grid: grid,
      structures: structures.enumerated().map { at, structure in
        Structure(
          value: structure.0, name: structure.1, runs: Runs(ordered: [Run(row: Int32(at % 8), start: 0, end: 3)]))
      })
  }

  static let sound: [([(Int, String?)], String, String?, Bool, String)] = [
    ([(1, "kidney_left"), (2, "kidney_right")], "a", "CT", false, "kidneys"),
    ([(1, "kidney_left"), (2, "kidney_right")], "a", "MR", false, "mr"),
    ([(1, "spleen"), (2, "kidney_right"), (5, "liver")], "a", nil, false, "all"),
    ([(1, "heart")], "a", nil, false, "heart"), ([(1, nil)], "lungs", nil, false, "lungs"),
    ([(1, "lungs")], "a", nil, true, "picture"),
  ]

  @Test(arguments: sound)
  func `is the one whose labels are the export's`(
    structures: [(Int, String?)], stem: String, modality: String?, flat: Bool, expected: String
  ) throws {
    let choice = try PolicyChoice(among: Self.policies(), modality: modality)
      .policy(for: Self.export(structures, flat: flat), fileStem: stem)
    #expect(choice.policy.id == expected)
    #expect(choice.because.contains("\(expected) knows \(structures.count) of \(structures.count)"))
  }

  static let unclear: [([(Int, String?)], String?, String)] = [
    // Two policies of the same labels, on images that nobody named.
    ([(1, "kidney_left"), (2, "kidney_right")], nil, "several policies fit"),
    // A value alone says nothing, though it is the first of many policies.
    ([(1, nil)], nil, "no policy fits"), ([(2, nil), (3, nil)], "CT", "no policy fits"),
    ([(1, "nose"), (2, "ear")], nil, "no policy fits"), ([(1, "kidney_left"), (2, "ear")], "CT", "no policy fits"),
    ([(1, "kidney_left"), (2, "kidney_right")], "US", "no policy fits"),
  ]

  @Test(arguments: unclear)
  func `is never guessed`(structures: [(Int, String?)], modality: String?, words: String) throws {
    let choice = try PolicyChoice(among: Self.policies(), modality: modality)
    let error = #expect(throws: CaseError.self) {
      try choice.policy(for: Self.export(structures), fileStem: "a")
    }
    #expect(error?.message.contains(words) == true && error?.code == .noPolicy)
  }
}

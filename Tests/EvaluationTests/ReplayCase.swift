import Evaluation
import Foundation
import Geometry
import JSON
import Measurements
import Numerics
import PolicyLanguage
import Testing
import Volume

extension SplitMix64 {
  mutating func roll(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Exports of frayed boxes, some of which overlap, touch the border, are empty, doubled or unknown to the policy.
struct ReplayCase: Sendable, CustomTestStringConvertible {
  let seed: Int
  let grid: Grid
  let testDescription: String
  /// Drawn once: cases are judged hundreds of times.
  let segmentation: Segmentation
  /// Every other case has an image.
  let image: IntensityVolume?

  init(seed: Int, grid: Grid, testDescription: String) {
    self.seed = seed
    self.grid = grid
    self.testDescription = testDescription
    segmentation = Self.segmentation(seed, grid)
    image = Self.image(seed, grid)
  }

  static let grids: [(String, Grid)] = [
    ("thick slices", Grid(size: VoxelIndex(22, 20, 12), affine: Affine(spacing: SIMD3(0.7, 0.7, 3.1)))),
    (
      "stored from the left and from below",
      Grid(
        size: VoxelIndex(20, 14, 18),
        affine: Affine(
          columns: [SIMD3(-1.1, 0.02, 0), SIMD3(0, 0, 2.5), SIMD3(0, -0.9, 0)], origin: SIMD3(40.3, -7.7, 1e-3)))
    ),
    ("spacing alone", Grid(size: VoxelIndex(18, 18, 10), spacing: SIMD3(1, 1, 1.0 / 3))),
    ("no lengths", Grid(size: VoxelIndex(18, 18, 10), spacing: nil)),
    ("picture", Grid(size: VoxelIndex(40, 36, 1), spacing: SIMD3(0.25, 0.25, 1))),
    ("picture without lengths", Grid(size: VoxelIndex(40, 36, 1), spacing: nil)),
  ]

  private static let isLong = ProcessInfo.processInfo.environment["SEGWARDEN_LONG"] == "1"

  /// One on each grid, half of them with an image; ten with `SEGWARDEN_LONG=1`.
  static let all: [ReplayCase] = grids.enumerated().flatMap { number, grid in
    (isLong ? Array(0..<10) : [number / 2 % 2]).map {
      ReplayCase(seed: 5 * number + $0, grid: grid.1, testDescription: "\(grid.0), \($0)")
    }
  }

  /// What the policies of the kinds' examples call their structures.
  static let names = [
    "kidney_left", "kidney_right", "liver", "tumour", "stomach", "lungs", "spleen", "aorta", "heart", "lung_left",
    "lung_right", "vertebrae_L1", "vertebrae_L2", "vertebrae_L3", "urinary_bladder", "prostate", "myocardium",
    "left_ventricle", "right_ventricle", "pancreas", "inferior_vena_cava", "vertebra_L6",
  ]

  /// Where they usually lie.
  static let levels = ["kidney_left": "T12..L3", "kidney_right": "L1..L3", "liver": "T9..L2", "aorta": "T4..L4"]

  private static func segmentation(_ seed: Int, _ grid: Grid) -> Segmentation {
    var dice = SplitMix64(seed: UInt64(seed))
    var structures: [Structure] = []
    for (number, name) in names.enumerated() {
      // One in eight is not in the export, one in eight empty.
      let fate = dice.roll(0..<8)
      if fate == 0 { continue }
      structures.append(Structure(value: number + 1, name: name, runs: fate == 1 ? Runs() : runs(on: grid, &dice)))
    }
    structures.append(Structure(value: 90, name: "who knows", runs: runs(on: grid, &dice)))
    if seed % 3 == 1 { structures.append(Structure(value: 91, name: "Liver", runs: runs(on: grid, &dice))) }
    let problems =
      seed % 3 == 2 ? [SegmentationProblem(kind: .unreadable, structure: "spleen", message: "it ends early.")] : []
    return Segmentation(grid: grid, structures: structures, problems: problems)
  }

  private static func runs(on grid: Grid, _ dice: inout SplitMix64) -> Runs {
    let size = grid.size
    func box() -> Box {
      func range(_ length: Int) -> Range<Int> {
        let start = dice.roll(0..<length)
        return start..<min(length, start + dice.roll(1..<max(2, length / 2 + 1)))
      }
      return Box(range(size.i), range(size.j), range(size.k))
    }
    let boxes = (0..<dice.roll(1..<4)).map { _ in box() }
    let holes = (0..<dice.roll(0..<3)).map { _ in box() }
    let fraying = dice.roll(0..<3)
    var runs: [Run] = []
    for k in 0..<size.k {
      for j in 0..<size.j {
        for i in 0..<size.i {
          let v = VoxelIndex(i, j, k)
          let chance = dice.roll(0..<100)
          let isIn = boxes.contains { $0.holds(v) } && !holes.contains { $0.holds(v) }
          guard isIn ? chance >= 8 * fraying : chance < fraying else { continue }
          runs.append(Run(row: Int32(j + k * size.j), start: Int32(i), end: Int32(i + 1)))
        }
      }
    }
    return Runs(merging: runs)
  }

  private static func image(_ seed: Int, _ grid: Grid) -> IntensityVolume? {
    guard seed % 2 == 0 else { return nil }
    var dice = SplitMix64(seed: UInt64(seed + 1000))
    return IntensityVolume(grid: grid, values: (0..<grid.count).map { _ in Float(dice.roll(-100..<300)) })
  }

  func scene() -> Scene { Scene(segmentation: segmentation, image: image) }

  /// A policy over one expectation of YAML, as a kind's page shows it; nil where it has mistakes.
  static func policy(_ expectation: String, rest: String = "") -> PolicyReading {
    let labels = names.map { name in
      let side = name.contains("left") ? "left" : name.contains("right") || name == "liver" ? "right" : nil
      let pair = name.contains("left") ? "right" : "left"
      let partner = name.split(separator: "_").map { $0 == "left" || $0 == "right" ? pair : String($0) }.joined(
        separator: "_")
      let paired = side != nil && name != "liver" && names.contains(partner)
      let fields = [
        side.map { "side: \($0)" }, paired ? "paired_with: \(partner)" : nil,
        name == "spleen" ? "in_view_with: [liver, stomach]" : nil, levels[name].map { "level: \($0)" },
      ]
      return "  \(name): {\(fields.compactMap(\.self).joined(separator: ", "))}"
    }
    let text = """
      segwarden: 1
      policy: p
      version: 1.0.0
      context:
        nephrectomy: {values: [none, left, right], default: none}
        sex: {values: [female, male]}
      labels:
      \(labels.joined(separator: "\n"))
      groups:
        kidneys: [kidney_left, kidney_right]
        vertebrae: [vertebrae_L1, vertebrae_L2, vertebrae_L3]
        spine: [vertebrae_L1, vertebrae_L2, vertebrae_L3, vertebra_L6]
      column: vertebrae
      \(rest)
      expectations:
      \(expectation)
      """
    return PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
  }

  func findings(_ policy: Policy, in scene: Scene) async -> EvaluationResult {
    await Evaluator(policy: policy).evaluate(
      scene, imageGrid: image?.grid, context: [:], caseName: "case", today: CalendarDay("2027-01-01"))
  }

  func findings(_ policy: Policy, from stored: StoredMeasurements) -> EvaluationResult {
    Evaluator(policy: policy).evaluate(
      stored, roster: stored.roster, context: [:], caseName: "case", today: CalendarDay("2027-01-01"))
  }

  /// What a file holds after the policy was judged on the masks, read again.
  func stored(under policy: Policy) async throws -> StoredMeasurements {
    let judged = await findings(policy, in: scene())
    let kept = StoredMeasurements(of: judged.facts.table, roster: segmentation)
    let text = try JSONValue.object(kept.json).text()
    return try #require(StoredMeasurements(json: try JSONValue(parsing: text)))
  }
}

/// Findings as a record holds them.
func bytes(_ findings: [Finding]) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
  return String(decoding: try encoder.encode(findings), as: UTF8.self)
}

import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// A box of voxels, upper bounds excluded.
struct Box: Sendable {
  var i: Range<Int>
  var j: Range<Int>
  var k: Range<Int>

  init(_ i: Range<Int>, _ j: Range<Int>, _ k: Range<Int>) { (self.i, self.j, self.k) = (i, j, k) }

  /// As a finding's location gives it.
  var corners: [[Int]] {
    [[i.lowerBound, j.lowerBound, k.lowerBound], [i.upperBound - 1, j.upperBound - 1, k.upperBound - 1]]
  }

  func holds(_ v: VoxelIndex) -> Bool { i.contains(v.i) && j.contains(v.j) && k.contains(v.k) }
}

/// One structure as boxes, with boxes taken away again.
struct Piece: Sendable {
  var name: String?
  var value: Int
  var codes: [String] = []
  var facts = StructureFacts()
  var boxes: [Box]
  var without: [Box] = []

  func structure(on grid: Grid) -> Structure {
    func span(_ axis: (Box) -> Range<Int>, _ length: Int) -> Range<Int> {
      let low = boxes.map { axis($0).lowerBound }.min() ?? 0
      return (low..<max(low, boxes.map { axis($0).upperBound }.max() ?? 0)).clamped(to: 0..<length)
    }
    let (rows, columns) = (span(\.j, grid.size.j), span(\.i, grid.size.i))
    var runs: [Run] = []
    for k in span(\.k, grid.size.k) {
      for j in rows {
        for i in columns {
          let v = VoxelIndex(i, j, k)
          guard boxes.contains(where: { $0.holds(v) }), !without.contains(where: { $0.holds(v) }) else { continue }
          runs.append(Run(row: Int32(j + k * grid.size.j), start: Int32(i), end: Int32(i + 1)))
        }
      }
    }
    return Structure(value: value, name: name, codes: codes, facts: facts, runs: Runs(merging: runs))
  }
}

/// An export by hand.
struct Export: Sendable {
  /// 40 × 40 × 20 voxels of 2 mm: 8 mm³ each, in RAS.
  static let grid = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2)))
  /// The same without a place in the patient, and without lengths as well.
  static let unplaced = Grid(size: VoxelIndex(40, 40, 20), spacing: SIMD3(2, 2, 2))
  static let unmeasured = Grid(size: VoxelIndex(40, 40, 20), spacing: nil)
  /// A picture of 40 × 40 pixels of half a millimetre, and one without lengths.
  static let picture = Grid(size: VoxelIndex(40, 40, 1), spacing: SIMD3(0.5, 0.5, 1))
  static let pixels = Grid(size: VoxelIndex(40, 40, 1), spacing: nil)

  var pieces: [Piece]
  var grid = Export.grid
  var problems: [SegmentationProblem] = []
  var discrepancies: [HeaderDiscrepancy] = []

  init(
    _ pieces: [Piece], on grid: Grid = Export.grid, problems: [SegmentationProblem] = [],
    discrepancies: [HeaderDiscrepancy] = []
  ) {
    (self.pieces, self.grid, self.problems, self.discrepancies) = (pieces, grid, problems, discrepancies)
  }

  /// Named structures as boxes.
  init(_ boxes: KeyValuePairs<String, [Box]>, on grid: Grid = Export.grid) {
    self.init(boxes.enumerated().map { Piece(name: $1.key, value: $0 + 1, boxes: $1.value) }, on: grid)
  }

  var segmentation: Segmentation {
    Segmentation(
      grid: grid, structures: pieces.map { $0.structure(on: grid) }, problems: problems,
      discrepancies: discrepancies)
  }
}

/// A policy that must be sound; `labels` and `expectations` are YAML.
func policy(
  _ expectations: String, labels: String = "{liver: {value: 1}, spleen: {value: 2}}", rest: String = ""
) throws -> Policy {
  let text = """
    segwarden: 1
    policy: p
    version: 1.0.0
    labels: \(labels)
    \(rest)
    expectations:
    \(expectations)
    """
  let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
  return try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
}

/// The findings of a policy's own expectations and the standard ones about files; those of coverage have tests of their
/// own.
func evaluate(
  _ policy: Policy, _ export: Export, imageGrid: Grid? = nil, image: IntensityVolume? = nil,
  context: [String: String] = [:]
) async -> [Finding] {
  let findings = await Evaluator(policy: policy).evaluate(
    Scene(segmentation: export.segmentation, image: image), imageGrid: imageGrid, context: context
  ).findings
  for finding in findings { #expect(ExpectationKinds.codes.contains(finding.code), "\(finding.code.text)") }
  return findings.filter { $0.kind != "coverage" }
}

/// The findings of one expectation `x`, given as YAML after its id; the standard findings about files left out.
func judge(
  _ expectation: String, _ export: Export, labels: String = "{liver: {value: 1}, spleen: {value: 2}}",
  imageGrid: Grid? = nil, image: IntensityVolume? = nil, rest: String = "", context: [String: String] = [:]
) async throws -> [Finding] {
  let policy = try policy("- {id: x, \(expectation)}", labels: labels, rest: rest)
  return await evaluate(policy, export, imageGrid: imageGrid, image: image, context: context).filter {
    $0.expectation == "x"
  }
}

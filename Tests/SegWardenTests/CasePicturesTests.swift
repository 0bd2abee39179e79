import Diagnostics
import Evaluation
import Geometry
import Pictures
import PolicyLanguage
import SegWarden
import Testing
import Volume

@Suite struct CasePicturesTests {
  private static let nowhere = SourceRange(file: "example.yaml", line: 1, column: 1)
  private let grid = Grid(size: VoxelIndex(40, 20, 12), affine: Affine(spacing: SIMD3(2, 2, 3)))

  /// Six blocks side by side, `a` the smallest and `f` the largest.
  private var measured: (facts: CaseFacts, segmentation: Segmentation) {
    let names = ["a", "b", "c", "d", "e", "f"]
    let structures = names.enumerated().map { at, name in
      let runs = (2..<(4 + at)).flatMap { k in
        (5..<12).map { j in Run(row: Int32(j + k * 20), start: Int32(2 + 6 * at), end: Int32(6 + 6 * at)) }
      }
      return Structure(value: at + 1, name: name, runs: Runs(merging: runs))
    }
    let policy = Policy(
      id: "example", version: "1.0.0", title: "Six blocks", digest: "abc", task: TaskDescription(modality: "CT"),
      context: [], labels: names.map { LabelDeclaration(name: $0, range: Self.nowhere) }, groups: [], expectations: [],
      decision: DecisionSettings(), range: Self.nowhere)
    let segmentation = Segmentation(grid: grid, structures: structures)
    return (CaseFacts(measured: segmentation, policy: policy), segmentation)
  }

  private func finding(
    _ id: String, _ label: String, _ outcome: Finding.Outcome, at box: [[Int]]? = nil, severity: Severity = .review
  ) -> Finding {
    Finding(
      id: id, expectation: "volume", policy: "example", line: 1, code: FindingCode("volume", Aspect("", .above)),
      labels: [label], outcome: outcome,
      severity: severity, message: "A message.",
      location: box.map { Location(voxel: $0, rasMM: nil, slices: nil) })
  }

  @Test func `without findings the overview, the largest structures and silhouettes are drawn`() throws {
    let pictures = try CasePictures(
      facts: measured.facts, segmentation: measured.segmentation, findings: [], image: nil
    ).draw()
    #expect(pictures.map(\.name) == ["overview", "slices-f", "slices-e", "slices-d", "slices-c", "projections"])
  }

  @Test func `structures of failed findings come first, then those of warnings and of what is open`() throws {
    let findings = [
      finding("F1", "f", .pass), finding("F2", "a", .notEvaluable), finding("F3", "c", .warn),
      finding("F4", "b", .fail),
    ]
    let pictures = try CasePictures(
      facts: measured.facts, segmentation: measured.segmentation, findings: findings, image: nil
    ).draw()
    #expect(pictures.map(\.name) == ["overview", "slices-b", "slices-c", "slices-a", "slices-f", "projections"])
  }

  @Test func `a place that several findings point to is shown once and its caption names them`() throws {
    let box = [[2, 5, 2], [5, 11, 3]]
    let findings = [
      finding("F1", "a", .warn, at: box), finding("F2", "b", .fail, at: [[8, 5, 2], [9, 6, 3]]),
      finding("F3", "a", .fail, at: box, severity: .reject),
    ]
    let pictures = try CasePictures(
      facts: measured.facts, segmentation: measured.segmentation, findings: findings, image: nil
    ).draw()
    #expect(pictures.map(\.name).prefix(3) == ["overview", "close-up-1-F3", "close-up-2-F2"])
    #expect(pictures[1].caption.hasPrefix("Close-up at F3 and F1, about a."))
    #expect(pictures[2].caption.hasPrefix("Close-up at F2, about b."))
  }

  @Test func `a case has ten pictures at most, and each a name of its own`() throws {
    let findings = (0..<12).map { at in
      finding("F\(at)", ["a", "b", "c", "d", "e", "f"][at % 6], .fail, at: [[at, 5, 2], [at + 3, 9, 3]])
    }
    let pictures = try CasePictures(
      facts: measured.facts, segmentation: measured.segmentation, findings: findings, image: nil
    ).draw()
    #expect(pictures.count == 10)
    #expect(Set(pictures.map(\.name)).count == 10)
  }
}

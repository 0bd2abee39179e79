import Formats
import TestSupport
import Testing
import Volume

extension NIfTIBuilder {
  static func read(_ builder: NIfTIBuilder) throws -> Segmentation {
    let folder = try Scratch()
    return try NIfTI.readMask(path: folder.write(builder.bytes, to: "mask.nii")).segmentation
  }

  static func refusal(_ change: (inout NIfTIBuilder) -> Void) throws -> ReadError? {
    let builder = NIfTIBuilder(change)
    return #expect(throws: ReadError.self) { try read(builder) }
  }

  /// The runs of the builder's default labels, counted by hand: row, start, end.
  static let runs: [Int: [[Int32]]] = [
    1: [[0, 1, 3], [3, 0, 1], [3, 2, 3]], 2: [[1, 0, 4], [5, 2, 4]], 5: [[2, 2, 3], [5, 0, 2]],
  ]

  static func runs(_ segmentation: Segmentation) -> [Int: [[Int32]]] {
    Dictionary(
      uniqueKeysWithValues: segmentation.structures.map { ($0.value, $0.runs.all.map { [$0.row, $0.start, $0.end] }) })
  }
}

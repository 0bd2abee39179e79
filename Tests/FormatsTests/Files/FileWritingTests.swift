import Formats
import TestSupport
import Testing
import Volume

@Suite struct `Files that are written` {
  @Test func `by several writers at once are whole, and nothing stays beside them`() async throws {
    let folder = try Scratch()
    let path = folder.file("mask.nii")
    let mask = try NIfTI.readMask(InputFile(bytes: NIfTIBuilder().bytes)).segmentation
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<50 { try NIfTIWriter.write(mask, to: path) } }
      }
      try await group.waitForAll()
    }
    #expect(try folder.names() == ["mask.nii"])
    #expect(NIfTIBuilder.runs(try NIfTI.readMask(path: path).segmentation) == NIfTIBuilder.runs(mask))
  }
}

import Application
import Cases
import Foundation
import TestSupport
import Testing

/// Folders of DICOM objects, as archives leave them: each object in a folder of its own.
@Suite struct `Folders of studies` {
  private static func study(_ scratch: Scratch, _ name: String, recipe: String = "abdomen-ct") throws {
    try FileManager.default.createDirectory(atPath: scratch.file("all/\(name)/seg"), withIntermediateDirectories: true)
    #expect(
      try PhantomRun.draw(
        recipe, to: scratch.file("all/\(name)/seg/mask.dcm"), series: scratch.file("all/\(name)/series"))
        == .success)
  }

  @Test func `a mask is given the series that it says it was made of, wherever it lies`() throws {
    let scratch = try Scratch()
    try Self.study(scratch, "one")
    let other = try scratch.write(
      "segwarden: 1\nphantom: other\ntitle: Another scan\nextends: abdomen-ct\n", to: "other.yaml")
    try Self.study(scratch, "two", recipe: other)
    let paired = try CaseSource.list(at: scratch.file("all"), for: []).cases.map { $0.export?.image }
    #expect(paired == [scratch.file("all/one/series"), scratch.file("all/two/series")])
    // Of a series that lies in two folders, the one in the mask's own study is its image.
    try Self.study(scratch, "three")
    try FileManager.default.removeItem(atPath: scratch.file("all/three/seg"))
    let list = try CaseSource.list(at: scratch.file("all"), for: [])
    #expect(list.cases.map { $0.export?.image } == paired)
    #expect(list.notes.contains { $0.contains("three/series") })
    // Where two are as near, none is.
    try FileManager.default.moveItem(atPath: scratch.file("all/one/series"), toPath: scratch.file("all/four"))
    let apart = try CaseSource.list(at: scratch.file("all"), for: [])
    #expect(apart.cases.map { $0.export?.image } == [nil, scratch.file("all/two/series")])
  }
}

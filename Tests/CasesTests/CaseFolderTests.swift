import Cases
import Foundation
import PolicyLanguage
import TestSupport
import Testing

/// Folders of exports.
@Suite struct `Case folders` {
  private func folder(_ files: [String]) throws -> Scratch {
    let scratch = try Scratch()
    for file in files { try scratch.write("x", to: file) }
    return scratch
  }

  @Test func `files and folders with masks are cases, in the order of their names`() throws {
    let scratch = try folder([
      "case-2.nii.gz", "case-10.seg.nrrd", "b/liver.nii.gz", "b/context.yaml", "a.dir.nii/x.png", "pair.hdr",
      "pair.img",
      "case-2.context.yaml", ".hidden.nii", "notes.txt", "reports/report.pdf", "preview.png",
    ])
    let list = try CaseSource.list(at: scratch.path, for: try kidneys())
    #expect(list.cases.map(\.name) == ["a.dir", "b", "case-10", "case-2", "pair"])
    #expect(list.cases.compactMap(\.export).map(\.path).allSatisfy { FileManager.default.fileExists(atPath: $0) })
    #expect(list.notes.count == 1 && list.notes.allSatisfy { $0.contains("preview.png, reports") })
  }

  @Test(arguments: [
    ["liver.nii.gz", "Kidney-Left.nii.gz"], ["kidney_right.nii.gz"], ["left_kidney.png", "other/a.png"],
  ])
  func `files named like the policy's structures are one export`(files: [String]) throws {
    let scratch = try folder(files)
    #expect(try CaseSource.cases(at: scratch.path, for: kidneys()) == [Export(path: scratch.path)])
    // Without a policy nobody knows.
    #expect(try CaseSource.cases(at: scratch.path).count == files.count)
  }

  @Test(arguments: [[], ["readme.txt"], ["a/b/c.nii"]])
  func `a folder without exports is refused`(files: [String]) throws {
    let scratch = try folder(files)
    let error = #expect(throws: ProgramError.self) { try CaseSource.cases(at: scratch.path) }
    #expect(error?.status == .badInput)
  }
}

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

  @Test func `files are cases, then those of the folders, in the order of their names`() throws {
    let scratch = try folder([
      "case-2.nii.gz", "case-10.seg.nrrd", "b/liver.nii.gz", "b/context.yaml", "a.dir.nii/x.png", "pair.hdr",
      "pair.img",
      "case-2.context.yaml", ".hidden.nii", "notes.txt", "reports/report.pdf", "preview.png",
    ])
    let list = try CaseSource.list(at: scratch.path, for: [try kidneys()])
    #expect(list.cases.map(\.name) == ["case-10", "case-2", "pair", "a.dir", "b"])
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

  @Test func `cases are found in folders of folders, and told apart by them`() throws {
    let scratch = try folder(["x/1/pred.nii.gz", "x/2/pred.nii.gz", "y/1/pred.nii.gz", "y/notes.txt"])
    let cases = try CaseSource.list(at: scratch.path, for: [try kidneys()]).cases
    #expect(cases.map(\.name) == ["1", "2", "1"])
    let distinct = DistinctNames.given(to: cases)
    #expect(distinct.cases.map(\.name) == ["x/1", "2", "y/1"])
    #expect(distinct.cases.compactMap(\.export?.caseName) == ["x/1", "y/1"])
    #expect(distinct.note == "2 cases are called “1”; they are told apart as “x/1” and so on.")
    // One file twice.
    let twice = DistinctNames.given(to: [cases[0], cases[0]].map { ListedCase(Export(path: $0.export?.path ?? "")) })
    #expect(Set(twice.cases.map(\.name)).count == 2)
    #expect(DistinctNames.given(to: [cases[0]]).note == nil)
  }

  @Test(arguments: [
    // Files; the masks' paths, the images', the cases' names.
    (
      [
        "s1/ct.nii.gz", "s1/segmentations/liver.nii.gz", "s1/segmentations/spleen.nii.gz",
        "s2/segmentations/liver.nii.gz",
      ],
      ["s1/segmentations", "s2/segmentations"], ["s1/ct.nii.gz", nil], ["s1", "s2"]
    ),
    // nnU-Net, images beside predictions and in a folder of their own; a mask alone has none.
    (
      ["a.nii.gz", "a_0000.nii.gz", "a_0001.nii.gz", "b.nii.gz"], ["a.nii.gz", "b.nii.gz"], ["a_0000.nii.gz", nil],
      ["a", "b"]
    ),
    (
      ["labelsTs/a.nii.gz", "imagesTs/a_0000.nii.gz"], ["labelsTs/a.nii.gz"], ["labelsTs/../imagesTs/a_0000.nii.gz"],
      ["a"]
    ),
    // BIDS; two scans fit, so that none is taken.
    (
      [
        "sub-1/anat/sub-1_T1w.nii.gz", "sub-1/anat/sub-1_dseg.nii.gz", "sub-2/sub-2_T1w.nii.gz",
        "sub-2/sub-2_T2w.nii.gz",
        "sub-2/sub-2_dseg.nii.gz",
      ],
      ["sub-1/anat/sub-1_dseg.nii.gz", "sub-2/sub-2_dseg.nii.gz"], ["sub-1/anat/sub-1_T1w.nii.gz", nil],
      ["sub-1_dseg", "sub-2_dseg"]
    ),
    (["masks/x.png", "images/x.jpg"], ["masks/x.png"], ["masks/../images/x.jpg"], ["x"]),
    (["x.png", "images/x.png"], ["x.png"], ["images/x.png"], ["x"]),
  ])
  func `images are found by the rules of the tools that write them`(
    files: [String], masks: [String], images: [String?], names: [String]
  ) throws {
    let scratch = try folder(files)
    let cases = try CaseSource.list(at: scratch.path, for: [try kidneys()]).cases
    #expect(cases.map { $0.export?.path } == masks.map { scratch.file($0) })
    #expect(cases.map { $0.export?.image } == images.map { $0.map { scratch.file($0) } })
    #expect(cases.map(\.name) == names)
  }

  @Test func `nnU-Net's table beside predictions names their labels`() throws {
    let scratch = try folder([
      "labelsTr/a.nii.gz", "labelsTr/c.nii.gz", "b.nii.gz", "others/a.nii.gz", "others/c.nii.gz",
    ])
    try scratch.write("{}", to: "dataset.json")
    let cases = try CaseSource.list(at: scratch.path, for: [try kidneys()]).cases
    #expect(cases.map { $0.export?.labels } == Array(repeating: scratch.file("dataset.json"), count: 3) + [nil, nil])
    #expect(cases.compactMap { $0.export?.hasFoundLabels } == [true, true, true, false, false])
  }

  /// A list of thousands is made in a moment: each name is looked at some times, not once for each other name.
  @Test func `a folder of thousands takes as long as its names`() throws {
    let scratch = try Scratch()
    for number in 0..<3000 {
      try scratch.write("", to: "a/case-\(number).nii.gz")
      try scratch.write("", to: "a/images/case-\(number)_0000.nii.gz")
    }
    let clock = ContinuousClock()
    var cases: [Export] = []
    let taken = try clock.measure { cases = try CaseSource.cases(at: scratch.file("a")) }
    #expect(cases.count == 3000)
    #expect(cases.allSatisfy { $0.image == scratch.file("a/images/\($0.name)_0000.nii.gz") })
    // It took minutes when every mask went through all names.
    #expect(taken < .seconds(30), "\(taken)")
  }

  @Test func `what is left out is told, and no folder is looked into twice`() throws {
    let scratch = try folder(["sub-1_dseg.nii.gz", "sub-1_T1w.nii.gz", "sub-1_mask.nii.gz", "a/b.nii.gz", "a/c.nii.gz"])
    try FileManager.default.createSymbolicLink(atPath: scratch.file("a/loop"), withDestinationPath: scratch.path)
    let list = try CaseSource.list(at: scratch.path, for: [try kidneys()])
    #expect(list.cases.map(\.name) == ["sub-1_dseg", "b", "c"])
    // Two files fit, so that neither is the image, and neither is passed over in silence.
    #expect(list.notes.contains { $0.contains("sub-1_T1w.nii.gz, sub-1_mask.nii.gz") })
  }

  @Test func `a name that was given is not told apart by folders`() {
    let cases = ["x/1.nii", "y/1.nii"].map { ListedCase(Export(path: $0, caseName: "A")) }
    #expect(DistinctNames.given(to: cases).cases.map(\.name) == ["A", "A (2)"])
  }

  @Test func `a pattern, a folder and a file are named as exports are`() throws {
    let scratch = try folder(["a1.nii.gz", "a2.nii.gz", "b.nii.gz", "s/kidney_left.nii.gz", "t/other.nii.gz"])
    func names(_ path: String) throws -> [String] {
      CaseSource.named(Export(path: scratch.file(path)), for: [try kidneys()]).cases.map(\.name)
    }
    #expect(try names("a*.nii.gz") == ["a1", "a2"])
    #expect(try names("b.nii.gz") == ["b"])
    #expect(try names("s") == ["s"])
    #expect(try names("t") == ["t"])
    #expect(try names("missing.nii.gz") == ["missing"])
    // Each is a case that is not found, and the others go on.
    #expect(try names("c*.nii.gz") == ["c*"])
    #expect(try names("none") == ["none"])
  }

  @Test(arguments: [[], ["readme.txt"], ["a/readme.txt"]])
  func `a folder without exports is refused`(files: [String]) throws {
    let scratch = try folder(files)
    let error = #expect(throws: CaseListError.self) { try CaseSource.cases(at: scratch.path) }
    #expect(error?.code == .unusable)
  }
}

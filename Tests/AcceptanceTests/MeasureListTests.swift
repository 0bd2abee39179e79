import Foundation
import TestSupport
import Testing

/// `segwarden measure` over many cases: lists, folders, and cases that cannot be read.
@Suite struct MeasureListTests {
  /// A folder of three exports, one of them cut off.
  private func exports(in scratch: Scratch) throws -> String {
    let folder = scratch.file("masks")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["abdomen-sound", "abdomen-kidney-missing"] {
      #expect(try Program.run("phantom", name, "-o", "\(folder)/\(name).nii.gz").status == 0)
    }
    let whole = try Data(contentsOf: URL(filePath: "\(folder)/abdomen-sound.nii.gz"))
    try whole.prefix(300).write(to: URL(filePath: "\(folder)/abdomen-cut.nii.gz"))
    return folder
  }

  private func rows(_ output: String) -> [[Substring]] {
    output.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  @Test func `a folder is measured case by case, in order, and a broken one does not stop the rest`() throws {
    let scratch = try Scratch()
    let folder = try exports(in: scratch)
    let run = try Program.run("measure", "--manifest", folder, "--measures", "volume", "--format", "csv")
    #expect(run.status == 65)
    #expect(run.errors.contains("abdomen-cut.nii.gz"))
    var names: [Substring] = []
    for row in rows(run.output) where names.last != row[0] { names.append(row[0]) }
    #expect(names == ["abdomen-kidney-missing", "abdomen-sound"])
    // What one case gives by itself stands among the others.
    let alone = try Program.run("measure", "\(folder)/abdomen-sound.nii.gz", "--measures", "volume", "--format", "csv")
    #expect(rows(alone.output) == rows(run.output).filter { $0[0] == "abdomen-sound" })
  }

  @Test func `a list names cases and images, and a row with a mistake is its case's error`() throws {
    let scratch = try Scratch()
    let folder = try exports(in: scratch)
    let (mask, image) = (scratch.file("m.dcm"), scratch.file("ct"))
    #expect(try Program.run("phantom", "abdomen-ct", "-o", mask, "--series", image).status == 0)
    let list = scratch.file("cases.csv")
    try "case,export,image\na,m.dcm,ct\nb,masks/abdomen-sound.nii.gz,\nc,,\n"
      .write(toFile: list, atomically: true, encoding: .utf8)
    let run = try Program.run("measure", "--manifest", list, "--measures", "intensity_mean,volume")
    #expect(run.status == 65)
    #expect(run.errors.contains("abdomen-sound.nii.gz: “intensity”") && run.errors.contains("c: its row"))
    let documents = try #require(try run.json() as? [[String: Any]])
    #expect(documents.map { $0["case"] as? String } == ["a", "b"])
    _ = folder
  }

  @Test func `a list of one case is a list, and so is what stands on standard input`() throws {
    let scratch = try Scratch()
    let folder = try exports(in: scratch)
    let list = scratch.file("one.jsonl")
    try "{\"export\": \"\(folder)/abdomen-sound.nii.gz\"}\n".write(toFile: list, atomically: true, encoding: .utf8)
    let run = try Program.run("measure", "--manifest", list, "--measures", "volume")
    #expect((try run.json() as? [[String: Any]])?.count == 1)
    #expect(try Program.run("measure", "\(folder)/abdomen-s*.nii.gz", "--measures", "volume").status == 0)
  }
}

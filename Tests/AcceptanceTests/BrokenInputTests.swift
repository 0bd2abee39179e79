import Foundation
import TestSupport
import Testing

/// What a user sees when input is broken: a clear word for each, and the other cases still judged.
@Suite struct BrokenInputTests {
  @Test func `each broken input is named for what it is, and the sound case is still judged`() throws {
    let scratch = try Scratch()
    let sound = scratch.file("sound.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", sound).status == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: sound)))
    let cut = try scratch.write(Array(bytes.prefix(bytes.count / 2)), to: "cut.nii.gz")
    let text = try scratch.write("These are my notes.\n", to: "text.nii.gz")
    let empty = scratch.file("empty")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    let letters = scratch.file("letters")
    try FileManager.default.createDirectory(atPath: letters, withIntermediateDirectories: true)
    _ = try scratch.write("a letter", to: "letters/letter.txt")

    let run = try Program.run("check", cut, text, empty, letters, sound, "--policy", "ct-kidneys", "--format", "jsonl")
    #expect(run.status == 65)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines.prefix(4).allSatisfy { $0.contains("\"error\"") && !$0.contains("\"decision\"") })
    #expect(lines[4].contains("\"decision\":\"accept\""))
    #expect(run.errors.contains("\(cut): the gzip data end in the middle"))
    #expect(run.errors.contains("\(text): the file holds plain text"))
    #expect(run.errors.contains("\(empty): the folder is empty"))
    #expect(run.errors.contains("\(letters): the folder holds no mask file"))
  }

  @Test(arguments: ["check", "measure"]) func `a missing file ends with 66`(command: String) throws {
    let policy = command == "check" ? ["--policy", "ct-kidneys"] : []
    let run = try Program.run([command, "/nowhere/mask.nii.gz"] + policy)
    #expect(run.status == 66)
    #expect(run.errors.contains("there is no such file or folder"))
  }

  @Test func `an unknown policy ends with 78 and names the known ones`() throws {
    let run = try Program.run("check", "/nowhere", "--policy", "ct-kidney")
    #expect(run.status == 78)
    #expect(run.errors.contains("ct-kidneys"))
  }

  @Test func `wrong use ends with 64`() throws {
    #expect(try Program.run("check").status == 64)
    #expect(try Program.run("measure", "/nowhere", "--measures", "beauty").status == 64)
  }
}

import Formats
import Foundation
import TestSupport
import Testing
import Volume

/// `segwarden formats` and `segwarden convert`.
@Suite struct FormatCommandTests {
  @Test func `every format that is read is listed`() throws {
    let run = try Program.run("formats")
    #expect(run.status == 0)
    for format in FormatRegistry.formats { #expect(run.output.contains(format.name)) }
    #expect(try Program.run("formats", "--format", "markdown").output.hasPrefix("| format |"))
  }

  @Test(arguments: ["whole.nii.gz", "whole.seg.nrrd"])
  func `an export is converted with its names`(name: String) throws {
    let scratch = try Scratch()
    #expect(try Program.run("phantom", "abdomen-sound", "-o", scratch.file("a.nii.gz")).status == 0)
    let run = try Program.run("convert", scratch.file("a.nii.gz"), "-o", scratch.file(name))
    #expect(run.status == 0 && run.errors.isEmpty)
    let old = try FormatRegistry.readMask(path: scratch.file("a.nii.gz")).segmentation
    let new = try FormatRegistry.readMask(path: scratch.file(name)).segmentation
    #expect(new.structures == old.structures)
    #expect(try #require(new.grid.cornerDeviation(from: old.grid)) < 1e-3)
  }

  @Test func `what cannot be written, or not be read whole, is said`() throws {
    let scratch = try Scratch()
    #expect(try Program.run("phantom", "abdomen-sound", "-o", scratch.file("a.nii.gz")).status == 0)
    let ending = try Program.run("convert", scratch.file("a.nii.gz"), "-o", scratch.file("a.mha"))
    #expect(ending.status == 64 && ending.errors.contains(".seg.nrrd"))
    #expect(try Program.run("convert", scratch.file("none.nii"), "-o", scratch.file("b.nii")).status == 66)
    try FileManager.default.createDirectory(atPath: scratch.file("organs"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: scratch.file("a.nii.gz"), toPath: scratch.file("organs/a.nii.gz"))
    _ = try scratch.write([1, 2, 3] as [UInt8], to: "organs/b.nii.gz")
    let part = try Program.run("convert", scratch.file("organs"), "-o", scratch.file("c.seg.nrrd"))
    #expect(part.status == 65 && part.errors.contains("b:"))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("c.seg.nrrd")))
  }

  @Test func `a named pipe and a file that asks for much are their cases' errors, and the others are judged`() throws {
    let scratch = try Scratch()
    #expect(try Program.run("phantom", "abdomen-sound", "-o", scratch.file("a.nii.gz")).status == 0)
    let pipe = Process()
    pipe.executableURL = URL(filePath: "/usr/bin/env")
    pipe.arguments = ["mkfifo", scratch.file("pipe.nii.gz")]
    try pipe.run()
    pipe.waitUntilExit()
    let run = try Program.run(
      "check", scratch.file("pipe.nii.gz"), scratch.file("a.nii.gz"), "--policy", "ct-kidneys", "--format", "jsonl")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2 && run.errors.contains("named pipe"))
    #expect(lines.first?.contains("unreadable") == true && lines.last?.contains("\"decision\"") == true)
    // The image takes four bytes a voxel.
    for command in [["check", "--policy", "ct-kidneys", "--format", "html"], ["measure"]] {
      let small = try Program.run(
        command + [scratch.file("a.nii.gz"), "--image", scratch.file("a.nii.gz"), "--max-memory", "1M"])
      #expect(small.status == 65 && small.errors.contains("1.0 MiB are allowed"))
    }
    #expect(try Program.run("measure", scratch.file("a.nii.gz"), "--max-memory", "much").status == 64)
  }

  @Test func `a manifest of a hundred thousand columns is read in a moment`() throws {
    let scratch = try Scratch()
    let columns = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let manifest = try scratch.write(
      "export,\(columns)\nnone.nii\(String(repeating: ",", count: 100_000))\n", to: "wide.csv")
    let clock = ContinuousClock()
    let began = clock.now
    let run = try Program.run("check", "--manifest", manifest, "--policy", "ct-kidneys", "--format", "jsonl")
    #expect(run.status == 66)
    #expect(run.errors.contains("99980 further columns are ignored"))
    #expect(clock.now - began < .seconds(20))
  }
}

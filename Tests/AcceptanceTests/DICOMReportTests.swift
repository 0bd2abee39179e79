import Foundation
import TestSupport
import Testing

/// `segwarden report --format dicom-…`: records as DICOM objects. What other programs read in them is tested in Python.
@Suite struct DICOMReportTests {
  /// A segmentation that is judged with its images, and its results.
  private func results(in scratch: Scratch) throws -> (source: String, folder: String) {
    let (source, series, folder) = (scratch.file("mask.dcm"), scratch.file("series"), scratch.file("results"))
    #expect(try Program.run("phantom", "abdomen-ct", "-o", source, "--series", series).status == 0)
    let check = try Program.run(
      "check", source, "--image", series, "--policy", "ct-totalsegmentator", "--output", folder, "--no-store")
    #expect(check.status == 0)
    return (source, folder)
  }

  @Test(arguments: [("dicom-sr", "88.34"), ("dicom-assessment", "90.1")])
  func `an object is written in the judged object's study, the same each time`(form: String, kind: String) throws {
    let scratch = try Scratch()
    let (source, folder) = try results(in: scratch)
    func written(_ name: String) throws -> [UInt8] {
      let run = try Program.run(
        "report", folder, "--format", form, "--source", source, "-o", scratch.file(name))
      #expect(run.status == 0, "\(run.errors)")
      return try scratch.bytes(name)
    }
    let bytes = try written("a.dcm")
    #expect(bytes[128..<132].elementsEqual("DICM".utf8))
    #expect(contains(bytes, "1.2.840.10008.5.1.4.1.1.\(kind)"))
    #expect(contains(bytes, "Phantom"))
    #expect(contains(bytes, "segwarden"))
    #expect(try written("b.dcm") == bytes)
  }

  @Test(arguments: ["dicom-rejection", "dicom-quality-issue"])
  func `no note is written of what was accepted`(form: String) throws {
    let scratch = try Scratch()
    let (source, folder) = try results(in: scratch)
    let run = try Program.run("report", folder, "--format", form, "--source", source, "-o", scratch.file("a.dcm"))
    #expect(run.status == 65)
    #expect(run.errors.contains("decision is accept"))
    #expect(try !scratch.names(".").contains("a.dcm"))
  }

  @Test func `records of other objects, and options that miss their other half, are refused`() throws {
    let scratch = try Scratch()
    let (source, folder) = try results(in: scratch)
    let other = scratch.file("other.dcm")
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: source)))
    // A voxel more in the last slice is another object.
    bytes[bytes.count - 1] ^= 1
    try Data(bytes).write(to: URL(filePath: other))
    let out = ["-o", scratch.file("a.dcm")]
    let stranger = try Program.run(["report", folder, "--format", "dicom-sr", "--source", other] + out)
    #expect(stranger.status == 65 && stranger.errors.contains("no record is about"))
    #expect(try Program.run(["report", folder, "--format", "dicom-sr"] + out).status == 64)
    #expect(try Program.run(["report", folder, "--source", source] + out).status == 64)
    #expect(try Program.run("report", folder, "--format", "dicom-sr", "--source", source).status == 64)
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.indices.dropLast(wanted.count - 1).contains { bytes[$0...].starts(with: wanted) }
  }
}

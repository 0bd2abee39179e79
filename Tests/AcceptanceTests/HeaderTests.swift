import Foundation
import TestSupport
import Testing

/// A sound export whose header is changed, one field at a time, through the program.
@Suite struct HeaderTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the finding is called, and words that its message holds.
    let aspect: String
    let words: [String]
    let make: @Sendable (inout [UInt8]) -> Void

    init(_ name: String, _ aspect: String, _ words: [String], _ make: @escaping @Sendable (inout [UInt8]) -> Void) {
      (testDescription, self.aspect, self.words, self.make) = (name, aspect, words, make)
    }

    static func float(_ bytes: [UInt8], at offset: Int) -> Float {
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) })
    }

    static func put(_ value: Float, at offset: Int, in bytes: inout [UInt8]) {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.replaceSubrange(offset..<(offset + 4), with: $0) }
    }

    static let all = [
      Change("qform 20 mm elsewhere", "header_transforms", ["sform places voxel (0, 0, 0)", "qform at", "20 mm apart"])
      {
        put(float($0, at: 272) + 20, at: 272, in: &$0)
      },
      Change("qform mirrored", "header_handedness", ["sform is", "-handed"]) {
        put(-float($0, at: 76), at: 76, in: &$0)
      },
      Change("qform turned", "header_transforms", ["sform places voxel"]) { put(0.1, at: 260, in: &$0) },
      Change("pixdim doubled without a qform", "header_spacing", ["pixdim", "volumes differ 2 times"]) {
        ($0[252], $0[253]) = (0, 0)
        put(2 * float($0, at: 80), at: 80, in: &$0)
      },
      Change("metres", "header_units", ["metres"]) { $0[123] = 1 },
      Change("bitpix", "header_datatype", ["bitpix"]) { $0[72] = 64 },
      Change("a byte left over", "header_data", ["1 byte of data left over"]) { $0.append(0) },
      Change("a slice less", "header_data", ["1 further slice"]) { $0[44] -= 1 },
    ]
  }

  private func exports(_ change: Change) throws -> (scratch: Scratch, sound: String, changed: String) {
    let scratch = try Scratch()
    let sound = scratch.file("sound.nii")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", sound).status == 0)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: sound)))
    change.make(&bytes)
    return (scratch, sound, try scratch.write(bytes, to: "changed.nii"))
  }

  private func findings(_ arguments: String...) throws -> (decision: String?, findings: [[String: Any]]) {
    let run = try Program.run(["check"] + arguments + ["--policy", "ct-kidneys", "--format", "json"])
    let record = try #require(try run.json() as? [String: Any], "\(run.errors)")
    return (record["decision"] as? String, record["findings"] as? [[String: Any]] ?? [])
  }

  @Test(arguments: Change.all)
  func `a header of two readings is held back with both`(change: Change) throws {
    let (scratch, sound, changed) = try exports(change)
    defer { withExtendedLifetime(scratch) {} }
    let untouched = try findings(sound)
    #expect(untouched.decision == "accept")
    #expect(untouched.findings.allSatisfy { ($0["code"] as? String)?.hasPrefix("file.header_") != true })
    let (decision, found) = try findings(changed)
    #expect(decision != nil && decision != "accept")
    let finding = try #require(found.first { $0["code"] as? String == "file.\(change.aspect)_different" })
    #expect(finding["outcome"] as? String == "fail" && finding["severity"] as? String == "review")
    let message = finding["message"] as? String ?? ""
    for word in change.words { #expect(message.contains(word), "\(message)") }

    let measured = try Program.run("measure", changed, "--measures", "voxels")
    #expect(measured.errors.contains(message))
  }

  /// What an image's header says against itself needs no intensities to be seen; what it says against its data does.
  @Test(arguments: Change.all.filter { $0.aspect != "header_data" })
  func `so is that of the image`(change: Change) throws {
    let (scratch, sound, changed) = try exports(change)
    defer { withExtendedLifetime(scratch) {} }
    let (decision, found) = try findings(sound, "--image", changed)
    #expect(decision != "accept")
    let finding = try #require(found.first { $0["code"] as? String == "file.\(change.aspect)_different" })
    #expect(
      finding["outcome"] as? String == "fail" && (finding["message"] as? String)?.contains("of the image") == true)
  }

  @Test func `a volume under a policy for pictures is refused by name, and a picture under one for volumes`() throws {
    let scratch = try Scratch()
    let volume = scratch.file("volume.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", volume).status == 0)
    let flat = try Program.run("check", volume, "--policy", "cxr-lungs", "--format", "json")
    #expect(flat.status == 1)
    #expect(flat.output.contains("the policy cxr-lungs is about pictures (2D)"))
  }
}

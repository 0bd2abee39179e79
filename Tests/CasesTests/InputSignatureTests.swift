import Cases
import Foundation
import TestSupport
import Testing

/// What makes a case look changed, by its files alone.
@Suite struct `Signatures of inputs` {
  /// An export with all that may lie beside it.
  private static func export(in scratch: Scratch, mask: String = "mask.nii.gz") throws -> Export {
    for name in [mask, "image.nii.gz", "labels.txt"] { try scratch.write("first", to: name) }
    return Export(path: scratch.file(mask), image: scratch.file("image.nii.gz"), labels: scratch.file("labels.txt"))
  }

  @Test(arguments: [
    "mask.nii.gz", "image.nii.gz", "labels.txt", "mask.context.yaml", "mask.context.yml", "mask.context.json",
  ])
  func `a case looks otherwise once one of its files holds something else`(name: String) throws {
    let scratch = try Scratch()
    let export = try Self.export(in: scratch)
    let before = InputSignature.of(export)
    #expect(InputSignature.of(export) == before)
    // As long as before, and as old: tools that restore files set times.
    let date = try? FileManager.default.attributesOfItem(atPath: scratch.file(name))[.modificationDate]
    try scratch.write("other", to: name)
    if let date { try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: scratch.file(name)) }
    #expect(InputSignature.of(export) != before)
    #expect(InputSignature.of([export]) != InputSignature.of([export, export]))
  }

  @Test(arguments: [
    ("mask.hdr", "mask.img"), ("mask.img.gz", "mask.hdr"), ("mask.hdr.gz", "mask.img.gz"), ("mask.mhd", "voxels.zraw"),
    ("mask.nrrd", "mask.raw.gz"), ("mask.mha", "mask.zraw"), ("mask.nhdr", "mask.raw"),
  ])
  func `a file with its voxels in another one looks otherwise with that one`(mask: String, other: String) throws {
    let scratch = try Scratch()
    let export = try Self.export(in: scratch, mask: mask)
    try scratch.write("first", to: other)
    let before = InputSignature.of(export)
    try scratch.write("changed", to: other)
    #expect(InputSignature.of(export) != before)
  }

  @Test func `a file of a folder belongs to it, and a neighbour of a file does not`() throws {
    let scratch = try Scratch()
    let single = try Self.export(in: scratch)
    try scratch.write("first", to: "folder/liver.nii.gz")
    let folder = Export(path: scratch.file("folder"))
    let before = (InputSignature.of(single), InputSignature.of(folder))
    try scratch.write("facts", to: "folder/context.yaml")
    try scratch.write("a neighbour", to: "other.nii.gz")
    #expect(InputSignature.of(single) == before.0 && InputSignature.of(folder) != before.1)
  }
}

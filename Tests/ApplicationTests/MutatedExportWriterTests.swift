import Formats
import Foundation
import Mutations
import TestSupport
import Testing
import Volume

@testable import Application

@Suite struct MutatedExportWriterTests {
  @Test func `structures that overlap become a folder with one file each`() throws {
    let scratch = try Scratch()
    let one = MutateRunTests.boxes(["heart"], on: MutateRunTests.volume)
    let both = Segmentation(
      grid: one.grid,
      structures: one.structures + [Structure(value: 2, name: "left/ventricle", runs: one.structures[0].runs)])
    let mutated = try MutationSpec(parsing: "hole:label=heart").apply(to: both)
    let writer = try MutatedExportWriter(
      folder: scratch.path, stem: "a", form: .init(of: both, path: scratch.file("a.seg.nrrd")))
    #expect(try writer.write(mutated, of: both, spec: "hole", kind: "hole", as: "hole") == "a-hole/")
    #expect(try scratch.names("a-hole") == ["heart.nii.gz", "left_ventricle.nii.gz"])
    let read = try ExportReader.read(path: scratch.file("a-hole")).segmentation
    #expect(read.structures.map(\.runs) == mutated.segmentation.structures.map(\.runs))
  }

  @Test func `coloured classes, which no grey picture holds, become a label map with their names`() throws {
    let scratch = try Scratch()
    let box = MutateRunTests.boxes([nil, nil], on: MutateRunTests.picture).structures.map(\.runs)
    let export = Segmentation(
      grid: MutateRunTests.picture,
      structures: [
        Structure(value: 0xff_0000, name: "#ff0000", runs: box[0]),
        Structure(value: 0x00_ff00, name: "#00ff00", runs: box[1]),
      ])
    let mutated = try MutationSpec(parsing: "labels-swapped").apply(to: export)
    let writer = try MutatedExportWriter(folder: scratch.path, stem: "a", form: .init(of: export, path: "a.png"))
    #expect(
      try writer.write(mutated, of: export, spec: "x", kind: "x", as: "labels-swapped") == "a-labels-swapped.nii.gz")
    let read = try FormatRegistry.readMask(path: scratch.file("a-labels-swapped.nii.gz")).segmentation
    #expect(read.structures == mutated.segmentation.structures)
  }
}

import Formats
import Foundation
import JSON
import TestSupport
import Testing
import Volume

@testable import Application
@testable import Cases

/// What `segwarden mutate` writes, read back by the readers.
@Suite struct MutateRunTests {
  /// Boxes along i, with a step in between; of the given names.
  static func boxes(_ names: [String?], on grid: Grid) -> Segmentation {
    let depth = max(1, grid.size.k - 10)
    return Segmentation(
      grid: grid,
      structures: names.enumerated().map { n, name in
        let rows = (0..<depth).flatMap { k in
          (8..<26).map { j in
            Run(
              row: Int32(j + (k + (grid.size.k - depth) / 2) * grid.size.j), start: Int32(4 + 24 * n),
              end: Int32(22 + 24 * n))
          }
        }
        return Structure(value: n + 1, name: name, runs: Runs(merging: rows))
      })
  }

  static let volume = Grid(
    size: VoxelIndex(64, 40, 30),
    affine: Affine(columns: [SIMD3(-1.5, 0, 0), SIMD3(0, -1.5, 0), SIMD3(0, 0, 2)], origin: SIMD3(48, 30, -30)))
  static let picture = Grid(size: VoxelIndex(64, 40, 1), spacing: nil)
  static let kidneys = boxes(["kidney_left", "kidney_right"], on: volume)

  func run(
    _ path: String, _ specs: [String], all: Bool = false, to output: String, labels: String? = nil, seed: Int = 0
  )
    throws -> Application.ExitStatus
  {
    try MutateRun(.init(export: Export(path: path, labels: labels), specs: specs, all: all, output: output, seed: seed))
      .run()
  }

  @Test func `a label map stays one, with its names, and a sidecar tells what was done`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("case-17.nii.gz"))
    let status = try run(
      scratch.file("case-17.nii.gz"), ["sides-swapped", "hole:label=kidney_left"], to: scratch.file("out"), seed: 5)
    #expect(status == .success)
    #expect(
      try scratch.names("out") == [
        "case-17-hole.mutation.json", "case-17-hole.nii.gz", "case-17-sides-swapped.mutation.json",
        "case-17-sides-swapped.nii.gz",
      ])
    let swapped = try FormatRegistry.readMask(path: scratch.file("out/case-17-sides-swapped.nii.gz")).segmentation
    #expect(swapped.structures.map(\.name) == ["kidney_left", "kidney_right"])
    #expect(swapped.structures.map(\.runs) == Self.kidneys.structures.map(\.runs).reversed())
    #expect(swapped.grid == Self.kidneys.grid)

    let text = try scratch.text("out/case-17-hole.mutation.json")
    #expect(!text.contains("case-17") && !text.contains(scratch.path))
    let sidecar = try JSONValue(parsing: Array(text.utf8))
    #expect(sidecar["fault"]?.string == "hole")
    #expect(sidecar["labels"] == ["kidney_left"])
    #expect(sidecar["seed"]?.integer == 5)
    #expect(sidecar["spec"]?.string == "hole:label=kidney_left")
    #expect(sidecar["sentence"]?.string?.isEmpty == false)
    // The box of the hole, in both spaces, and its size: what the file lacks.
    let holed = try FormatRegistry.readMask(path: scratch.file("out/case-17-hole.nii.gz")).segmentation
    let lost = Self.kidneys.structures[0].runs.voxelCount - holed.structures[0].runs.voxelCount
    #expect(lost == Int((0.05 * Double(Self.kidneys.structures[0].runs.voxelCount)).rounded()))
    #expect(sidecar["voxels_changed"]?.integer == lost)
    #expect(sidecar["dice"]?.number == 0.9744)  // 2 · 0.95 / 1.95
    let voxel = try #require(sidecar["location"]?["voxel"]?.array).map { $0.array?.compactMap(\.integer) ?? [] }
    let ras = try #require(sidecar["location"]?["ras_mm"]?.array).map { $0.array?.compactMap(\.number) ?? [] }
    #expect(abs(ras[0][0] - (48 - 1.5 * (Double(voxel[1][0]) + 0.5))) < 0.01)
    #expect(abs(ras[1][2] - (-30 + 2 * (Double(voxel[1][2]) + 0.5))) < 0.01)
  }

  @Test func `a severity is drawn, and the sidecar tells Dice and how far the surface moved`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("a.nii.gz"))
    var options = MutateRun.Options(
      export: Export(path: scratch.file("a.nii.gz")),
      specs: ["wavy:label=kidney_left", "over-segmented", "wrong-case"],
      output: scratch.file("out"), seed: 3)
    options.severity = "0.2..0.8"
    options.other = scratch.file("a.nii.gz")
    // The same masks are no other case's: nothing changes, which is told.
    #expect(try MutateRun(options).run() == .badInput)
    #expect(try scratch.names("out").filter { $0.hasSuffix(".gz") } == ["a-over-segmented.nii.gz", "a-wavy.nii.gz"])
    for kind in ["wavy", "over-segmented"] {
      let sidecar = try JSONValue(parsing: Array(try scratch.text("out/a-\(kind).mutation.json").utf8))
      #expect(sidecar["kind"]?.string == kind)
      #expect((0.2...0.8).contains(sidecar["parameters"]?["severity"]?.number ?? 0))
      let distance = try #require(sidecar["surface_distance"])
      let (mean, most) = (distance["mean"]?.number ?? 0, distance["percentile_95"]?.number ?? 0)
      #expect(mean > 0 && most >= mean && distance["unit"]?.string == "mm")
      #expect((0.1..<1).contains(sidecar["dice"]?.number ?? 1))
    }
    options.severity = "3"
    #expect(throws: ProgramError.self) { try MutateRun(options) }
  }

  @Test func `names from a table are kept in the files`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.boxes([nil, nil], on: Self.volume), to: scratch.file("a.nii"))
    try "1 lung_left\n2 lung_right\n9 heart\n".write(
      toFile: scratch.file("names.txt"), atomically: true, encoding: .utf8)
    #expect(
      try run(scratch.file("a.nii"), ["sides-swapped"], to: scratch.path, labels: scratch.file("names.txt")) == .success
    )
    let read = try FormatRegistry.readMask(path: scratch.file("a-sides-swapped.nii.gz")).segmentation
    #expect(read.structures.map(\.name) == ["lung_left", "lung_right", "heart"])
    #expect(read.structures.map(\.value) == [1, 2, 9])
  }

  @Test func `a picture stays a picture, with its names beside it`() throws {
    let scratch = try Scratch()
    try PNGMaskWriter.write(Self.boxes([nil, nil], on: Self.picture), to: scratch.file("x.png"))
    try "1 lung_left\n2 lung_right\n".write(toFile: scratch.file("names.txt"), atomically: true, encoding: .utf8)
    #expect(
      try run(
        scratch.file("x.png"), ["empty:label=lung_left", "mirrored"], to: scratch.path,
        labels: scratch.file("names.txt"))
        == .success)
    let emptied = try FormatRegistry.readMask(path: scratch.file("x-empty.png")).segmentation
    #expect(emptied.structures.map(\.value) == [2])
    #expect(try scratch.text("x-empty.labels.txt") == "1 lung_left\n2 lung_right\n")
    #expect(try scratch.text("x-mirrored.mutation.json").contains("\"ras_mm\": null"))
    #expect(try scratch.names().contains("x-mirrored.png"))
  }

  @Test func `a folder stays a folder, empty structures included`() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.file("organs"), withIntermediateDirectories: true)
    for structure in Self.kidneys.structures {
      let one = Segmentation(grid: Self.volume, structures: [Structure(value: 1, name: nil, runs: structure.runs)])
      try NIfTIWriter.write(one, to: scratch.file("organs/\(structure.name ?? "").nii.gz"))
    }
    #expect(try run(scratch.file("organs/"), ["empty:label=kidney_right"], to: scratch.file("out")) == .success)
    #expect(try scratch.names("out") == ["organs-empty", "organs-empty.mutation.json"])
    #expect(try scratch.names("out/organs-empty") == ["kidney_left.nii.gz", "kidney_right.nii.gz"])
    let read = try ExportReader.read(path: scratch.file("out/organs-empty")).segmentation
    #expect(read.structures[0].runs == Self.kidneys.structures[0].runs)
    #expect(read.structures[1].runs.isEmpty)
    // Once more is the same; a folder with something else in it is left alone.
    #expect(try run(scratch.file("organs/"), ["empty:label=kidney_right"], to: scratch.file("out")) == .success)
    try "x".write(toFile: scratch.file("out/organs-empty/other.nii"), atomically: true, encoding: .utf8)
    let error = #expect(throws: ProgramError.self) {
      try run(scratch.file("organs/"), ["empty:label=kidney_right"], to: scratch.file("out"))
    }
    #expect(error?.status == .inputOutput)
  }

  @Test(arguments: ["leak", "island", "jagged", "missing-part"])
  func `the same seed writes the same bytes, another seed others`(kind: String) throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("a.nii.gz"))
    for (folder, seed) in [("one", 1), ("two", 1), ("three", 2), ("four", 3)] {
      #expect(try run(scratch.file("a.nii.gz"), [kind], to: scratch.file(folder), seed: seed) == .success)
    }
    let bytes = try ["one", "two", "three", "four"].map {
      try Data(contentsOf: URL(filePath: scratch.file("\($0)/a-\(kind).nii.gz")))
    }
    #expect(bytes[0] == bytes[1])
    #expect(bytes[0] != bytes[2] || bytes[0] != bytes[3])
  }

  @Test func `several of one fault are told apart by their options`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("a.nii.gz"))
    let specs = ["leak:label=kidney_left", "leak:label=kidney_right", "leak:label=kidney_right", "mirrored"]
    #expect(try run(scratch.file("a.nii.gz"), specs, to: scratch.file("out")) == .success)
    #expect(
      try scratch.names("out").filter { $0.hasSuffix(".gz") } == [
        "a-leak-kidney_left.nii.gz", "a-leak-kidney_right-2.nii.gz", "a-leak-kidney_right.nii.gz", "a-mirrored.nii.gz",
      ])
  }

  @Test func `the standard set writes every fault that is possible`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("a.nii.gz"))
    #expect(try run(scratch.file("a.nii.gz"), [], all: true, to: scratch.file("out")) == .success)
    let names = try scratch.names("out").filter { $0.hasSuffix(".gz") }
    for name in [
      "a-sides-swapped", "a-truncated-kidney_left-superior", "a-hole-kidney_right", "a-truncated-kidney_left-inside",
    ] {
      #expect(names.contains { $0.hasPrefix(name) }, "\(name) among \(names)")
    }
    #expect(names.count > 20)
  }

  @Test func `what cannot be made fails the run and does not stop the rest`() throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.kidneys, to: scratch.file("a.nii.gz"))
    let path = scratch.file("a.nii.gz")
    #expect(try run(path, ["level-shifted", "mirrored"], to: scratch.file("out")) == .badInput)
    #expect(try scratch.names("out").contains("a-mirrored.nii.gz"))
    #expect(try run(path, ["hole:label=liver"], to: scratch.file("out")) == .noInput)
    let mistake = #expect(throws: ProgramError.self) { try run(path, ["hol"], to: scratch.file("out")) }
    #expect(mistake?.status == .usage)
    let missing = #expect(throws: ProgramError.self) {
      try run(scratch.file("b.nii"), ["hole"], to: scratch.file("out"))
    }
    #expect(missing?.status == .noInput)
    let nowhere = #expect(throws: ProgramError.self) { try run(path, ["hole"], to: path + "/out") }
    #expect(nowhere?.status == .inputOutput)
  }

  @Test(arguments: ["a ]]> b & <c>", "Leber – links", "plain"])
  func `any name survives a label map's header`(name: String) throws {
    let scratch = try Scratch()
    try NIfTIWriter.write(Self.boxes([name, nil], on: Self.volume), to: scratch.file("a.nii"))
    let read = try FormatRegistry.readMask(path: scratch.file("a.nii")).segmentation
    #expect(read == Self.boxes([name, nil], on: Self.volume))
    // The voxels begin at a multiple of 16 bytes, and the file ends with them.
    let bytes = try Data(contentsOf: URL(filePath: scratch.file("a.nii")))
    #expect((bytes.count - Self.volume.count) % 16 == 0)
  }
}

import Formats
import Testing
import Volume

/// Where a file's voxels lie in the patient: transforms worked out by hand from the format's definition.
@Suite struct `NRRD transforms` {
  private static let directions = ["space directions: (2,0,0) (0,3,0) (0,0,4)", "space origin: (10,20,30)"]

  @Test(arguments: [
    ("right-anterior-superior", [1, 1, 1]), ("RAS", [1, 1, 1]), ("left-anterior-superior", [-1, 1, 1]),
    ("LAS", [-1, 1, 1]), ("left-posterior-superior", [-1, -1, 1]), ("lps", [-1, -1, 1]),
  ])
  func `spaces that name the body's directions become RAS`(space: String, signs: [Double]) throws {
    let grid = try NRRDBuilder.grid(["space: \(space)"] + Self.directions)
    let affine = try #require(grid.affine)
    #expect(affine.columns == [SIMD3(2 * signs[0], 0, 0), SIMD3(0, 3 * signs[1], 0), SIMD3(0, 0, 4)])
    #expect(affine.origin == SIMD3(10 * signs[0], 20 * signs[1], 30))
    #expect(grid.spacing == SIMD3(2, 3, 4))
  }

  @Test(arguments: ["space: 3D-right-handed", "space: scanner-xyz", "space: 3D-left-handed", "space dimension: 3"])
  func `spaces that do not name them give lengths alone`(space: String) throws {
    let grid = try NRRDBuilder.grid([space] + Self.directions)
    #expect(grid.affine == nil)
    #expect(grid.spacing == SIMD3(2, 3, 4))
  }

  @Test func `oblique and sheared directions are kept as they are`() throws {
    let grid = try NRRDBuilder.grid([
      "space: left-posterior-superior", "space directions: (0.6,0.8,0)  ( -0.8, 0.6, 0.1 )(0,0,2.5)",
      "space origin: (1e1,-2.5,.5)",
    ])
    let affine = try #require(grid.affine)
    #expect(affine.columns == [SIMD3(-0.6, -0.8, 0), SIMD3(0.8, -0.6, 0.1), SIMD3(0, 0, 2.5)])
    #expect(affine.origin == SIMD3(-10, 2.5, 0.5))
    #expect(affine.orientation == "PRS")
  }

  @Test func `spacings give lengths alone`() throws {
    #expect(try NRRDBuilder.grid(["spacings: 0.5 0.5 3"]).spacing == SIMD3(0.5, 0.5, 3))
    #expect(try NRRDBuilder.grid(["spacings: 0.5 -0.5 3"]).spacing == SIMD3(0.5, 0.5, 3))
    #expect(try NRRDBuilder.grid(["spacings: 0.5 nan 3"]).spacing == nil)
    #expect(try NRRDBuilder.grid([]).spacing == nil)
    #expect(try NRRDBuilder.grid(["spacings: 0.5 0.5 3"]).affine == nil)
  }

  @Test func `lengths may come in other units than millimetres`() throws {
    let metres = try NRRDBuilder.grid(["space: RAS", #"space units: "m" "m" "m""#] + Self.directions)
    #expect(metres.affine?.origin == SIMD3(10_000, 20_000, 30_000))
    #expect(try NRRDBuilder.grid(["spacings: 1 2 3", #"units: "cm" "cm" "cm""#]).spacing == SIMD3(10, 20, 30))
    #expect(try NRRDBuilder.grid(["spacings: 1 2 3", #"units: "mm" "mm" "mm""#]).spacing == SIMD3(1, 2, 3))
    let error = try NRRDBuilder.refusal { $0.lines = ["spacings: 1 2 3", #"units: "cm" "mm" "mm""#] }
    #expect(error?.code == .unsupported)
  }

  @Test func `a slice has two dimensions, and lies in the patient where its directions say`() throws {
    let lengths = try NRRDBuilder.grid(["spacings: 0.5 0.7"], sizes: "6 4")
    #expect(lengths == Grid(size: VoxelIndex(6, 4, 1), spacing: SIMD3(0.5, 0.7, 1)))
    #expect(lengths.dimensions == 2)
    let slice = try NRRDBuilder.grid(
      ["space: LPS", "space directions: (0.5,0,0) (0,0,-0.7)", "space origin: (1,2,3)"], sizes: "6 4")
    let affine = try #require(slice.affine)
    #expect(affine.columns == [SIMD3(-0.5, 0, 0), SIMD3(0, 0, -0.7), SIMD3(0, -1, 0)])
    #expect(affine.origin == SIMD3(-1, -2, 3))
    let flat = try NRRDBuilder.grid(["space dimension: 2", "space directions: (3,4) (-4,3)"], sizes: "6 4")
    #expect(flat.spacing == SIMD3(5, 5, 1) && flat.affine == nil)
  }

  @Test func `a missing origin is noted`() throws {
    let reading = try NRRDBuilder.reading(
      NRRDBuilder { $0.lines = ["space: RAS", "space directions: (2,0,0) (0,3,0) (0,0,4)"] })
    #expect(reading.segmentation.grid.affine?.origin == .zero)
    #expect(reading.notes.count == 1 && reading.notes[0].contains("origin"))
  }

  @Test(arguments: [
    "space directions: (2,0,0) (4,0,0) (0,0,4)", "space directions: (0,0,0) (0,3,0) (0,0,4)",
    "space directions: (inf,0,0) (0,3,0) (0,0,4)", "space directions: (nan,1,0) (0,3,0) (0,0,4)",
    "space directions: (2,0,0) (0,3,0)", "space directions: (2,0,0) (0,3) (0,0,4)",
    "space directions: (2,0,0 (0,3,0) (0,0,4)", "space directions: (2,0,0) some (0,0,4)",
    "space directions: (2,0,x) (0,3,0) (0,0,4)", "space directions: (2,0,0,0) (0,3,0,0) (0,0,4,0)",
  ])
  func `directions that span no space are damage`(line: String) throws {
    let error = try NRRDBuilder.refusal { $0.lines = ["space: RAS", line] }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: [
    "space: sideways", "space origin: 1 2 3", "spacings: 1 2", "spacings: 1 2 x", "kinds: domain domain",
  ])
  func `other contradictions are damage`(line: String) throws {
    #expect(try NRRDBuilder.refusal { $0.lines = [line] }?.code == .damaged)
  }
}

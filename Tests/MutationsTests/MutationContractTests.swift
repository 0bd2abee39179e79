import Anatomy
import Geometry
import Mutations
import TestSupport
import Testing
import Volume

/// What holds for every kind.
@Suite struct MutationContractTests {
  static let ofOneStructure = [
    "empty", "missing-part", "truncated:mode=inside", "missing-slices", "hole", "island", "leak", "over-segmented",
    "under-segmented", "jagged",
  ]
  static let all =
    ofOneStructure + [
      "truncated", "shifted", "mirrored", "sides-swapped", "labels-swapped", "labels-merged", "level-shifted",
      "wrong-structure", "wrong-spacing",
    ]

  /// Organs and three vertebrae.
  static func body(_ lattice: Lattice) -> Segmentation {
    bodies[lattice] ?? Segmentation(grid: lattice.grid, structures: [])
  }

  private static let bodies = Dictionary(uniqueKeysWithValues: Lattice.allCases.map { ($0, makeBody($0)) })

  private static func makeBody(_ lattice: Lattice) -> Segmentation {
    lattice.balls([
      ("kidney_left", SIMD3(-24, 0, 0), 14), ("kidney_right", SIMD3(24, 4, 0), 12), ("T11", SIMD3(0, -32, 0), 5),
      ("T12", SIMD3(0, 0, 0), 5), ("L1", SIMD3(0, 32, 0), 5),
    ])
  }

  @Test func `the catalogue holds a kind for every fault that masks can have`() {
    let made = MutationCatalogue.kinds.map { $0.fault }
    #expect(Set(made).count == made.count)
    #expect(Set(made).isDisjoint(with: MutationCatalogue.notMade.keys))
    #expect(Set(made).union(MutationCatalogue.notMade.keys) == Set(Fault.allCases))
    #expect(made == Fault.allCases.filter(made.contains))
    for kind in MutationCatalogue.kinds {
      #expect(MutationCatalogue.kind(named: kind.name)?.fault == kind.fault)
      #expect(Fault(rawValue: kind.name) == kind.fault)
      #expect(!kind.summary.isEmpty)
    }
    #expect(Set(Self.all.map { String($0.prefix { $0 != ":" }) }) == Set(made.map(\.rawValue)))
  }

  @Test func `the guide to tests of policies names every kind`() throws {
    let guide = try Checkout.text("Documentation/policy-language/testing.md")
    for kind in MutationCatalogue.kinds { #expect(guide.contains("`\(kind.name)`"), "\(kind.name)") }
  }

  @Test(arguments: all, [UInt64(0), 7])
  func `the same seed makes the same fault`(spec: String, seed: UInt64) throws {
    let export = Self.body(.anisotropic)
    #expect(try mutated(spec, export, seed: seed) == mutated(spec, export, seed: seed))
  }

  @Test(arguments: ["missing-part", "island", "leak", "jagged"])
  func `another seed makes another fault of the same kind`(spec: String) throws {
    let export = Self.body(.plain)
    let made = Set(try (UInt64(1)...6).map { try mutated(spec, export, seed: $0).segmentation })
    #expect(made.count > 2)
  }

  @Test(arguments: ofOneStructure, Lattice.allCases)
  func `all other structures keep their voxels, and the grid stays`(spec: String, lattice: Lattice) throws {
    if lattice == .flat, spec == "missing-slices" { return }
    let old = Self.body(lattice)
    let made = try mutated("\(spec)\(spec.contains(":") ? "," : ":")label=kidney_left", old)
    #expect(made.labels == ["kidney_left"])
    #expect(made.segmentation.grid == old.grid)
    #expect(made.segmentation.structures.map(\.value) == old.structures.map(\.value))
    #expect(made.segmentation.structures.dropFirst() == old.structures.dropFirst())
    #expect(made.segmentation.structures[0] != old.structures[0])
  }

  @Test(arguments: all, Lattice.allCases)
  func `the record tells how many voxels changed, and where`(spec: String, lattice: Lattice) throws {
    if lattice == .flat, ["missing-slices", "wrong-spacing"].contains(spec) { return }
    let old = Self.body(lattice)
    let made = try mutated(spec, old)
    #expect(made.fault.rawValue == String(spec.prefix { $0 != ":" }))
    #expect(!made.sentence.isEmpty && made.sentence.hasSuffix("."))
    if spec == "truncated" { return }
    let new = made.segmentation
    let owners = { (export: Segmentation) in
      var owners: [VoxelIndex: Set<Int>] = [:]
      for structure in export.structures {
        for voxel in export.voxels("\(structure.value)") { owners[voxel, default: []].insert(structure.value) }
      }
      return owners
    }
    let (before, after) = (owners(old), owners(new))
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    #expect(made.voxelsChanged == changed.count)
    guard let box = made.box else {
      #expect(changed.isEmpty)
      return
    }
    for axis in 0..<3 {
      #expect(box.first[axis] == changed.map { $0[axis] }.min())
      #expect(box.last[axis] == changed.map { $0[axis] }.max())
    }
    #expect((made.patientBox == nil) == (old.grid.affine == nil))
  }

  @Test(arguments: all, Lattice.allCases)
  func `the record tells the lowest Dice coefficient of the structures that it names`(
    spec: String, lattice: Lattice
  ) throws {
    if lattice == .flat, ["missing-slices", "wrong-spacing"].contains(spec) { return }
    let old = Self.body(lattice)
    let made = try mutated(spec, old)
    if spec == "truncated" { return #expect(made.dice < 1) }
    let after = Dictionary(uniqueKeysWithValues: made.segmentation.structures.map { ($0.value, $0.runs) })
    let dice = old.structures.filter { made.labels.contains($0.name ?? "") }.map { structure in
      let (was, now) = (old.voxels(of: structure.runs), old.voxels(of: after[structure.value] ?? Runs()))
      return 2 * Double(was.intersection(now).count) / Double(was.count + now.count)
    }
    #expect(abs(made.dice - (try #require(dice.min()))) < 1e-12)
  }

  @Test(arguments: all)
  func `nothing is made of an empty export`(spec: String) throws {
    let export = Segmentation(
      grid: Lattice.plain.grid, structures: [Structure(value: 1, name: "liver", runs: Runs())])
    if spec == "wrong-spacing" { return }
    let error = #expect(throws: MutationError.self) { try mutated(spec, export) }
    #expect(error?.code == .notApplicable)
  }

  @Test(arguments: [
    ("sides-swapped", "no two structures"), ("sides-swapped:label=b", "left and right"),
    ("labels-swapped:label=small", "no voxels"), ("level-shifted", "chain"), ("level-shifted:label=b", "no level"),
    ("hole:label=small", "no voxels"), ("hole:label=thin", "too thin"), ("under-segmented:label=thin", "too thin"),
    ("under-segmented:by=1 mm", "less than a voxel"), ("under-segmented:by=60 mm", "too thin"),
    ("jagged:label=thin", "too thin"), ("island:label=wall,share=100 %", "no room"),
    ("leak:label=wall,share=300 %", "room"), ("missing-slices:count=40,label=b", "slices"),
    ("under-segmented:by=3 px", "mm"), ("shifted:by=900 mm,label=b", "room"),
    ("shifted:by=900 mm,towards=left,label=b", "outside"), ("shifted:by=0.3 mm,towards=left", "half a voxel"),
    ("truncated:label=thin,face=superior,share=90 %", "too few slices"),
    ("wrong-structure:towards=down", "cannot be lowered"),
  ])
  func `what cannot be made says why`(spec: String, reason: String) throws {
    let lattice = Lattice.plain
    let thin = lattice.runs { $0.k == 40 && $0.i < 20 && $0.j < 20 }
    let balls = lattice.balls([("b", SIMD3(0, 0, -10), 12)]).structures
    let wall = lattice.runs { $0.k < 30 }
    let export = Segmentation(
      grid: lattice.grid,
      structures: balls + [
        Structure(value: 2, name: "thin", runs: thin), Structure(value: 3, name: "small", runs: Runs()),
        Structure(value: 4, name: "wall", runs: wall),
      ])
    let error = #expect(throws: MutationError.self) { try mutated(spec, export) }
    #expect(error?.code == .notApplicable)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("missing-slices", "picture"), ("wrong-spacing", "no spacing"), ("truncated:face=superior", "face of the grid"),
    ("truncated:face=k+", "two dimensions"), ("over-segmented:by=3 mm", "px"), ("wrong-structure", "one structure"),
    ("labels-merged", "two structures"),
  ])
  func `what a picture cannot have says why`(spec: String, reason: String) throws {
    let export = Lattice.flat.balls([("lungs", SIMD3(0, 0, 0), 30)])
    let error = #expect(throws: MutationError.self) { try mutated(spec, export) }
    #expect(error?.code == .notApplicable)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test func `a structure that the export lacks is named with what was probably meant`() throws {
    let error = #expect(throws: MutationError.self) { try mutated("hole:label=kidny_left", Lattice.plain.organs) }
    #expect(error?.code == .noSuchLabel)
    #expect(error?.message.contains("kidney_left") == true)
  }
}

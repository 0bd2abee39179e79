import Mutations
import Testing
import Volume

/// Faults of names: every voxel stays, and belongs to another structure.
@Suite struct LabelMutationsTests {
  static let spine = Lattice.plain.balls(
    (0..<5).map { ("vertebrae_L\($0 + 1)", SIMD3(0, 0, 36 - 18 * Double($0)), 7) })

  @Test(arguments: Lattice.allCases)
  func `sides that are swapped carry each other's voxels`(lattice: Lattice) throws {
    let old = lattice.organs
    let made = try mutated("sides-swapped", old)
    #expect(made.segmentation.voxels("kidney_left") == old.voxels("kidney_right"))
    #expect(made.segmentation.voxels("kidney_right") == old.voxels("kidney_left"))
    #expect(made.segmentation.voxels("spleen") == old.voxels("spleen"))
    #expect(Set(made.labels) == ["kidney_left", "kidney_right"])
    #expect(made.voxelsChanged == old.voxels("kidney_left").count + old.voxels("kidney_right").count)
  }

  @Test func `sides can be named, and the largest pair is taken otherwise`() throws {
    let old = Lattice.plain.balls([
      ("rib_left", SIMD3(-40, 0, 0), 4), ("rib_right", SIMD3(40, 0, 0), 4), ("lung_left", SIMD3(-16, 0, 0), 12),
      ("lung_right", SIMD3(16, 0, 0), 12),
    ])
    #expect(Set(try mutated("sides-swapped", old).labels) == ["lung_left", "lung_right"])
    #expect(try mutated("sides-swapped:label=rib_right", old).labels == ["rib_right", "rib_left"])
    #expect(try mutated("sides-swapped:label=rib_right,with=lung_left", old).labels == ["rib_right", "lung_left"])
    #expect(try mutated("sides-swapped:label=2", old).labels == ["rib_right", "rib_left"])
  }

  @Test func `labels are swapped between those that are nearest and no pair of sides`() throws {
    let old = Lattice.plain.balls([
      ("kidney_left", SIMD3(-8, 0, 0), 6), ("kidney_right", SIMD3(8, 0, 0), 6), ("spleen", SIMD3(-24, 0, 10), 7),
      ("liver", SIMD3(30, 0, 20), 9),
    ])
    let made = try mutated("labels-swapped", old)
    #expect(Set(made.labels) == ["kidney_left", "spleen"])
    #expect(made.segmentation.voxels("spleen") == old.voxels("kidney_left"))
    #expect(try mutated("labels-swapped:label=liver", old).labels == ["liver", "kidney_right"])
  }

  @Test func `a label that takes over another leaves it empty`() throws {
    let old = Lattice.oblique.organs
    let made = try mutated("labels-merged:label=kidney_right,with=spleen", old)
    #expect(made.segmentation.voxels("kidney_right") == old.voxels("kidney_right").union(old.voxels("spleen")))
    #expect(made.segmentation.structures.count == 3)
    #expect(made.segmentation.voxels("spleen").isEmpty)
    #expect(made.voxelsChanged == old.voxels("spleen").count)
  }

  @Test(arguments: ["up", "down"])
  func `every level takes its neighbour's number`(towards: String) throws {
    let old = Self.spine
    let made = try mutated("level-shifted:towards=\(towards)", old)
    let step = towards == "up" ? 1 : -1
    for level in 1...5 {
      let source = level - step
      let expected = (1...5).contains(source) ? old.voxels("vertebrae_L\(source)") : []
      #expect(made.segmentation.voxels("vertebrae_L\(level)") == expected)
    }
    // The last one runs over, into the value that comes next where there is one.
    let over = try #require(made.segmentation.structures.first { $0.name == nil })
    #expect(over.value == 6)
    #expect(old.voxels(of: over.runs) == old.voxels(towards == "up" ? "vertebrae_L5" : "vertebrae_L1"))
    #expect(made.labels.count == 5)
  }

  @Test func `a level that the export names and leaves empty takes what runs over`() throws {
    let filled = Self.spine.structures
    let old = Segmentation(
      grid: Self.spine.grid, structures: filled + [Structure(value: 9, name: "vertebrae_S1", runs: Runs())])
    let new = try mutated("level-shifted", old).segmentation
    #expect(new.structures.count == 6)
    #expect(new.voxels("vertebrae_S1") == old.voxels("vertebrae_L5"))
  }

  @Test func `labels that are off by one carry the voxels of the value before`() throws {
    let old = Lattice.plain.organs
    let made = try mutated("wrong-structure", old)
    #expect(made.segmentation.structures.map(\.value) == [1, 2, 3, 4])
    #expect(made.segmentation.structures.map(\.name) == ["kidney_left", "kidney_right", "spleen", nil])
    #expect(made.segmentation.voxels("1").isEmpty)
    for value in 1...3 { #expect(made.segmentation.voxels("\(value + 1)") == old.voxels("\(value)")) }
  }

  @Test(arguments: ["spleen", "all"])
  func `an emptied structure is still named`(label: String) throws {
    let old = Lattice.plain.organs
    let new = try mutated("empty:label=\(label)", old).segmentation
    #expect(new.structures.map(\.name) == old.structures.map(\.name))
    #expect(new.structures.filter { $0.runs.isEmpty }.count == (label == "all" ? 3 : 1))
  }
}

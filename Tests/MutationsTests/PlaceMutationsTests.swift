import Geometry
import Mutations
import Testing
import Volume

/// Faults of where structures are and of where they end.
@Suite struct PlaceMutationsTests {
  static let faces = ["right", "left", "anterior", "posterior", "superior", "inferior"]

  static func direction(_ name: String) -> SIMD3<Double> {
    let at = faces.firstIndex(of: name) ?? 0
    var direction = SIMD3<Double>.zero
    direction[at / 2] = at % 2 == 0 ? 1 : -1
    return direction
  }

  /// The centres of a structure's voxels in the patient, rounded to a hundredth of a mm.
  static func places(_ export: Segmentation, _ label: String) -> Set<SIMD3<Double>> {
    Set(
      export.voxels(label).compactMap { at in
        export.grid.affine?.patient(VoxelPoint(at)).rounded
      })
  }

  @Test(arguments: [Lattice.plain, .anisotropic, .flipped, .oblique], faces)
  func `a field of view that ends within a structure leaves the rest where it was`(lattice: Lattice, face: String)
    throws
  {
    let old = lattice.organs
    let made = try mutated("truncated:label=kidney_left,face=\(face)", old)
    let new = made.segmentation
    let (before, after) = (Self.places(old, "kidney_left"), Self.places(new, "kidney_left"))
    #expect(after.isSubset(of: before))
    let lost = 1 - Double(after.count) / Double(before.count)
    #expect(lost >= 0.3 && lost < 0.62)
    // What is lost lies further towards the face than what stays.
    let towards = Self.direction(face)
    let mean = { (points: Set<SIMD3<Double>>) in points.reduce(0) { $0 + ($1 * towards).sum() } / Double(points.count) }
    #expect(mean(before.subtracting(after)) > mean(after) + 5)
    // The structure now touches that face of the grid, and did not before.
    let touched = try #require(Scene(segmentation: new)[FacesTouched(structure: 0)].keys.first)
    #expect(touched.direction(in: new.grid)?.rawValue == face)
    #expect(Scene(segmentation: old)[FacesTouched(structure: 0)].isEmpty)
    // Its box in the new grid is the slice where it ends.
    let box = try #require(made.box)
    #expect(box.first[touched.axis] == box.last[touched.axis])
    #expect(box.first[touched.axis] == (touched.isLast ? new.grid.size[touched.axis] - 1 : 0))
  }

  @Test(arguments: Lattice.allCases, ["i-", "i+", "j-", "j+", "k-", "k+"])
  func `a cut inside the field of view is flat and leaves the grid and all others`(lattice: Lattice, face: String)
    throws
  {
    let old = lattice.organs
    let spec = "truncated:label=kidney_left,mode=inside,share=40 %,face=\(face)"
    if lattice == .flat, face.hasPrefix("k") {
      #expect(throws: MutationError.self) { try mutated(spec, old) }
      return
    }
    let made = try mutated(spec, old)
    #expect(made.segmentation.grid == old.grid)
    let (before, after) = (old.voxels("kidney_left"), made.segmentation.voxels("kidney_left"))
    let axis = ["i", "j", "k"].firstIndex { face.hasPrefix($0) } ?? 0
    let kept = after.map { $0[axis] }
    let cut = before.subtracting(after).map { $0[axis] }
    #expect(face.hasSuffix("+") ? kept.max()! < cut.min()! : kept.min()! > cut.max()!)
    #expect(Double(cut.count) >= 0.4 * Double(before.count))
    for label in ["kidney_right", "spleen"] { #expect(made.segmentation.voxels(label) == old.voxels(label)) }
  }

  @Test func `cropping tells every structure that has lost voxels`() throws {
    let old = Lattice.plain.organs
    let made = try mutated("truncated:label=spleen,face=superior", old)
    let lost = ["kidney_left", "kidney_right", "spleen"].filter { label in
      made.segmentation.voxels(label).count < old.voxels(label).count
    }
    #expect(made.labels.first == "spleen")
    #expect(Set(made.labels) == Set(lost))
    let gone = lost.reduce(0) { $0 + old.voxels($1).count - made.segmentation.voxels($1).count }
    #expect(made.voxelsChanged == gone)
  }

  @Test func `without a label the field of view ends in the largest structure that is not cut off yet`() throws {
    let old = Lattice.plain.balls([("liver", SIMD3(0, 0, 40), 30), ("spleen", SIMD3(0, 0, -25), 12)])
    #expect(try mutated("truncated:face=superior", old).labels.first == "spleen")
    #expect(try mutated("truncated:face=inferior", old).labels.first == "liver")
  }

  @Test(arguments: [Lattice.plain, .anisotropic, .flipped, .oblique], faces)
  func `a shift moves a structure along a patient axis by its length`(lattice: Lattice, face: String) throws {
    let old = lattice.organs
    let made = try mutated("shifted:label=kidney_right,by=8 mm,towards=\(face)", old)
    let centroid = { (export: Segmentation) -> SIMD3<Double> in
      let points = Self.places(export, "kidney_right")
      return points.reduce(.zero, +) / Double(points.count)
    }
    let moved = centroid(made.segmentation) - centroid(old)
    let miss = moved - Self.direction(face) * 8
    let half = (0..<3).map { lattice.grid.lengths[$0] / 2 }
    #expect((miss * miss).sum() <= half.reduce(0) { $0 + $1 * $1 } + 1e-6)
    #expect(made.segmentation.voxels("kidney_right").count == old.voxels("kidney_right").count)
    // Where it lands on others it takes their voxels.
    for label in ["kidney_left", "spleen"] {
      let left = old.voxels(label).subtracting(made.segmentation.voxels("kidney_right"))
      #expect(made.segmentation.voxels(label) == left)
    }
  }

  @Test(arguments: Lattice.allCases, [UInt64(1), 2, 3, 4])
  func `a shift without a direction keeps the structure whole`(lattice: Lattice, seed: UInt64) throws {
    let old = lattice.organs
    let new = try mutated("shifted:label=spleen", old, seed: seed).segmentation
    #expect(new.voxels("spleen").count == old.voxels("spleen").count)
    #expect(new.voxels("spleen") != old.voxels("spleen"))
    #expect(!new.hasOverlaps)
  }

  @Test(arguments: Lattice.allCases)
  func `all structures can be shifted together`(lattice: Lattice) throws {
    let (old, unit) = (lattice.organs, lattice == .flat ? "px" : "mm")
    let made = try mutated("shifted:label=all,by=6 \(unit),towards=j+", old)
    let step = Int((6 / old.grid.lengths.y).rounded())
    for label in ["kidney_left", "kidney_right", "spleen"] {
      #expect(made.segmentation.voxels(label) == Set(old.voxels(label).map { VoxelIndex($0.i, $0.j + step, $0.k) }))
    }
    #expect(made.labels.count == 3)
  }

  @Test func `a structure in an export with overlaps is shifted over others without taking their voxels`() throws {
    let old = Lattice.plain.balls([("heart", SIMD3(0, 0, 0), 20), ("myocardium", SIMD3(0, 0, 0), 12)])
    let new = try mutated("shifted:label=myocardium,by=10 mm,towards=left", old).segmentation
    #expect(new.voxels("heart") == old.voxels("heart"))
  }

  @Test(arguments: Lattice.solid)
  func `missing slices lie in the middle and are as many as asked for`(lattice: Lattice) throws {
    let old = lattice.organs
    let made = try mutated("missing-slices:label=kidney_left,count=2", old)
    let axis = old.grid.indexAxis(along: 2)?.axis ?? 2
    let (before, after) = (old.voxels("kidney_left"), made.segmentation.voxels("kidney_left"))
    let gone = Set(before.map { $0[axis] }).subtracting(after.map { $0[axis] }).sorted()
    #expect(gone.count == 2 && gone[1] == gone[0] + 1)
    #expect(after == before.filter { !gone.contains($0[axis]) })
    let (low, high) = (after.map { $0[axis] }.min() ?? 0, after.map { $0[axis] }.max() ?? 0)
    #expect(low < gone[0] && gone[1] < high)
    #expect(abs(gone[0] - (low + high) / 2) <= 2)
  }

  @Test(arguments: Lattice.allCases)
  func `a mirrored export is the image in the middle of the field of view, and twice is none`(lattice: Lattice) throws {
    let old = lattice.organs
    let new = try mutated("mirrored", old).segmentation
    let axis = old.grid.indexAxis(along: 0)?.axis ?? 0
    for label in ["kidney_left", "kidney_right", "spleen"] {
      let expected = old.voxels(label).map { at in
        var image = at
        image[axis] = old.grid.size[axis] - 1 - at[axis]
        return image
      }
      #expect(new.voxels(label) == Set(expected))
    }
    #expect(new.grid == old.grid)
    #expect(try mutated("mirrored", new).segmentation == old)
    let upright = try mutated("mirrored:axis=j", old).segmentation
    #expect(
      upright.voxels("spleen")
        == Set(old.voxels("spleen").map { VoxelIndex($0.i, old.grid.size[1] - 1 - $0.j, $0.k) }))
  }

  @Test(arguments: Lattice.solid, ["", ",axis=k"])
  func `a wrong spacing scales lengths and no voxels`(lattice: Lattice, axis: String) throws {
    let old = lattice.organs
    let new = try mutated("wrong-spacing:factor=2\(axis)", old).segmentation
    #expect(new.structures == old.structures)
    let (was, states) = (try #require(old.grid.spacing), try #require(new.grid.spacing))
    for n in 0..<3 { #expect(abs(states[n] - was[n] * (axis.isEmpty || n == 2 ? 2 : 1)) < 1e-9) }
    #expect(new.grid.affine?.origin == old.grid.affine?.origin)
    #expect(new.grid.affine?.orientation == old.grid.affine?.orientation)
  }
}

extension PatientPoint {
  fileprivate var rounded: SIMD3<Double> { (SIMD3(x, y, z) * 100).rounded(.toNearestOrEven) / 100 }
}

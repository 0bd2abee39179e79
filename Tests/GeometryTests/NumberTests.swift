import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Numbers for policies` {
  /// Measures that hold no number that could be limited, with the reason.
  private static let without = [
    "box": "places of a box are no sizes; `extent` and `border_margin` have the lengths",
    "contacts": "a table of all pairs; a pair has `contact_area`",
    "distances": "a table of pairs; a pair has `distance`",
    "order": "a list of labels; a pair has `offset_right` and the like",
    "levels": "a place for each structure; policies judge levels as a whole",
    "chains": "as many steps as links; policies judge sequences as a whole",
  ]

  @Test func `come from every measure, but from those that hold none`() {
    let owners = Set(MeasureCatalogue.numbers.map(\.entry.name))
    #expect(Set(MeasureCatalogue.entries.map(\.name)).subtracting(owners) == Set(Self.without.keys))
    #expect(owners.isSubset(of: MeasureCatalogue.entries.map(\.name)))
  }

  @Test func `have names that are unique, without units, and at most the name of their own measure`() {
    let numbers = MeasureCatalogue.numbers
    #expect(Set(numbers.map(\.name)).count == numbers.count)
    for number in numbers {
      #expect(number.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(number.name)")
      #expect(!["_mm", "_mm2", "_mm3", "_ml", "_px", "_deg"].contains { number.name.hasSuffix($0) }, "\(number.name)")
      let namesake = MeasureCatalogue.entries.first { $0.name == number.name }
      #expect(namesake == nil || namesake?.name == number.entry.name, "\(number.name)")
      #expect(MeasureCatalogue.number(named: number.name) == number)
      #expect(MeasureCatalogue.entry(named: number.name)?.name == number.entry.name)
      // Made for grids that the measure is made for.
      for n in [2, 3] where number.dimensions.includes(n) {
        #expect(number.entry.dimensions.includes(n), "\(number.name)")
      }
    }
    #expect(MeasureCatalogue.number(named: "beauty") == nil)
    #expect(MeasureCatalogue.entry(named: "beauty") == nil)
  }

  @Test func `have words that a sentence can hold`() {
    for number in MeasureCatalogue.numbers {
      #expect(number.words.hasPrefix("the ") || number.words.hasPrefix("A's "), "\(number.name)")
      #expect(!number.words.hasSuffix("."), "\(number.name)")
      let names = number.subject == .structure ? ["liver"] : ["liver", "spleen"]
      let phrase = number.phrase(of: names)
      #expect(names.allSatisfy(phrase.contains), "\(phrase)")
      #expect(!phrase.split(separator: " ").contains { ["A", "B", "A's", "B's"].contains($0) }, "\(phrase)")
    }
    func phrase(_ name: String, _ names: String...) -> String? {
      MeasureCatalogue.number(named: name)?.phrase(of: names)
    }
    #expect(phrase("sphericity", "liver") == "the sphericity of liver")
    #expect(phrase("voxels", "liver") == "the number of liver's voxels")
    #expect(phrase("gap", "liver", "spleen") == "the gap between the surfaces of liver and spleen")
    #expect(phrase("contact_fraction", "B", "A") == "the share of B's surface that lies against A")
  }

  @Test func `take as many structures as their parentheses hold`() {
    #expect(NumberQuestion("sphericity", 0) != nil && NumberQuestion("gap", 0, 1) != nil)
    #expect(NumberQuestion("sphericity", 0, 1) == nil && NumberQuestion("gap", 0) == nil)
    #expect(NumberQuestion("beauty", 0) == nil)
    #expect(NumberQuestion("sphericity", 2)?.subjects == [2] && NumberQuestion("gap", 3, 1)?.subjects == [3, 1])
    #expect(NumberQuestion("gap", 0, 1) == NumberQuestion("gap", 0, 1))
    #expect(NumberQuestion("gap", 0, 1) != NumberQuestion("gap", 1, 0))
  }

  /// Without this, comparing nothing with nothing would do.
  @Test func `are all defined in some scene`() {
    // None of the scenes is in colour; `BoundaryEvidenceTests` has one that is.
    var missing = Set(MeasureCatalogue.numbers.map(\.name).filter { !$0.contains("_lab_") })
      .subtracting(["circle_margin", "circle_voxels"])
    for source in NumberScene.all {
      let scene = source.scene
      for number in MeasureCatalogue.numbers where missing.contains(number.name) {
        let questions = NumberScene.subjects(of: number).compactMap { NumberQuestion(number, $0) }
        if questions.contains(where: { scene[$0] != nil }) { missing.remove(number.name) }
      }
    }
    #expect(missing == [])
  }

  @Test func `tell how near a structure comes to the reconstruction circle`() throws {
    let grid = Grid(size: VoxelIndex(64, 64, 3), affine: Affine(spacing: SIMD3(1, 1, 4)))
    let scene = PictureScene.scene(
      grid, mask: { (40...62).contains($0.i) && (30...33).contains($0.j) },
      image: { PictureScene.distance($0, 31.5, 31.5) <= 32 ? 40 + PictureScene.random($0) : -1024 })
    let reported = CircleMargin.entry.reported([0], in: scene)["reconstruction_circle"]
    let questions = try ["circle_margin", "circle_voxels"].map { try #require(NumberQuestion($0, 0)) }
    let margin = try #require(scene[questions[0]])
    #expect(reported?[.length("margin")]?.number == margin)
    // The farthest voxel's centre is 30.5 from the middle along i and 1.5 along j.
    #expect(abs(margin - (32 - (30.5 * 30.5 + 1.5 * 1.5).squareRoot())) < 0.6)
    #expect(reported?["voxels_on_edge"] == .integer(try #require(scene[questions[1]].map { Int($0) })))
  }

  /// A cuboid of 4 × 6 × 8 mm, by hand, and what is defined of nothing.
  @Test func `of a box follow by hand`() throws {
    let grid = Grid(size: VoxelIndex(9, 9, 9), affine: Affine(spacing: SIMD3(2, 2, 2)))
    let scene = VoxelScene(
      grid: grid,
      [
        { (1...2).contains($0.i) && (1...3).contains($0.j) && (1...4).contains($0.k) },
        { (5...6).contains($0.i) && (1...3).contains($0.j) && (1...4).contains($0.k) }, { _ in false },
      ]
    ).scene
    func ask(_ name: String, _ structures: StructurePlace...) -> Double? {
      guard let number = MeasureCatalogue.number(named: name) else { return nil }
      return NumberQuestion(number, structures).flatMap { scene[$0] }
    }
    #expect(ask("volume", 0) == 4 * 6 * 8 && ask("voxels", 0) == 24 && ask("solidity", 0) == 1)
    #expect(ask("extent_superior_inferior", 0) == 8 && ask("border_margin_inferior", 0) == 2)
    #expect(ask("border_margin_right", 0) == 12 && ask("faces_touched", 0) == 0 && ask("euler_number", 0) == 1)
    #expect(ask("principal_axis_angle", 0) == 0)
    #expect(ask("gap", 0, 1) == 4 && ask("distance", 0, 1) == 6)
    #expect(ask("offset_right", 0, 1) == -8 && ask("offset_right", 1, 0) == 8 && ask("offset_anterior", 0, 1) == 0)
    #expect(ask("shared_slice_fraction", 0, 1) == 1 && ask("volume_ratio", 0, 1) == 1 && ask("dice", 0, 1) == 0)
    // Mirror images of one another, though no name says so: the plane is that of all labels together.
    #expect(ask("mirrored_dice", 0, 1) == 1)
    #expect(ask("area", 0) == nil && ask("intensity_mean", 0) == nil)
    for number in MeasureCatalogue.numbers where number.subject == .structure {
      let isSize = ["voxels", "volume"].contains(number.name)
      #expect(ask(number.name, 2) == (isSize ? 0 : nil), "\(number.name)")
    }
    for number in MeasureCatalogue.numbers where number.subject == .pair {
      #expect(ask(number.name, 0, 2) == nil && ask(number.name, 2, 0) == nil, "\(number.name)")
    }
  }

  @Test func `tell what stands in their way`() throws {
    let named = Dictionary(uniqueKeysWithValues: NumberScene.all.map { ($0.description, $0.scene) })
    func obstacle(_ name: String, _ structures: [StructurePlace], in scene: String) throws -> NumberQuestion.Obstacle? {
      let number = try #require(MeasureCatalogue.number(named: name))
      let question = try #require(NumberQuestion(number, structures))
      return question.obstacle(in: try #require(named[scene]))
    }
    #expect(try obstacle("area", [0], in: "axial volume") == .dimensions)
    #expect(try obstacle("sphericity", [0], in: "picture") == .dimensions)
    #expect(try obstacle("edge_support", [0], in: "no image") == .image)
    #expect(try obstacle("centroid_right", [0], in: "spacing alone") == .orientation)
    #expect(try obstacle("gap", [0, 4], in: "axial volume") == .empty(4))
    #expect(try obstacle("volume", [4], in: "axial volume") == nil)
    #expect(try obstacle("gap", [0, 1], in: "no spacing") == nil)
  }
}

import Foundation
import Geometry
import Testing
import Volume

/// Spines and ribs made of small blocks at known places.
@Suite struct `Chains of structures` {
  private static let codes =
    (1...7).map { "C\($0)" } + (1...12).map { "T\($0)" } + (1...5).map { "L\($0)" }

  /// Heights of vertebral centres in mm, from the first downwards: steps grow from 15 to 36 mm as in adults.
  private static let heights: [Double] = {
    var z = 700.0
    return (0..<24).map { n in
      defer { z -= 15 + Double(n) * 21 / 22 }
      return z
    }
  }()

  /// A scene with one block of 3 × 3 × 3 voxels of 1 mm per link.
  private func scene(
    _ links: [(name: String, at: SIMD3<Double>)], order: [Int]? = nil, isOriented: Bool = true
  ) -> Scene {
    let size = VoxelIndex(120, 80, 720)
    let structures = links.enumerated().map { n, link -> Structure in
      let (i, j, k) = (Int(link.at.x.rounded()), Int(link.at.y.rounded()), Int(link.at.z.rounded()))
      let runs = (k - 1...k + 1).flatMap { k in
        (j - 1...j + 1).map { j in Run(row: Int32(j + k * size.j), start: Int32(i - 1), end: Int32(i + 2)) }
      }
      return Structure(value: (order?[n] ?? n) + 1, name: link.name, runs: Runs(merging: runs))
    }
    let grid =
      isOriented ? Grid(size: size, affine: Affine(spacing: SIMD3(1, 1, 1))) : Grid(size: size, spacing: SIMD3(1, 1, 1))
    return Scene(segmentation: Segmentation(grid: grid, structures: structures))
  }

  private func spine(_ names: [String] = codes, at heights: [Double] = heights) -> [(name: String, at: SIMD3<Double>)] {
    zip(names, heights).map { ("vertebrae_\($0)", SIMD3(60, 40, $1)) }
  }

  private func only(_ scene: Scene) throws -> Chains.Named {
    let chains = Chains().value(in: scene)
    #expect(chains.count == 1)
    return try #require(chains.first)
  }

  private func names(_ places: [StructurePlace], _ scene: Scene) -> [String] {
    places.compactMap { scene.segmentation[$0].name }
  }

  @Test func `a sound spine runs downwards at even steps`() throws {
    let chain = try only(scene(spine()))
    #expect(chain.stem == "vertebrae" && chain.missing.isEmpty && chain.structures == Array(0..<24))
    #expect(chain.links.direction == .inferior && chain.links.isMonotone == true)
    #expect(chain.links.firstViolation == nil && chain.links.swapped.isEmpty)
    for (step, heights) in zip(chain.links.steps, zip(Self.heights, Self.heights.dropFirst())) {
      #expect(step.links == 1 && abs(step.length - (heights.0 - heights.1)) <= 1 && step.along == step.length)
      #expect((0.8...1.25).contains(step.relative ?? 0))
    }
    #expect(abs(chain.links.medianStep - 25.5) < 1)
  }

  @Test func `the order of the labels' values does not matter`() throws {
    let shuffled = scene(spine(), order: (0..<24).map { ($0 * 7) % 24 })
    let chain = try only(shuffled)
    #expect(names(chain.structures, shuffled) == Self.codes.map { "vertebrae_\($0)" })
    #expect(chain.links.isMonotone == true)
  }

  @Test func `a curved spine is in order`() throws {
    // A scoliosis of 30 mm to either side: longer steps along the curve than along the body.
    var links = spine()
    for n in links.indices { links[n].at.x = 60 + 30 * sin(Double(n) / 23 * 2 * .pi) }
    let chain = try only(scene(links))
    #expect(chain.links.direction == .inferior && chain.links.isMonotone == true)
    #expect(chain.links.steps.allSatisfy { $0.length >= $0.along })
    #expect(chain.links.steps.contains { $0.length > $0.along + 1 })
    #expect(chain.links.steps.allSatisfy { (0.7...1.4).contains($0.relative ?? 0) })
  }

  @Test(arguments: [0, 5, 12, 22])
  func `exchanged neighbours are found`(place: Int) throws {
    var names = Self.codes
    names.swapAt(place, place + 1)
    let swapped = scene(spine(names))
    let chain = try only(swapped)
    #expect(chain.links.direction == .inferior && chain.links.isMonotone == false)
    #expect(
      chain.links.swapped.map { self.names($0, swapped) } == [[place, place + 1].map { "vertebrae_\(Self.codes[$0])" }])
    let violation = try #require(chain.links.firstViolation)
    #expect(self.names([violation.from], swapped) == ["vertebrae_\(Self.codes[place])"])
  }

  @Test func `links far from their place break the order, and are no swap of neighbours`() throws {
    var names = Self.codes
    names.swapAt(9, 15)
    let chain = try only(scene(spine(names)))
    #expect(chain.links.isMonotone == false && chain.links.swapped.isEmpty)
    #expect(chain.links.backward == [9, 14])
  }

  @Test func `a vertebra that nobody labelled shows as a step of two`() throws {
    // The names run on without a gap over a place without a label.
    var heights = Self.heights
    heights.remove(at: 12)
    let found = scene(spine(Array(Self.codes.dropLast()), at: heights))
    let chain = try only(found)
    #expect(chain.missing.isEmpty && chain.links.isMonotone == true)
    let uneven = try #require(chain.links.mostUneven)
    #expect(uneven == 11 && abs((chain.links.steps[uneven].relative ?? 0) - 2) < 0.2)
  }

  @Test func `a missing name is told from a missing bone`() throws {
    let kept = Self.codes.indices.filter { $0 != 12 }
    // The label is missing, the bone is there: one step over two links, and the spacing is even.
    let gap = try only(scene(spine(kept.map { Self.codes[$0] }, at: kept.map { Self.heights[$0] })))
    #expect(gap.missing == ["T6"])
    #expect(gap.links.steps[11].links == 2 && (0.8...1.25).contains(gap.links.steps[11].relative ?? 0))
    // The numbering leaves out a level without room for it: half a step per link.
    let skipped = try only(scene(spine(kept.map { Self.codes[$0] }, at: Array(Self.heights.dropLast()))))
    #expect(skipped.missing == ["T6"])
    #expect(skipped.links.mostUneven == 11 && abs((skipped.links.steps[11].relative ?? 0) - 0.5) < 0.1)
  }

  @Test func `a divided vertebra shows as a half step`() throws {
    var heights = Self.heights
    heights.insert((heights[10] + heights[11]) / 2, at: 11)
    let chain = try only(scene(spine(Self.codes, at: Array(heights.prefix(24)))))
    let uneven = try #require(chain.links.mostUneven)
    #expect([10, 11].contains(uneven) && abs((chain.links.steps[uneven].relative ?? 0) - 0.5) < 0.15)
  }

  @Test func `a shifted link leaves the others as they are`() throws {
    var links = spine()
    links[8].at.z -= 8
    let chain = try only(scene(links))
    #expect(chain.links.isMonotone == true)
    let uneven = try #require(chain.links.mostUneven)
    #expect([7, 8].contains(uneven))
  }

  @Test func `numbering from below runs upwards`() throws {
    let chain = try only(scene(spine(Self.codes, at: Self.heights.reversed())))
    #expect(chain.links.direction == .superior && chain.links.isMonotone == true)
  }

  @Test func `without orientation there is an axis and no direction`() throws {
    let chain = try only(scene(spine(), isOriented: false))
    #expect(chain.links.direction == nil && chain.links.axis == 2 && !chain.links.grows)
    #expect(chain.links.isMonotone == true)
  }

  @Test func `empty and lonely links`() throws {
    let segmentation = scene(spine()).segmentation
    let structures = segmentation.structures.enumerated().map { n, structure in
      Structure(value: structure.value, name: structure.name, runs: [3, 7].contains(n) ? structure.runs : Runs())
    }
    let sparse = Scene(segmentation: Segmentation(grid: segmentation.grid, structures: structures))
    #expect(Chains().value(in: sparse).isEmpty)
    let chain = try #require(Chain(structures: Array(0..<24)).value(in: sparse))
    #expect(chain.present == [3, 7] && chain.empty.count == 22 && chain.isMonotone == nil)
    #expect(chain.steps.map(\.links) == [4] && chain.steps[0].relative == nil)
    #expect(Chain(structures: [1, 3]).value(in: sparse) == nil)
    #expect(Chain(structures: []).value(in: sparse) == nil)
  }

  @Test func `ribs of both sides are two chains`() throws {
    var links: [(name: String, at: SIMD3<Double>)] = []
    for (side, x) in [("left", 20.0), ("right", 100)] {
      for n in 1...12 {
        let place = Double(n)
        links.append(("rib_\(side)_\(n)", SIMD3(x, 40 + place, 600 - 25 * place)))
      }
    }
    let chains = Chains().value(in: scene(links))
    #expect(chains.map(\.stem) == ["rib left", "rib right"])
    #expect(chains.allSatisfy { $0.structures.count == 12 && $0.links.direction == .inferior && $0.missing.isEmpty })
  }

  @Test func `the axis can be given`() throws {
    // Drifting to the right more than down.
    let links = (0..<5).map { n -> (name: String, at: SIMD3<Double>) in
      let place = Double(n)
      return ("rib_\(n + 1)", SIMD3(10 + 20 * place, 40, 600 - 10 * place))
    }
    let ribs = scene(links)
    #expect(Chain(structures: Array(0..<5)).value(in: ribs)?.direction == .right)
    let given = try #require(Chain(structures: Array(0..<5), along: 2).value(in: ribs))
    #expect(given.direction == .inferior && given.isMonotone == true && given.steps.map(\.along) == [10, 10, 10, 10])
    #expect(Chain(structures: Array(0..<5), along: 2).value(in: scene(links, isOriented: false)) == nil)
  }

  @Test(
    arguments: [
      (["T1", "T2", "T3"], "vertebrae", [] as [String]), (["Th1", "Th2", "Th4"], "vertebrae", ["T3"]),
      (["T12", "L1", "L3"], "vertebrae", ["L2"]), (["T12", "T13", "L1"], "vertebrae", []),
      (["L5", "L6", "S1"], "vertebrae", []), (["disc_L3_L4", "disc_L4_L5", "disc_L5_S1"], "disc", []),
      (["left rib 01", "left rib 03", "left rib 04"], "left rib", ["2"]),
      (["rib3_left", "rib4_left", "rib5_left"], "rib left", []),
    ] as [([String], String, [String])])
  func `names that make a chain`(names: [String], stem: String, missing: [String]) throws {
    let links = names.enumerated().map { n, name in (name, SIMD3(60.0, 40, 600 - 30 * Double(n))) }
    let chain = try only(scene(links))
    #expect(chain.stem == stem && chain.missing == missing && chain.structures == [0, 1, 2])
  }

  @Test(
    arguments: [
      ["label_1", "label_2", "label_3"], ["rib_1", "rib_2", "liver"], ["1", "2", "3"], ["a_1", "a_200", "a_900"],
      ["liver", "spleen", "kidney_left"], ["x_1_2", "x_2_3", "x_3_4"],
    ])
  func `names that make none`(names: [String]) {
    let links = names.enumerated().map { n, name in (name, SIMD3(60.0, 40, 600 - 30 * Double(n))) }
    #expect(Chains().value(in: scene(links)).isEmpty)
  }

  @Test func `the report names labels`() throws {
    var names = Self.codes
    names.swapAt(4, 5)
    let chain = try #require(Chains.entry.reported(in: scene(spine(names)))["chains"]?.elements?.first)
    #expect(chain["monotone"] == .flag(false) && chain["direction"] == .text("inferior"))
    #expect(chain["swapped"] == [[.integer(6), .integer(5)]])
    #expect(chain["first_violation"] == [.integer(6), .integer(5)])
    #expect(chain[.length("steps")]?.elements?.count == 23 && chain["name"] == .text("vertebrae"))
  }
}

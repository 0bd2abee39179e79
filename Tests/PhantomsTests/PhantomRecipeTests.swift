import Diagnostics
import Phantoms
import Testing
import Volume

@Suite struct PhantomRecipeTests {
  static let start = """
    segwarden: 1
    phantom: probe
    title: A probe
    grid: {size: [60, 50, 40], spacing: [2, 2, 2.5], axes: AXES}
    labels: {one: 1, two: 2}
    shapes:

    """

  /// The recipe with these shapes, and what its reader says.
  func read(_ rest: String, axes: String = "RAS", base: String? = nil) -> (
    recipe: PhantomRecipe?, diagnostics: [Diagnostic]
  ) {
    var diagnostics = Diagnostics()
    let start = Self.start.split(separator: "AXES", maxSplits: 1)
    let recipe = PhantomReader { name in base.flatMap { name == "base" ? ("base.yaml", $0) : nil } }
      .recipe(text: start[0] + axes + start[1] + rest, file: "probe.yaml", diagnostics: &diagnostics)
    return (recipe, diagnostics.sorted)
  }

  @Test(arguments: ["RAS", "LPS", "PIR", "SAL"])
  func `volume and centre are those of the solid, however the axes run`(axes: String) throws {
    // The grid is narrower along some axes in other orders; the solid fits all of them.
    let shapes = "  - {label: one, ellipsoid: {centre: [L 5, A 4, S 3], radii: [30, 25, 20]}}\n"
    let segmentation = try #require(read(shapes, axes: axes).recipe).segmentation()
    let runs = segmentation.structures[0].runs
    let volume = Double(runs.voxelCount) * (segmentation.grid.voxelVolume ?? 0)
    let exact = 4.0 / 3 * Double.pi * 30 * 25 * 20
    #expect(abs(volume / exact - 1) < 0.01)
    var sum = SIMD3<Double>.zero
    let affine = try #require(segmentation.grid.affine)
    for run in runs.all {
      let (j, k) = (Int(run.row) % segmentation.grid.size.j, Int(run.row) / segmentation.grid.size.j)
      let p = affine.patient(VoxelPoint(Double(run.start + run.end - 1) / 2, Double(j), Double(k)))
      sum += SIMD3(p.x, p.y, p.z) * Double(run.count)
    }
    let centre = sum / Double(runs.voxelCount)
    #expect(abs(centre.x + 5) < 0.5 && abs(centre.y - 4) < 0.5 && abs(centre.z - 3) < 0.5)
    #expect(segmentation.grid.affine?.orientation == axes)
  }

  @Test(arguments: [
    ("[R 0, A 0, I 30]", "[R 0, A 0, S 30]"), ("[L 35, A 0, S 0]", "[R 25, A 0, S 0]"),
    ("[L 20, P 20, I 10]", "[R 20, A 20, S 10]"),
  ])
  func `a tube is a cylinder with a half ball at either end`(from: String, to: String) throws {
    let shapes = "  - {label: one, tube: {from: \(from), to: \(to), radius: 12}}\n"
    let segmentation = try #require(read(shapes).recipe).segmentation()
    // Along an axis, and √(40² + 40² + 20²).
    let length = 60.0
    let exact: Double = .pi * 144 * (length + 16)
    let volume = Double(segmentation.structures[0].runs.voxelCount) * 10
    #expect(abs(volume / exact - 1) < 0.02)
  }

  @Test func `later shapes overwrite, none erases, and within confines`() throws {
    let box = "from: [L 11, P 11, I 12], to: [R 11, A 11, S 12]"
    let shapes = """
        - {label: one, box: {\(box)}}
        - {label: two, within: one, box: {from: [R 0, P 50, I 50], to: [R 50, A 50, S 50]}}
        - {label: none, box: {from: [L 50, P 50, S 0], to: [R 50, A 50, S 50]}}
      """
    let segmentation = try #require(read(shapes).recipe).segmentation()
    // 12 × 12 × 10 voxel centres lie in the box; the right half is relabelled and the upper half erased.
    #expect(segmentation.structures.map(\.runs.voxelCount) == [6 * 12 * 5, 6 * 12 * 5])
  }

  @Test func `a recipe that extends another adds shapes and swaps labels`() throws {
    let base =
      Self.start.split(separator: "AXES").joined(separator: "RAS")
      + "  - {label: one, box: {from: [R 0, A 0, S 0], to: [R 20, A 20, S 20]}}\n"
    let text = """
      segwarden: 1
      phantom: fault
      title: A fault
      extends: base
      shapes: [{label: two, box: {from: [L 20, P 20, I 20], to: [L 10, P 10, I 10]}}]
      swap: [[one, two]]
      """
    var diagnostics = Diagnostics()
    let reader = PhantomReader { $0 == "base" ? ("base.yaml", base) : nil }
    let plain = reader.recipe(text: base, file: "base.yaml", diagnostics: &diagnostics)
    let fault = reader.recipe(text: text, file: "fault.yaml", diagnostics: &diagnostics)
    #expect(diagnostics.sorted.isEmpty)
    let (before, after) = (try #require(plain).segmentation(), try #require(fault).segmentation())
    #expect(after.structures[1].runs == before.structures[0].runs)
    #expect(after.structures[0].runs.voxelCount > 0)
    #expect(after.grid == before.grid)
  }

  @Test func `an image may lie on a grid of its own`() throws {
    let shapes = """
        - {label: one, box: {from: [R 0, P 10, I 10], to: [R 20, A 10, S 10]}}
      image: {background: -50, one: 70}
      image_grid: {size: [30, 25, 20], spacing: [4, 4, 5], centre: [R 2, A 0, S 0]}
      """
    let recipe = try #require(read(shapes).recipe)
    let image = try #require(recipe.intensities())
    #expect(recipe.segmentation().grid.size == VoxelIndex(60, 50, 40))
    #expect(image.grid.size == VoxelIndex(30, 25, 20) && image.grid.spacing == SIMD3(4, 4, 5))
    // The same 20 × 20 × 20 mm in other voxels: centres at 4, 8, 12, 16 (and 0, 20 on its sides), at 0, ±4, ±8, and at
    // ±2.5, ±7.5 mm.
    #expect(image.values.count { $0 == 70 } == 6 * 5 * 4)
    #expect(Set(image.values) == [-50, 70])
  }

  @Test func `a colour is what red, green and blue have of the intensity`() throws {
    let text = """
      segwarden: 1
      phantom: probe
      title: A probe
      grid: {size: [6, 5]}
      labels: {one: 1}
      shapes: [{label: one, box: {from: [1, 1], to: [2, 2]}}]
      image: {background: 40, one: 80, colour: [1, 0.5, 0.25]}
      """
    var diagnostics = Diagnostics()
    let recipe = PhantomReader { _ in nil }.recipe(text: text, file: "probe.yaml", diagnostics: &diagnostics)
    let image = try #require(recipe?.intensities())
    #expect(image.channels == 3 && image.values.count == 90)
    #expect(Array(image.values.prefix(3)) == [40, 20, 10])
    #expect(Array(image.values[21..<24]) == [80, 40, 20])
    for wrong in ["[1, 0.5]", "[1, 2, 0]", "red"] {
      var diagnostics = Diagnostics()
      let text = text.replacing("[1, 0.5, 0.25]", with: wrong)
      _ = PhantomReader { _ in nil }.recipe(text: text, file: "probe.yaml", diagnostics: &diagnostics)
      #expect(diagnostics.hasErrors, "\(wrong)")
    }
  }

  @Test func `a picture may have a spacing, and its points stay pixels`() throws {
    let text = """
      segwarden: 1
      phantom: probe
      title: A probe
      grid: {size: [60, 50], spacing: [0.5, 0.25]}
      labels: {one: 1}
      shapes: [{label: one, box: {from: [10, 20], to: [19, 24]}}]
      """
    var diagnostics = Diagnostics()
    let recipe = PhantomReader { _ in nil }.recipe(text: text, file: "probe.yaml", diagnostics: &diagnostics)
    let segmentation = try #require(recipe).segmentation()
    #expect(segmentation.grid.dimensions == 2 && segmentation.grid.affine == nil)
    #expect(segmentation.grid.pixelArea == 0.125)
    #expect(segmentation.structures[0].runs.voxelCount == 10 * 5)
  }

  @Test(arguments: [
    ("  - {label: on, box: {from: [R 0, A 0, S 0], to: [R 9, A 9, S 9]}}\n", "unknown-label", 7, 13),
    ("  - {label: one, box: {from: [R 0, A 0, 0], to: [R 9, A 9, S 9]}}\n", "wrong-type", 7, 30),
    ("  - {label: one, box: {from: [R 0, L 0, S 0], to: [R 9, A 9, S 9]}}\n", "wrong-type", 7, 30),
    ("  - {label: one}\n", "missing-key", 7, 5),
    ("  - {label: one, ellipsoid: {centre: [R 0, A 0, S 0], radii: [1, 2]}}\n", "wrong-type", 7, 62),
    ("  - {label: one, tube: {from: [R 0, A 0, S 0], to: [R 9, A 9, S 9], radius: 0}}\n", "out-of-range", 7, 77),
    ("  - {label: one, bax: {}}\n", "unknown-key", 7, 18),
    ("  []\nswap: [[one, tow]]\n", "unknown-label", 8, 14),
    ("  []\nextends: nowhere\n", "unknown-recipe", 8, 10),
    ("  []\nimage_grid: {size: [9, 9, 9], spacing: [1, 1, 1]}\n", "missing-key", 8, 13),
    ("  []\nimage: {background: 0}\nimage_grid: {size: [9, 9]}\n", "unexpected", 9, 13),
    ("  []\nimage: {background: 0}\nimage_grid: {size: [9, 9], spacing: [1, 1, 1]}\n", "out-of-range", 9, 37),
  ])
  func `a mistake is told with its place`(rest: String, id: String, line: Int, column: Int) {
    let (recipe, diagnostics) = read(rest)
    #expect(recipe == nil)
    #expect(
      diagnostics.contains { $0.rule.rawValue == id && $0.range.line == line && $0.range.column == column },
      "\(diagnostics.map { "\($0.range.line):\($0.range.column) \($0.rule.rawValue) \($0.message)" })")
  }

  @Test func `recipes that extend one another end in a diagnostic`() {
    let text = "segwarden: 1\nphantom: a\ntitle: A\nextends: a\n"
    var diagnostics = Diagnostics()
    let recipe = PhantomReader { _ in ("a.yaml", text) }.recipe(text: text, file: "a.yaml", diagnostics: &diagnostics)
    #expect(recipe == nil)
    #expect(diagnostics.sorted.contains { $0.rule.rawValue == "cycle" })
  }
}

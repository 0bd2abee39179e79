import Evaluation
import PolicyLanguage
import Testing
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)

@Suite struct FileIntegrityTests {
  private static let spacing = SIMD3<Double>(2, 2, 2)

  private static func placed(_ i: Int = 40, _ j: Int = 40, _ k: Int = 20, shift: Double = 0) -> Grid {
    Grid(size: VoxelIndex(i, j, k), affine: Affine(spacing: spacing, origin: SIMD3(shift, 0, 0)))
  }

  @Test func `a policy without a file expectation gets the standard one, first`() async throws {
    let findings = await evaluate(
      try policy("- {id: x, label: liver, presence: required}"), Export(["liver": [cube]]), imageGrid: Export.grid)
    #expect(findings.map(\.expectation) == ["file", "file", "x"])
    #expect(findings.map(\.id) == ["F1", "F2", "F3"])
    #expect(findings.map(\.aspect) == ["same_grid_within", "empty_within", "within"])
    #expect(findings[1].message == "1 structure of the export has voxels.")
    #expect(findings.prefix(2).allSatisfy { $0.severity == .reject && $0.outcome == .pass && $0.because != nil })
  }

  @Test func `an export without a voxel fails whatever the policy says`() async throws {
    let findings = await evaluate(try policy("- {id: x, label: liver, presence: optional}"), Export(["liver": []]))
    #expect(findings.map(\.outcome) == [.fail, .pass])
    #expect(findings[0].aspect == "empty_unexpected" && findings[0].severity == .reject)
    #expect(findings[0].counterfactual != nil && (findings[0].margin ?? 0) < 0)
  }

  @Test(
    arguments: [
      (Export.grid, placed(), nil),
      (Export.grid, placed(shift: 0.05), nil),
      (
        Export.grid, placed(41),
        "The mask lies on an exact crop of the grid of the image: its 40 × 40 × 20 voxels begin at voxel (0, 0, 0) of the 41 × 40 × 20 voxels there."
      ),
      (
        placed(41), Export.grid,
        "The mask lies on a larger grid, of which that of the image is an exact crop: it has 41 × 40 × 20 voxels, and the 40 × 40 × 20 voxels there begin at its voxel (0, 0, 0)."
      ),
      (
        Export.grid, Grid(size: VoxelIndex(80, 80, 20), affine: Affine(spacing: SIMD3(1, 1, 2))),
        "The mask covers the field of view of the image with 40 × 40 × 20 voxels that are 2 × 2 × 1 times as long, an exact coarser copy of its grid (80 × 80 × 20 voxels)."
      ),
      (
        Export.grid, placed(shift: -6),
        "The mask lies on the lattice of the image and begins (3, 0, 0) voxels further on: it has 40 × 40 × 20 voxels, the image 40 × 40 × 20 voxels."
      ),
      (Export.grid, placed(41, shift: 3), "The mask has 40 × 40 × 20 voxels, the image 41 × 40 × 20 voxels."),
      (Export.grid, placed(shift: 3), "Mask and image have the same size but lie up to 3 mm apart in the patient."),
      (Export.grid, Export.unplaced, "The mask says how it lies in the patient, the image does not."),
      (Export.unplaced, Export.grid, "The image says how it lies in the patient, the mask does not."),
      (Export.unplaced, Export.unplaced, nil),
      (
        Export.unplaced, Grid(size: VoxelIndex(40, 40, 20), spacing: SIMD3(2, 2, 5)),
        "Mask and image have the same size, but the mask's voxels measure 2 × 2 × 2 mm, the image's 2 × 2 × 5 mm."
      ),
      (Export.unmeasured, Export.unplaced, "The image gives its spacing, the mask does not."),
      (
        Export.pixels, Grid(size: VoxelIndex(40, 30, 1), spacing: nil),
        "The mask has 40 × 40 pixels, the image 40 × 30 pixels."
      ),
      (Export.pixels, Export.pixels, nil),
    ] as [(Grid, Grid, String?)])
  func `mask and image must lie on one grid`(mask: Grid, image: Grid, message: String?) async throws {
    let found = try await judge("file: {same_grid: 0.1 mm, empty: allowed}", Export([], on: mask), imageGrid: image)
    #expect(found.map(\.aspect) == [message == nil ? "same_grid_within" : "same_grid_different"])
    #expect(found.map(\.outcome) == [message == nil ? .pass : .fail])
    #expect(found.first?.expected == "the image's grid, within 0.1 mm")
    if let message {
      #expect(found.first?.message == message)
      #expect(found.first?.counterfactual == "On the image's grid this would pass.")
      #expect((found.first?.margin ?? 0) < 0)
    }
  }

  @Test func `without an image there is nothing to compare, and a policy that asks hears so`() async throws {
    let found = try await judge("file: {same_grid: 1 mm}", Export(["liver": [cube]]))
    #expect(found.map(\.outcome) == [.notEvaluable] && found.first?.causes.map(\.kind) == [.noImage])
  }

  @Test func `spacing outside its range fails with the worst axis`() async throws {
    let grid = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(1, 1, 7.5)))
    let found = try await judge("file: {spacing: 0.5..5 mm, empty: allowed}", Export([], on: grid))
    #expect(found.map(\.outcome) == [.fail] && found.map(\.aspect) == ["spacing_above"])
    #expect(found.first?.message == "The voxels measure 1 × 1 × 7.5 mm.")
    #expect(found.first?.measured == Measured(value: 7.5, unit: "mm"))
    #expect(abs((found.first?.margin ?? 0) - (-2.5 / 4.5)) < 1e-9)
    let unknown = try await judge("file: {spacing: 0.5..5 mm, empty: allowed}", Export([], on: Export.unmeasured))
    #expect(unknown.map(\.causes) == [[.noSpacing]])
  }

  @Test(arguments: [
    (SegmentationProblem.Kind.otherGrid, "liver", Finding.Outcome.fail, "same_grid_different"),
    (.notAMask, "liver", .fail, "content_unexpected"),
    (.unreadable, "liver", .fail, "files_unreadable"), (.notAMask, "scan", .warn, "content_unexpected"),
    (.unreadable, "scan", .fail, "files_unreadable"),
  ])
  func `a file that cannot be used is told`(
    kind: SegmentationProblem.Kind, name: String, outcome: Finding.Outcome, aspect: String
  ) async throws {
    let problem = SegmentationProblem(kind: kind, structure: name, message: "lies elsewhere.")
    let export = Export([Piece(name: "spleen", value: 2, boxes: [cube])], problems: [problem])
    // Whatever the author says of the rest.
    let policy = try policy("- {id: x, severity: note, file: {empty: allowed}}")
    let found = await evaluate(policy, export).filter { $0.expectation == "file" }
    #expect(found.map(\.outcome) == [outcome] && found.map(\.aspect) == [aspect])
    #expect(found.allSatisfy { $0.severity == .reject })
    #expect(found.first?.labels == (name == "liver" ? ["liver"] : []))
    #expect(found.first?.message.contains("The file of \(name) cannot be used") == true)
    #expect(found.first?.counterfactual?.contains(name) == true)
  }

  @Test(
    arguments: [
      ("same_size: true", placed(), Finding.Outcome.pass, "same_size_within", nil),
      (
        "same_size: true", placed(41), .fail, "same_size_different",
        "The mask has 40 × 40 × 20 voxels, the image 41 × 40 × 20 voxels."
      ),
      // The size and the place do not matter to who compares the spacing.
      ("same_spacing: 0.01 mm", placed(41, shift: 9), .pass, "same_spacing_within", nil),
      (
        "same_spacing: 1 %", Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2.1))), .fail,
        "same_spacing_different", "The voxels of the mask measure 2 × 2 × 2 mm, those of the image 2 × 2 × 2.1 mm."
      ),
      (
        "same_spacing: 5 %", Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2.1))), .pass,
        "same_spacing_within", nil
      ),
      (
        "same_spacing: 1 %", Export.unmeasured, .fail, "same_spacing_different",
        "The mask gives its spacing, the image does not."
      ),
      ("same_axes: 0.5 deg", placed(41, shift: 9), .pass, "same_axes_within", nil),
      // Two axes turned by an angle whose tangent is 1.
      ("same_axes: 0.5 deg", turned, .fail, "same_axes_different", nil),
      ("same_axes: 46 deg", turned, .pass, "same_axes_within", nil),
      (
        "same_axes: 1 deg", Export.unplaced, .fail, "same_axes_different",
        "The mask says how it lies in the patient, the image does not."
      ),
    ] as [(String, Grid, Finding.Outcome, String, String?)])
  func `parts of the grid are compared within their own tolerance`(
    yaml: String, image: Grid, outcome: Finding.Outcome, aspect: String, message: String?
  ) async throws {
    let found = try await judge("file: {\(yaml), empty: allowed}", Export([]), imageGrid: image)
    #expect(found.map(\.aspect) == [aspect] && found.map(\.outcome) == [outcome])
    if let message { #expect(found.first?.message == message) }
    #expect((found.first?.counterfactual != nil) == (outcome == .fail))
    let alone = try await judge("file: {\(yaml), empty: allowed}", Export([]))
    #expect(alone.map(\.outcome) == [.notEvaluable] && alone.map(\.notEvaluable) == [.ignore])
  }

  private static let turned = Grid(
    size: VoxelIndex(40, 40, 20),
    affine: Affine(columns: [SIMD3(1.5, 1.5, 0), SIMD3(-1.5, 1.5, 0), SIMD3(0, 0, 2)], origin: .zero))

  @Test func `the angle of turned axes is measured`() async throws {
    let found = try await judge("file: {same_axes: 10 deg, empty: allowed}", Export([]), imageGrid: Self.turned)
    let measured = try #require(found.first?.measured)
    #expect(abs(measured.value - 45) < 1e-9 && measured.unit == "deg")
  }

  @Test(
    arguments: [
      ("orientation: known", Export.grid, Finding.Outcome.pass, "orientation_within", "The axes of the file run RAS."),
      (
        "orientation: known", Export.unplaced, .fail, "orientation_different",
        "The file does not say how it lies in the patient."
      ),
      ("orientation: RAS", Export.grid, .pass, "orientation_within", "The axes of the file run RAS."),
      ("orientation: [LPS, LAS]", Export.grid, .fail, "orientation_different", "The axes of the file run RAS."),
      (
        "anisotropy: '<= 5'", Grid(size: VoxelIndex(4, 4, 4), affine: Affine(spacing: SIMD3(0.5, 1, 4))), .fail,
        "anisotropy_above", "The longest side of the voxels is 8 times the shortest (0.5 × 1 × 4 mm)."
      ),
      ("anisotropy: '<= 5'", Export.unmeasured, .notEvaluable, "anisotropy_unknown", nil),
      ("size: 64..2048 voxels", Export.grid, .fail, "size_below", "The slices have 40 × 40 voxels."),
      ("size: 16..2048", Export.pixels, .pass, "size_within", "The picture has 40 × 40 pixels."),
      ("slices: '>= 30 slices'", Export.grid, .fail, "slices_below", "The export has 20 slices."),
      ("slices: '>= 20'", Export.grid, .pass, "slices_within", "The export has 20 slices."),
    ] as [(String, Grid, Finding.Outcome, String, String?)])
  func `the grid has a shape of its own`(
    yaml: String, grid: Grid, outcome: Finding.Outcome, aspect: String, message: String?
  ) async throws {
    let found = try await judge("file: {\(yaml), empty: allowed}", Export([], on: grid))
    #expect(found.map(\.aspect) == [aspect] && found.map(\.outcome) == [outcome])
    if let message { #expect(found.first?.message == message) }
    #expect((found.first?.counterfactual != nil) == (outcome == .fail))
  }

  @Test(arguments: [("forbidden", [Finding.Outcome.fail]), ("note", [.warn]), ("allowed", [])])
  func `unknown labels fail, warn or pass without a word`(word: String, outcomes: [Finding.Outcome]) async throws {
    let found = try await judge("file: {unknown_labels: \(word)}", Export(["tumour": [cube]]))
    #expect(found.filter { $0.code.aspect.field == "unknown_labels" }.map(\.outcome) == outcomes)
  }
}

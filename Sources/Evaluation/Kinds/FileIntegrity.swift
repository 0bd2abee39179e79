package import Geometry
package import PolicyLanguage
internal import Volume

/// Whether the files of an export fit together, their image and the policy. Judged for every export: a policy without a `file` expectation gets the
/// default one, since a mask on the wrong grid makes every other finding worthless.
package struct FileIntegrity: JudgedKind {
  package enum Permission: String, CaseIterable, Sendable { case forbidden, allowed }

  /// The largest distance, in mm, between the places that mask and image give to a corner voxel.
  let sameGrid: Quantity?
  let spacing: Limits?
  let unknownLabels: Permission
  let empty: Permission

  package static let name = "file"
  package static let summary =
    "Grid equal to the image's within a tolerance, spacing in a range, no unknown labels, not empty; unusable files always fail."
  package static let page = KindPage(
    why:
      "A mask on another grid than its image, in another unit, or of other labels makes every other finding worthless.",
    example: """
      - id: file
        file: {same_grid: 0.1 mm, spacing: 0.3..10 mm, unknown_labels: forbidden, empty: forbidden}
        severity: reject
      """,
    judged:
      "`same_grid` compares size and corners with the image, within a tolerance; `spacing` limits the voxel's sides; `orientation`, `unknown_labels` and `empty` say what else the file must be. A policy without a `file` expectation gets the standard one: the image's grid, not empty.",
    remedy:
      "Export the mask again on the image's grid, or map its labels with `--labels`.")
  package static let needsSubjects = false
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    sameGrid = fields.quantity("same_grid", .length)
    spacing = fields.limits("spacing", .length)
    unknownLabels = fields.choice("unknown_labels", of: Permission.self) ?? .allowed
    empty = fields.choice("empty", of: Permission.self) ?? .forbidden
  }

  init(sameGrid: Quantity?, spacing: Limits?, unknownLabels: Permission, empty: Permission) {
    self.sameGrid = sameGrid
    self.spacing = spacing
    self.unknownLabels = unknownLabels
    self.empty = empty
  }

  /// What is judged when a policy says nothing: an image's grid must be the mask's, within a tenth of a millimetre, and something must be segmented.
  static let standard = FileIntegrity(sameGrid: nil, spacing: nil, unknownLabels: .allowed, empty: .forbidden)
  static let standardTolerance = 0.1

  package func measures(subject: String?, facts: CaseFacts) -> [any Measure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    let roster = facts.scene.roster
    var result = roster.problems.map { problem in
      let label = facts.label(named: problem.structure)
      // A file that no label of the policy asks for (the scan beside its masks) spoils nothing, unless it is damaged: then nobody knows what it was.
      let outcome: Finding.Outcome = label == nil && problem.kind != .unreadable ? .warn : .fail
      return Judgement(
        outcome, aspect: Self.aspect(problem.kind),
        labels: label.map { [$0] } ?? [],
        message: "The file of \(problem.structure) cannot be used: it \(Self.clause(problem))",
        counterfactual: "With a sound mask of \(problem.structure) on the common grid this would pass.",
        repair: problem.kind == .otherGrid ? "resample" : problem.kind == .contradiction ? "map-labels" : "export-again"
      )
    }
    result += facts.doubles.map { judgeDouble($0.label, $0.place, facts) }
    result += [judgeGrid(facts), judgeSpacing(facts), judgeUnknown(facts)].compactMap { $0 }
    let filled = facts.scene.present.count
    if empty == .forbidden {
      result.append(
        filled == 0
          ? Judgement(
            .fail, aspect: "empty", message: "No structure of the export has a single voxel.",
            measured: Measured(value: 0, unit: "structures"), expected: "at least 1", margin: -1,
            counterfactual: "With any structure segmented this would pass.", repair: "segment-again")
          : Judgement(
            .pass, aspect: "empty",
            message: "\(counted(filled, "structure")) of the export \(filled == 1 ? "has" : "have") voxels.",
            measured: Measured(value: Double(filled), unit: "structures"), expected: "at least 1"))
    }
    if result.isEmpty {
      result.append(Judgement(.pass, aspect: "readable", message: "Every file of the export can be used as a mask."))
    }
    return result
  }

  /// Two structures for one label: whichever is judged, the other is not.
  private func judgeDouble(_ label: String, _ place: Int, _ facts: CaseFacts) -> Judgement {
    let structures = facts.scene.roster.structures
    func name(_ place: Int) -> String { structures[place].name ?? "the value \(structures[place].value)" }
    let first = facts.place(label).map(name) ?? label
    return Judgement(
      .fail, aspect: "doubled", labels: [label],
      message:
        "Two structures of the export, \(first) and \(name(place)), stand for \(label); only the first is judged.",
      location: facts.scene[BoundingBox(structure: place)].map { facts.location($0) },
      counterfactual: "With one structure for \(label) this would pass.", repair: "map-labels")
  }

  private static func aspect(_ kind: SegmentationProblem.Kind) -> String {
    switch kind {
    case .otherGrid: "grid"
    case .notAMask: "not-a-mask"
    case .unreadable: "unreadable"
    case .contradiction: "contradiction"
    }
  }

  private static func clause(_ problem: SegmentationProblem) -> String {
    switch problem.kind {
    case .otherGrid, .contradiction: problem.message
    case .notAMask, .unreadable: "cannot be read as a mask: \(problem.message)"
    }
  }

  private func judgeGrid(_ facts: CaseFacts) -> Judgement? {
    let tolerance = sameGrid?.value ?? Self.standardTolerance
    let expected = "the image's grid, within \(sameGrid?.text ?? "0.1 mm")"
    guard let image = facts.imageGrid else {
      guard sameGrid != nil else { return nil }
      let cause = "no image was given to compare the grid with"
      return Judgement(
        .notEvaluable, aspect: "grid", message: "The grid cannot be compared: \(cause).", cause: cause,
        expected: expected, notEvaluable: .ignore)
    }
    let (a, b) = (facts.grid.size, image.size)
    guard a == b else {
      return wrongGrid("The mask has \(Self.extent(facts.grid)), the image \(Self.extent(image)).", expected: expected)
    }
    guard let deviation = facts.grid.cornerDeviation(from: image) else {
      return judgeUnplaced(facts.grid, image, expected: expected)
    }
    guard deviation > tolerance else {
      return Judgement(
        .pass, aspect: "grid", message: "Mask and image lie on the same grid (corners within \(words(deviation)) mm).",
        measured: Measured(value: deviation, unit: "mm"), expected: expected)
    }
    var finding = wrongGrid(
      "Mask and image have the same size but lie up to \(words(deviation)) mm apart in the patient.", expected: expected
    )
    finding.measured = Measured(value: deviation, unit: "mm")
    return finding
  }

  /// Grids of one size of which at least one does not say how it lies in the patient.
  private func judgeUnplaced(_ mask: Grid, _ image: Grid, expected: String) -> Judgement {
    if (mask.affine == nil) != (image.affine == nil) {
      let (one, other) = mask.affine == nil ? ("image", "mask") : ("mask", "image")
      return wrongGrid("The \(one) says how it lies in the patient, the \(other) does not.", expected: expected)
    }
    switch (mask.spacing, image.spacing) {
    case (let a?, let b?):
      // How far apart the ends of the worst axis lie when the first voxels coincide.
      let off = (0..<3).map { abs(a[$0] - b[$0]) * Double(mask.size[$0] - 1) }.max() ?? 0
      guard off > sameGrid?.value ?? Self.standardTolerance else { break }
      return wrongGrid(
        "Mask and image have the same size, but the mask's voxels measure \(Self.lengths(a, mask)), the image's \(Self.lengths(b, image)).",
        expected: expected)
    case (nil, _?): return wrongGrid("The image gives its spacing, the mask does not.", expected: expected)
    case (_?, nil): return wrongGrid("The mask gives its spacing, the image does not.", expected: expected)
    case (nil, nil): break
    }
    return Judgement(
      .pass, aspect: "grid",
      message: "Mask and image have the same size\(mask.spacing == nil ? "" : " and spacing").", expected: expected)
  }

  /// `512 × 512 × 90 voxels`, `1024 × 800 pixels`.
  private static func extent(_ grid: Grid) -> String {
    (0..<grid.dimensions).map { "\(grid.size[$0])" }.joined(separator: " × ")
      + (grid.dimensions == 2 ? " pixels" : " voxels")
  }

  private static func lengths(_ spacing: SIMD3<Double>, _ grid: Grid) -> String {
    (0..<grid.dimensions).map { words(spacing[$0]) }.joined(separator: " × ") + " mm"
  }

  private func wrongGrid(_ message: String, expected: String) -> Judgement {
    Judgement(
      .fail, aspect: "grid", message: message, expected: expected, margin: -1,
      counterfactual: "On the image's grid this would pass.", repair: "resample")
  }

  private func judgeSpacing(_ facts: CaseFacts) -> Judgement? {
    guard let limits = spacing else { return nil }
    guard let spacing = facts.grid.spacing else {
      let cause = "the file gives no spacing"
      return Judgement(
        .notEvaluable, aspect: "spacing", message: "The spacing cannot be judged: \(cause).", cause: cause,
        expected: limits.text)
    }
    let all = (0..<facts.grid.dimensions).map { spacing[$0] }
    let worst = all.min { limits.margin($0) < limits.margin($1) } ?? spacing.x
    let passes = limits.contains(worst)
    return Judgement(
      passes ? .pass : .fail, aspect: "spacing",
      message: "The \(facts.grid.dimensions == 2 ? "pixels" : "voxels") measure \(Self.lengths(spacing, facts.grid)).",
      measured: Measured(value: limits.format(worst).0, unit: limits.format(worst).1), expected: limits.text,
      margin: limits.margin(worst), counterfactual: passes ? nil : "With a spacing of \(limits.text) this would pass.")
  }

  private func judgeUnknown(_ facts: CaseFacts) -> Judgement? {
    guard unknownLabels == .forbidden else { return nil }
    let structures = facts.unknownStructures.map { facts.scene.roster.structures[$0] }
    guard !facts.unknownStructures.isEmpty else {
      return Judgement(
        .pass, aspect: "unknown_labels", message: "Every label of the export is known to the policy.",
        measured: Measured(value: 0, unit: "labels"), expected: "no unknown label")
    }
    let names = structures.prefix(6).map { structure in structure.name ?? "the value \(structure.value)" }
    let more = structures.count > 6 ? " and \(structures.count - 6) more" : ""
    let boxes = facts.unknownStructures.compactMap { facts.scene[BoundingBox(structure: $0)] }
    let box = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
    return Judgement(
      .fail, aspect: "unknown_labels",
      message:
        "The export holds \(counted(structures.count, "label")) that the policy does not know: \(listed(Array(names)))\(more).",
      measured: Measured(value: Double(structures.count), unit: "labels"), expected: "no unknown label", margin: -1,
      location: box.map { facts.location($0) },
      counterfactual: "Without these labels, or with the policy or a label table naming them, this would pass.",
      repair: "map-labels")
  }
}

package import Geometry
package import PolicyLanguage
internal import Volume

/// Whether the files of an export fit together, their image and the policy. Judged for every export: a policy without a `file` expectation gets the
/// default one, since a mask on the wrong grid makes every other finding worthless.
package struct FileIntegrity: JudgedKind {
  package enum Permission: String, CaseIterable, Sendable { case forbidden, allowed }
  package enum Unknowns: String, CaseIterable, Sendable { case forbidden, note, allowed }

  let agreement: GridAgreement
  let shape: GridShape
  let unknownLabels: Unknowns
  let empty: Permission

  package enum Field: String, JudgedField {
    case sameGrid = "same_grid"
    case sameSize = "same_size"
    case sameSpacing = "same_spacing"
    case sameAxes = "same_axes"
    case spacing, anisotropy, size, slices, orientation
    case unknownLabels = "unknown_labels"
    case empty
    /// The files themselves.
    case files
    /// What the files hold: labels, and nothing else.
    case content
    /// Names and codes of the structures.
    case names

    package var deviations: [Deviation] {
      switch self {
      case .spacing, .anisotropy, .size, .slices: [.below, .above]
      case .sameGrid, .sameSize, .sameSpacing, .sameAxes, .orientation: [.different]
      case .unknownLabels, .empty, .content: [.unexpected]
      case .files: [.unreadable]
      case .names: [.different, .doubled]
      }
    }
  }

  package static let name = "file"
  package static let summary =
    "Grid equal to the image's within tolerances, size, spacing and orientation as expected, no unknown labels, not empty; unusable files always fail."
  package static let page = KindPage(
    why:
      "A mask on another grid than its image, in another unit, or of other labels makes every other finding worthless.",
    example: """
      - id: file
        file: {same_grid: 0.1 mm, spacing: 0.3..10 mm, orientation: known, unknown_labels: forbidden, empty: forbidden}
        severity: reject
      """,
    judged:
      "`same_grid` compares size and corners with the image, within a tolerance; one by one, `same_size: true` compares the numbers of voxels, `same_spacing` (mm or %) the voxel's sides and `same_axes` (deg) the directions of the axes. `spacing` limits the voxel's sides, `anisotropy` the longest over the shortest, `size` the voxels (pixels) along each side of a slice, and `slices` their number; `orientation` is `known`, a code such as `RAS` (the directions in which i, j and k grow) or a list of codes. `unknown_labels` are `forbidden`, `allowed`, or a `note`, which warns; `empty` says whether an export without a voxel may be. Files that are damaged or hold no labels (numbers that are not whole, a picture) always fail. A policy without a `file` expectation gets the standard one: the image's grid, not empty. Comparisons are not evaluable without an image, spacings where the file gives none.",
    remedy:
      "Export the mask again on the image's grid, or map its labels with `--labels`.")
  package static let needsSubjects = false
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    agreement = GridAgreement(reading: &fields)
    shape = GridShape(reading: &fields)
    unknownLabels = fields.choice("unknown_labels", of: Unknowns.self) ?? .allowed
    empty = fields.choice("empty", of: Permission.self) ?? .forbidden
  }

  private init() { (agreement, shape, unknownLabels, empty) = (GridAgreement(), GridShape(), .allowed, .forbidden) }

  /// What is judged when a policy says nothing: an image's grid must be the mask's, within a tenth of a millimetre, and something must be segmented.
  package static let standard = FileIntegrity()

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
    result += agreement.judge(facts) + shape.judge(facts) + [judgeUnknown(facts)].compactMap(\.self)
    let filled = facts.scene.present.count
    if empty == .forbidden {
      result.append(
        filled == 0
          ? Judgement(
            .fail, aspect: Field.empty.is(.unexpected), message: "No structure of the export has a single voxel.",
            measured: Measured(value: 0, unit: "structures"), expected: "at least 1", margin: -1,
            counterfactual: "With any structure segmented this would pass.", repair: "segment-again")
          : Judgement(
            .pass, aspect: Field.empty.is(.within),
            message: "\(counted(filled, "structure")) of the export \(filled == 1 ? "has" : "have") voxels.",
            measured: Measured(value: Double(filled), unit: "structures"), expected: "at least 1"))
    }
    if result.isEmpty {
      result.append(
        Judgement(.pass, aspect: Field.files.is(.within), message: "Every file of the export can be used as a mask."))
    }
    return result
  }

  /// Two structures for one label: whichever is judged, the other is not.
  private func judgeDouble(_ label: String, _ place: Int, _ facts: CaseFacts) -> Judgement {
    let structures = facts.scene.roster.structures
    func name(_ place: Int) -> String { structures[place].name ?? "the value \(structures[place].value)" }
    let first = facts.place(label).map(name) ?? label
    return Judgement(
      .fail, aspect: Field.names.is(.doubled), labels: [label],
      message:
        "Two structures of the export, \(first) and \(name(place)), stand for \(label); only the first is judged.",
      location: facts.scene[BoundingBox(structure: place)].map { facts.location($0) },
      counterfactual: "With one structure for \(label) this would pass.", repair: "map-labels")
  }

  private static func aspect(_ kind: SegmentationProblem.Kind) -> Aspect {
    switch kind {
    case .otherGrid: Field.sameGrid.is(.different)
    case .notAMask: Field.content.is(.unexpected)
    case .unreadable: Field.files.is(.unreadable)
    case .contradiction: Field.names.is(.different)
    }
  }

  private static func clause(_ problem: SegmentationProblem) -> String {
    switch problem.kind {
    case .otherGrid, .contradiction: problem.message
    case .notAMask, .unreadable: "cannot be read as a mask: \(problem.message)"
    }
  }

  private func judgeUnknown(_ facts: CaseFacts) -> Judgement? {
    guard unknownLabels != .allowed else { return nil }
    let structures = facts.unknownStructures.map { facts.scene.roster.structures[$0] }
    guard !facts.unknownStructures.isEmpty else {
      return Judgement(
        .pass, aspect: Field.unknownLabels.is(.within), message: "Every label of the export is known to the policy.",
        measured: Measured(value: 0, unit: "labels"), expected: "no unknown label")
    }
    let names = structures.prefix(6).map { structure in structure.name ?? "the value \(structure.value)" }
    let more = structures.count > 6 ? " and \(structures.count - 6) more" : ""
    let boxes = facts.unknownStructures.compactMap { facts.scene[BoundingBox(structure: $0)] }
    let box = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
    return Judgement(
      unknownLabels == .note ? .warn : .fail, aspect: Field.unknownLabels.is(.unexpected),
      message:
        "The export holds \(counted(structures.count, "label")) that the policy does not know: \(listed(Array(names)))\(more).",
      measured: Measured(value: Double(structures.count), unit: "labels"), expected: "no unknown label", margin: -1,
      location: box.map { facts.location($0) },
      counterfactual: "Without these labels, or with the policy or a label table naming them, this would pass.",
      repair: "map-labels")
  }
}

extension FileIntegrity {
  package func statement(about subject: String) -> String {
    var clauses = ["every file can be read as a mask"] + agreement.clauses + shape.clauses
    if unknownLabels == .forbidden { clauses.append("there is no label that the policy does not know") }
    if empty == .forbidden { clauses.append("something is segmented") }
    return clauses.joined(separator: "; ")
  }
}

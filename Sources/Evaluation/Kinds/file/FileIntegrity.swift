package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether the files of an export fit together, their image and the policy. Judged for every export: a policy without a
/// `file` expectation gets the default one, since a mask on the wrong grid makes every other finding worthless.
package struct FileIntegrity: JudgedKind {
  package enum Permission: String, CaseIterable, Sendable { case forbidden, allowed }
  package enum Unknowns: String, CaseIterable, Sendable { case forbidden, note, allowed }

  /// What is judged on its own, so that an author may say how without saying the rest. Unusable files and the number of
  /// dimensions always are.
  package enum Part: Hashable, Sendable {
    case grid, empty
    case headers(HeaderReadings.Field)
    case always

    static let all: Set<Part> = Set([.grid, .empty, .always] + HeaderReadings.Field.allCases.map(Part.headers))
  }

  /// Nil where the author compares no grids.
  let agreement: GridAgreement?
  let shape: GridShape
  let headers: HeaderReadings
  let unknownLabels: Unknowns
  /// Nil where the author does not say.
  let empty: Permission?
  private let judgesAlways: Bool

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
    /// Volume or picture, as the policy has it.
    case dimensions
    case headerTransforms = "header_transforms"
    case headerHandedness = "header_handedness"
    case headerSpacing = "header_spacing"
    case headerUnits = "header_units"
    case headerDatatype = "header_datatype"
    case headerData = "header_data"
    case headerReferences = "header_references"
    case headerSegments = "header_segments"
    case headerSlices = "header_slices"

    package var deviations: [Deviation] {
      switch self {
      case .spacing, .anisotropy, .size, .slices: [.below, .above]
      case .sameGrid, .sameSize, .sameSpacing, .sameAxes, .orientation, .dimensions: [.different]
      case .headerTransforms, .headerHandedness, .headerSpacing, .headerUnits, .headerDatatype, .headerData,
        .headerReferences, .headerSegments, .headerSlices:
        [.different]
      case .unknownLabels, .empty, .content: [.unexpected]
      case .files: [.unreadable]
      case .names: [.different, .doubled]
      }
    }
  }

  package static let name = "file"
  package static let needsSubjects = false
  package static let judgesAbsence = true
  package var wantsSource: Bool { false }
  package var gridTolerance: Double? { agreement?.tolerance }

  package init?(reading fields: inout FieldReader) {
    agreement = GridAgreement(reading: &fields)
    shape = GridShape(reading: &fields)
    headers = HeaderReadings(reading: &fields)
    unknownLabels = fields.choice("unknown_labels", of: Unknowns.self) ?? .allowed
    empty = fields.choice("empty", of: Permission.self)
    judgesAlways = false
  }

  /// What is judged of some parts when a policy says nothing: an image's grid must be the mask's, within a tenth of a
  /// millimetre, headers must agree with themselves, and something must be segmented.
  init(standardFor parts: Set<Part>) {
    agreement = parts.contains(.grid) ? GridAgreement() : nil
    shape = GridShape()
    headers = HeaderReadings(standardFor: Set(HeaderReadings.Field.allCases.filter { parts.contains(.headers($0)) }))
    unknownLabels = .allowed
    empty = parts.contains(.empty) ? .forbidden : nil
    judgesAlways = parts.contains(.always)
  }

  /// The standard of every part.
  package static let standard = FileIntegrity(standardFor: Part.all)

  /// The parts that the author says something about.
  package var fileParts: Set<Part> {
    var named = Set(headers.named.map(Part.headers))
    if agreement != nil { named.insert(.grid) }
    if empty != nil { named.insert(.empty) }
    return named
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] { [] }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    var result = judgesAlways ? judgeUsable(facts) + [judgeDimensions(facts)].compactMap(\.self) : []
    result += (agreement?.judge(facts) ?? []) + shape.judge(facts) + headers.judge(facts)
    result += [judgeUnknown(facts), judgeEmpty(facts)].compactMap(\.self)
    if result.isEmpty, !judgesAlways {
      result.append(
        Judgement(
          .pass, aspect: Field.files.is(.within),
          message: facts.table.roster.problems.isEmpty
            ? "Every file of the export can be used as a mask."
            : "Nothing is asked of the files that can be used as masks."))
    }
    return result
  }

  /// Files that cannot be used, and structures that stand for one label twice.
  private func judgeUsable(_ facts: CaseFacts) -> [Judgement] {
    facts.table.roster.problems.map { problem in
      let label = facts.label(named: problem.structure)
      // A file that no label of the policy asks for (the scan beside its masks) spoils nothing, unless it is damaged:
      // then nobody knows what it was.
      let outcome: Finding.Outcome = label == nil && problem.kind != .unreadable ? .warn : .fail
      return Judgement(
        outcome, aspect: Self.aspect(problem.kind),
        labels: label.map { [$0] } ?? [],
        message: "The file of \(problem.structure) cannot be used: \(Self.clause(problem))",
        counterfactual: "With a sound mask of \(problem.structure) on the common grid this would pass.",
        repair: problem.kind == .otherGrid ? "resample" : problem.kind == .contradiction ? "map-labels" : "export-again"
      )
    } + facts.doubles.map { judgeDouble($0.label, $0.place, facts) }
  }

  private func judgeDimensions(_ facts: CaseFacts) -> Judgement? {
    let (own, wanted) = (facts.grid.dimensions, facts.policy.task.dimensions)
    guard !facts.policy.task.takes(dimensions: own) else { return nil }
    let what = own == 2 ? "The export is a single slice" : "The export is a volume"
    return Judgement(
      .fail, aspect: Field.dimensions.is(.different),
      message:
        "\(what) (\(facts.grid.extentWords)), and the policy \(facts.policy.id) is about \(wanted == 2 ? "pictures (2D)" : "volumes (3D)"): nothing that it says holds here.",
      measured: Measured(value: Double(own), unit: "dimensions"), expected: "\(wanted) dimensions", margin: -1,
      counterfactual: "Under a policy for \(own) dimensions this would pass.", severity: .reject)
  }

  private func judgeEmpty(_ facts: CaseFacts) -> Judgement? {
    guard empty == .forbidden else { return nil }
    let filled = facts.table.present.count
    guard filled > 0 else {
      return Judgement(
        .fail, aspect: Field.empty.is(.unexpected), message: "No structure of the export has a single voxel.",
        measured: Measured(value: 0, unit: "structures"), expected: "at least 1", margin: -1,
        counterfactual: "With any structure segmented this would pass.", repair: "segment-again")
    }
    return Judgement(
      .pass, aspect: Field.empty.is(.within),
      message: "\(counted(filled, "structure")) of the export \(filled == 1 ? "has" : "have") voxels.",
      measured: Measured(value: Double(filled), unit: "structures"), expected: "at least 1")
  }

  /// Two structures for one label: whichever is judged, the other is not.
  private func judgeDouble(_ label: String, _ place: StructurePlace, _ facts: CaseFacts) -> Judgement {
    let roster = facts.table.roster
    let first = facts.place(label)
    // Structures of several objects may have one name.
    let isShared = first.map { roster[$0].name == roster[place].name } ?? false
    func name(_ place: StructurePlace) -> String {
      Self.name(roster[place]) + (isShared ? ", number \(roster[place].value)," : "")
    }
    return Judgement(
      .fail, aspect: Field.names.is(.doubled), labels: [label],
      message:
        "Two structures of the export, \(first.map(name) ?? label) and \(name(place)), stand for \(label); only the first is judged.",
      location: facts.box(ofStructure: place).map { facts.location($0) },
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
    case .otherGrid: "it \(problem.message)"
    case .contradiction: problem.message
    case .notAMask, .unreadable: "it cannot be read as a mask: \(problem.message)"
    }
  }

  /// A structure by its name, with what it is taken for.
  private static func name(_ structure: Structure) -> String {
    (structure.name ?? "the value \(structure.value)") + (structure.facts.words.map { " (\($0))" } ?? "")
  }

  private func judgeUnknown(_ facts: CaseFacts) -> Judgement? {
    guard unknownLabels != .allowed else { return nil }
    let structures = facts.unknownStructures.map { facts.table.roster[$0] }
    guard !facts.unknownStructures.isEmpty else {
      return Judgement(
        .pass, aspect: Field.unknownLabels.is(.within), message: "Every label of the export is known to the policy.",
        measured: Measured(value: 0, unit: "labels"), expected: "no unknown label")
    }
    let names = structures.prefix(6).map(Self.name)
    let more = structures.count > 6 ? " and \(structures.count - 6) more" : ""
    let boxes = facts.unknownStructures.compactMap { facts.box(ofStructure: $0) }
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
    var clauses = ["every file can be read as a mask"] + (agreement?.clauses ?? []) + shape.clauses + headers.clauses
    if unknownLabels == .forbidden { clauses.append("there is no label that the policy does not know") }
    if empty == .forbidden { clauses.append("something is segmented") }
    return clauses.joined(separator: "; ")
  }
}

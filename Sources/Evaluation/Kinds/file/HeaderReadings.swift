internal import Geometry
internal import Measurements
internal import PolicyLanguage
package import Volume
internal import Wording
internal import YAML

/// Whether the headers of a case's files agree with themselves and with their data.
package struct HeaderReadings: Hashable, Sendable {
  /// What two readings of a header are about.
  package enum Field: String, CaseIterable, Hashable, Sendable {
    case transforms, handedness, spacing, units, datatype, data, references, segments, slices

    /// The field of the kind that judges it.
    var judged: FileIntegrity.Field {
      switch self {
      case .transforms: .headerTransforms
      case .handedness: .headerHandedness
      case .spacing: .headerSpacing
      case .units: .headerUnits
      case .datatype: .headerDatatype
      case .data: .headerData
      case .references: .headerReferences
      case .segments: .headerSegments
      case .slices: .headerSlices
      }
    }
  }

  /// What a discrepancy weighs.
  enum Weight: String, CaseIterable, Hashable, Sendable { case allowed, note, review, reject }

  /// What the author said; nothing for what keeps its default.
  private let weights: [Field: Weight]

  /// The fields that the author named.
  var named: Set<Field> { Set(weights.keys) }

  /// The standard: every discrepancy of these fields is for review.
  init(standardFor fields: Set<Field>) {
    weights = Dictionary(uniqueKeysWithValues: fields.map { ($0, .review) })
  }

  /// One word for all, or a mapping of some.
  init(reading fields: inout FieldReader) {
    var weights: [Field: Weight] = [:]
    if fields.hasNoMapping("headers"), let all = fields.choice("headers", of: Weight.self) {
      for field in Field.allCases { weights[field] = all }
    }
    if fields.hasMapping("headers") {
      let read = fields.nested("headers") { fields -> [Field: Weight]? in
        var read: [Field: Weight] = [:]
        for field in Field.allCases { read[field] = fields.choice(.init(field.rawValue), of: Weight.self) }
        return read
      }
      weights = read ?? weights
    }
    self.weights = weights
  }

  /// What is asked, as clauses.
  var clauses: [String] {
    let judged = Field.allCases.filter { (weights[$0] ?? .allowed) != .allowed }
    return judged.isEmpty ? [] : ["headers agree with themselves in \(listed(judged.map(\.rawValue)))"]
  }

  /// One judgement for each pair of readings; the files of a folder that share one are judged together.
  func judge(_ facts: CaseFacts) -> [Judgement] {
    var groups: [[HeaderDiscrepancy]] = []
    for discrepancy in facts.table.roster.discrepancies {
      // A mask and its image may have the same fault, and each is to be mended.
      let group = groups.firstIndex {
        $0[0].readings == discrepancy.readings && ($0[0].file == .image) == (discrepancy.file == .image)
      }
      if let group { groups[group].append(discrepancy) } else { groups.append([discrepancy]) }
    }
    return groups.compactMap { judge($0, facts) }
  }

  private func judge(_ group: [HeaderDiscrepancy], _ facts: CaseFacts) -> Judgement? {
    let readings = group[0].readings
    var weight = weights[readings.field] ?? .allowed
    guard weight != .allowed else { return nil }
    // Programs may leave frames without a pixel out, so that a review is asked for only by who says so.
    if weight == .review, readings.isCustomary { weight = .note }
    let labels = group.compactMap { if case .member(let name) = $0.file { facts.label(named: name) } else { nil } }
    return Judgement(
      weight == .note ? .warn : .fail, aspect: readings.field.judged.is(.different), labels: labels,
      message: readings.message(of: Self.owner(group)), measured: readings.measured, expected: readings.expected,
      margin: -1, counterfactual: readings.counterfactual, repair: "export-again",
      severity: weight == .reject ? .reject : .review)
  }

  private static func owner(_ group: [HeaderDiscrepancy]) -> String {
    let owners = group.map(\.owner)
    return owners.count > 4
      ? owners.prefix(4).joined(separator: ", ") + " and \(owners.count - 4) more" : listed(owners)
  }
}

extension HeaderDiscrepancy {
  /// Whose header it is, in words.
  package var owner: String {
    switch file {
    case .mask: "the mask"
    case .member(let name): name
    case .image: "the image"
    }
  }
}

extension HeaderDiscrepancy.Readings {
  var field: HeaderReadings.Field {
    switch self {
    case .transforms: .transforms
    case .handedness: .handedness
    case .spacing: .spacing
    case .units: .units
    case .datatype: .datatype
    case .dataLeftOver, .gap: .data
    case .references: .references
    case .segments: .segments
    case .slices: .slices
    }
  }

  /// Both readings in numbers, and which one was taken.
  ///
  /// - Parameter owner: whose header it is: `the mask`, `the image`, the names of members.
  package func message(of owner: String) -> String {
    switch self {
    case .transforms(let both):
      let place = "(\(both.voxel.i), \(both.voxel.j), \(both.voxel.k))"
      let sform = "sform places voxel \(place) at \(Self.place(of: both.voxel, by: both.sform)) mm (RAS)"
      guard let qform = both.qform, let apart = both.apart else {
        return
          "The header of \(owner) gives two transforms: \(sform), and qform is no transform at all. sform was taken."
      }
      return "The header of \(owner) gives two places: \(sform), qform at \(Self.place(of: both.voxel, by: qform)): "
        + "\(words(apart)) mm apart at the farthest corner. sform was taken; other readers take qform."
    case .handedness(let isRight):
      return
        "The header of \(owner) gives two mirror images: sform is \(isRight ? "right" : "left")-handed, qform (with "
        + "pixdim[0]) \(isRight ? "left" : "right")-handed, so left and right are exchanged for one of two readers. sform "
        + "was taken."
    case .spacing(let lengths):
      let (stated, used) = (Self.lengths(lengths.stated), Self.lengths(lengths.used))
      let known = lengths.stated.compactMap { $0 }.map { abs($0) }
      let ratio = known.count == lengths.used.count ? known.reduce(1, *) / lengths.used.reduce(1, *) : 1
      let size = lengths.used.count == 2 ? "areas" : "volumes"
      let times =
        ratio > 0 && abs(ratio - 1) > 0.001
        ? "; \(size) differ \(words(max(ratio, 1 / ratio))) times between readers" : ""
      return
        "The header of \(owner) gives two voxel sizes: \(lengths.field) says \(stated) mm, \(lengths.taken) \(used) mm"
        + "\(times). \(lengths.taken) was taken."
    case .units(let unit):
      guard let name = unit.name else {
        return "The header of \(owner) counts lengths in a unit that its format does not define (\(unit.field)); "
          + "millimetres were taken."
      }
      let plain = unit.spacing.map { $0 / unit.millimetres }
      let sizes =
        unit.spacing.isEmpty
        ? "" : " Its voxels measure \(Self.lengths(unit.spacing)) mm so, \(Self.lengths(plain)) mm for them."
      return "The header of \(owner) counts lengths in \(name) (\(unit.field)), which other readers pass over.\(sizes)"
    case .datatype(let code, let bits, let stated):
      return "The header of \(owner) gives two sizes of a stored value: datatype \(code) has \(bits) bits, bitpix says "
        + "\(stated). datatype was taken."
    case .dataLeftOver(let promised, let left, let slice):
      let slices =
        left >= slice
        ? ", as many as \(counted(left / slice, "further slice"))\(left % slice == 0 ? "" : " and a part of one")" : ""
      return
        "The file of \(owner) holds more than its header promises: \(counted(left, "byte")) of data left over behind "
        + "\(promised)\(slices), so the size in the header (\(promised / slice) slices) is in doubt."
    case .gap(let end, let first):
      return
        "The file of \(owner) has a gap of \(counted(first - end, "byte")) that belong to nothing before its first "
        + "voxel: vox_offset is \(first), the header ends at \(end)."
    case .references(let references): return references.message(of: owner)
    case .segments(let segments): return segments.message(of: owner)
    case .slices(let slices): return slices.message(of: owner)
    }
  }

  /// What would pass.
  var counterfactual: String {
    switch self {
    case .references, .segments, .slices: "With an object that agrees with itself and its image this would pass."
    default: "With one reading this would pass."
    }
  }

  /// Whether the standard allows it.
  var isCustomary: Bool {
    if case .segments(.withoutFrames) = self { true } else { false }
  }

  var measured: Measured? {
    switch self {
    case .references(let references): references.measured
    case .segments(let segments): segments.measured
    case .slices(let slices): slices.measured
    case .transforms(let both): both.apart.map { Measured(value: $0, unit: "mm") }
    case .dataLeftOver(_, let left, _): Measured(value: Double(left), unit: "bytes")
    case .gap(let end, let first): Measured(value: Double(first - end), unit: "bytes")
    case .handedness, .spacing, .units, .datatype: nil
    }
  }

  var expected: String {
    switch self {
    case .transforms: "sform and qform place every voxel alike, within a twentieth of its side"
    case .handedness: "sform and qform of one handedness"
    case .spacing(let lengths): "\(lengths.field) as \(lengths.taken) has it, within 0.1 %"
    case .units: "lengths in millimetres"
    case .datatype: "bitpix as datatype has it"
    case .dataLeftOver: "as many voxels as the header promises"
    case .gap: "the first voxel right behind the header"
    case .references(let references): references.expected
    case .segments(let segments): segments.expected
    case .slices(let slices): slices.expected
    }
  }

  private static func lengths(_ lengths: [Double?]) -> String {
    lengths.map { $0.map { words($0) } ?? "no number" }.joined(separator: " × ")
  }

  private static func place(of voxel: VoxelIndex, by affine: Affine) -> String {
    let place = affine.patient(VoxelPoint(voxel))
    return "(\([place.x, place.y, place.z].map { words(($0 * 100).rounded() / 100) }.joined(separator: ", ")))"
  }
}

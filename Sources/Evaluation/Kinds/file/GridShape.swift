internal import Diagnostics
internal import Geometry
internal import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// What the grid of a file must be like in itself.
struct GridShape: Hashable, Sendable {
  private typealias Field = FileIntegrity.Field

  private var spacing: Limits?
  private var anisotropy: Limits?
  private var size: Limits?
  private var slices: Limits?
  private var orientations: [OrientationCode]?

  init() {}

  init(reading fields: inout FieldReader) {
    spacing = fields.limits("spacing", .length)
    anisotropy = fields.limits("anisotropy", .ratio)
    size = fields.limits("size", .voxels, .count)
    slices = fields.limits("slices", .slices, .count)
    orientations = fields.choices("orientation", of: OrientationCode.self)
    if let all = orientations, all.count > 1, all.contains(.known) {
      fields.error(.unknownValue, "known stands alone", at: "orientation")
    }
    if slices != nil, fields.scope.dimensions == 2 {
      fields.error(.wrongDimensions, "a picture has no slices", at: "slices", suggestion: "remove slices")
    }
  }

  /// What is asked, as clauses.
  var clauses: [String] {
    [
      spacing.map { "the spacing is \($0.words)" },
      anisotropy.map { "the longest side of a voxel is \($0.words) times the shortest" },
      size.map { "a slice has \($0.words) voxels along each side" }, slices.map { "there are \($0.words)" },
      orientations.map { "the orientation is \(listed($0.map(\.rawValue)))" },
    ].compactMap { $0 }
  }

  func judge(_ facts: CaseFacts) -> [Judgement] {
    [
      spacing.map { judgeSpacing($0, facts.grid) }, anisotropy.map { judgeAnisotropy($0, facts.grid) },
      size.map { judgeSize($0, facts.grid) }, slices.map { judgeSlices($0, facts.grid) },
      orientations.map { judgeOrientation($0, facts.grid) },
    ].compactMap(\.self)
  }

  private func judgeSpacing(_ limits: Limits, _ grid: Grid) -> Judgement {
    guard let spacing = grid.spacing else {
      return .unknown("The spacing", .noSpacing, aspect: Field.spacing.is(.unknown), expected: limits.text)
    }
    return limits.judgement(
      of: Self.worst((0..<grid.dimensions).map { spacing[$0] }, limits), field: Field.spacing,
      message: "The \(grid.voxelNoun) measure \(grid.lengthWords(spacing)).", place: nil,
      counterfactual: "With a spacing of \(limits.text) this would pass.")
  }

  private func judgeAnisotropy(_ limits: Limits, _ grid: Grid) -> Judgement {
    guard let spacing = grid.spacing else {
      return .unknown("The anisotropy", .noSpacing, aspect: Field.anisotropy.is(.unknown), expected: limits.text)
    }
    let sides = (0..<grid.dimensions).map { spacing[$0] }
    let ratio = (sides.max() ?? 1) / (sides.min() ?? 1)
    return limits.judgement(
      of: ratio, field: Field.anisotropy,
      message:
        "The longest side of the \(grid.voxelNoun) is \(words(ratio)) times the shortest (\(grid.lengthWords(spacing))).",
      place: nil, counterfactual: "With a ratio of \(limits.text) this would pass.")
  }

  private func judgeSize(_ limits: Limits, _ grid: Grid) -> Judgement {
    let axes = (0..<grid.dimensions).filter { grid.dimensions == 2 || $0 != grid.acquisitionAxis }
    return limits.judgement(
      of: Self.worst(axes.map { Double(grid.size[$0]) }, limits), field: Field.size,
      message:
        "The \(grid.dimensions == 2 ? "picture has" : "slices have") \(axes.map { "\(grid.size[$0])" }.joined(separator: " × ")) \(grid.dimensions == 2 ? "pixels" : "voxels").",
      place: nil, counterfactual: "With a size of \(limits.text) along each side this would pass.")
  }

  private func judgeSlices(_ limits: Limits, _ grid: Grid) -> Judgement {
    let count = grid.dimensions == 2 ? 1 : grid.size[grid.acquisitionAxis]
    return limits.judgement(
      of: Double(count), field: Field.slices, message: "The export has \(counted(count, "slice")).", place: nil,
      counterfactual: "With \(limits.text) \(limits.dimension == .slices ? "" : "slices ")this would pass.")
  }

  private func judgeOrientation(_ codes: [OrientationCode], _ grid: Grid) -> Judgement {
    let expected = codes.map(\.rawValue).joined(separator: ", ")
    let code = grid.affine?.orientation
    let passes = code.map { code in codes.contains { $0 == .known || $0.rawValue == code } } ?? false
    return Judgement(
      passes ? .pass : .fail, aspect: Field.orientation.is(passes ? .within : .different),
      message: code.map { "The axes of the file run \($0)." } ?? "The file does not say how it lies in the patient.",
      expected: expected, margin: passes ? nil : -1,
      counterfactual: passes
        ? nil
        : codes == [.known]
          ? "With its orientation in the file this would pass." : "With the orientation \(expected) this would pass.",
      repair: passes ? nil : code == nil ? "export-again" : "reorient")
  }

  /// Of some numbers the one that keeps the limits worst.
  private static func worst(_ values: [Double], _ limits: Limits) -> Double {
    values.min { limits.margin($0) < limits.margin($1) } ?? 0
  }
}

/// `known`, or the directions in which i, j and k grow: `RAS`, `LPS`, and 46 more.
struct OrientationCode: RawRepresentable, CaseIterable, Hashable, Sendable {
  let rawValue: String

  static let known = OrientationCode(unchecked: "known")

  static let allCases: [OrientationCode] =
    [known]
    + [
      ["RL", "AP", "SI"], ["RL", "SI", "AP"], ["AP", "RL", "SI"], ["AP", "SI", "RL"], ["SI", "RL", "AP"],
      ["SI", "AP", "RL"],
    ]
    .flatMap { axes in
      axes[0].flatMap { i in
        axes[1].flatMap { j in axes[2].map { k in OrientationCode(unchecked: String([i, j, k])) } }
      }
    }

  init?(rawValue: String) {
    guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
    self.rawValue = rawValue
  }

  private init(unchecked: String) { rawValue = unchecked }
}

internal import Geometry
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// Whether a mask lies on its image's grid, within tolerances.
struct GridAgreement: Hashable, Sendable {
  private typealias Field = FileIntegrity.Field

  /// The largest distance, in mm, between the places that mask and image give to a corner voxel.
  private var sameGrid: Quantity?
  private var sameSize = false
  /// mm, or a share of the image's.
  private var sameSpacing: Quantity?
  private var sameAxes: Quantity?

  /// The distance within which grids are one, in mm.
  var tolerance: Double { sameGrid?.value ?? Grid.standardTolerance }

  /// The standard: the image's grid, where an image is given.
  init() {}

  /// Nil when the author compares nothing.
  init?(reading fields: inout FieldReader) {
    sameGrid = fields.quantity("same_grid", .length)
    sameSize = fields.boolean("same_size") ?? false
    sameSpacing = fields.quantity("same_spacing", .length, .fraction)
    sameAxes = fields.quantity("same_axes", .angle)
    guard sameGrid != nil || sameSize || sameSpacing != nil || sameAxes != nil else { return nil }
  }

  /// What is compared, as clauses.
  var clauses: [String] {
    var clauses: [String] = []
    if let sameGrid { clauses.append("the grid is the image's, within \(sameGrid.text)") }
    if sameSize { clauses.append("it has the image's size") }
    if let sameSpacing { clauses.append("its spacing is the image's, within \(sameSpacing.text)") }
    if let sameAxes { clauses.append("its axes are the image's, within \(sameAxes.text)") }
    return clauses.isEmpty ? ["the grid is the image's, within 0.1 mm"] : clauses
  }

  func judge(_ facts: CaseFacts) -> [Judgement] {
    let parts = [
      sameSize ? judgeSize(facts) : nil, sameSpacing.map { judgeSpacing($0, facts) },
      sameAxes.map { judgeAxes($0, facts) },
    ].compactMap(\.self)
    // Who compares part by part has said what must agree.
    if sameGrid == nil, !parts.isEmpty { return parts }
    return [judgeGrid(facts)].compactMap(\.self) + parts
  }

  private func noImage(_ field: Field, _ expected: String) -> Judgement {
    .unknown("How the grid compares with the image's", .noImage, aspect: field.is(.unknown), expected: expected)
  }

  private func judgeSize(_ facts: CaseFacts) -> Judgement {
    let expected = "the image's size"
    guard let image = facts.imageGrid?.along(facts.grid) else { return noImage(.sameSize, expected) }
    guard facts.grid.size == image.size else {
      return wrongGrid(
        "The mask has \(facts.grid.extentWords), the image \(image.extentWords).", expected: expected,
        field: .sameSize)
    }
    return Judgement(
      .pass, aspect: Field.sameSize.is(.within), message: "Mask and image have \(facts.grid.extentWords).",
      expected: expected)
  }

  private func judgeSpacing(_ tolerance: Quantity, _ facts: CaseFacts) -> Judgement {
    let expected = "the image's spacing, within \(tolerance.text)"
    guard let image = facts.imageGrid?.along(facts.grid) else { return noImage(.sameSpacing, expected) }
    guard let a = facts.grid.spacing, let b = image.spacing else {
      if facts.grid.spacing == nil, image.spacing == nil {
        return .unknown(
          "The spacing", .noSpacing, aspect: Field.sameSpacing.is(.unknown), expected: expected)
      }
      let (one, other) = image.spacing == nil ? ("mask", "image") : ("image", "mask")
      return wrongGrid(
        "The \(one) gives its spacing, the \(other) does not.", expected: expected, field: .sameSpacing)
    }
    let isShare = tolerance.dimension == .fraction
    let off = (0..<facts.grid.dimensions).map { abs(a[$0] - b[$0]) / (isShare ? b[$0] : 1) }.max() ?? 0
    return tolerance.asMost.judgement(
      of: off, field: Field.sameSpacing,
      message:
        "The \(facts.grid.voxelNoun) of the mask measure \(facts.grid.lengthWords(a)), those of the image \(image.lengthWords(b)).",
      expected: expected, place: nil, counterfactual: "With the image's spacing this would pass.", repair: "resample")
  }

  private func judgeAxes(_ tolerance: Quantity, _ facts: CaseFacts) -> Judgement {
    let expected = "the image's axes, within \(tolerance.text)"
    guard let image = facts.imageGrid?.along(facts.grid) else { return noImage(.sameAxes, expected) }
    guard let a = facts.grid.affine, let b = image.affine else {
      if facts.grid.affine == nil, image.affine == nil {
        return .unknown(
          "The axes", .noOrientation, aspect: Field.sameAxes.is(.unknown),
          expected: expected)
      }
      let (one, other) = image.affine == nil ? ("mask", "image") : ("image", "mask")
      return wrongGrid(
        "The \(one) says how it lies in the patient, the \(other) does not.", expected: expected,
        field: .sameAxes)
    }
    let off = a.axisAngles(to: b).prefix(facts.grid.dimensions).max() ?? 0
    return tolerance.asMost.judgement(
      of: off, field: Field.sameAxes,
      message:
        "The axes of mask (\(a.orientation)) and image (\(b.orientation)) differ by up to \(words(off))°.",
      expected: expected, place: nil, counterfactual: "With the image's axes this would pass.", repair: "resample")
  }

  private func judgeGrid(_ facts: CaseFacts) -> Judgement? {
    let expected = "the image's grid, within \(sameGrid?.text ?? "0.1 mm")"
    guard let image = facts.imageGrid else {
      return sameGrid == nil ? nil : noImage(.sameGrid, expected)
    }
    guard let relation = facts.grid.relation(to: image, within: tolerance) else {
      guard facts.grid.size == image.size else {
        return wrongGrid("The mask has \(facts.grid.extentWords), the image \(image.extentWords).", expected: expected)
      }
      return judgeUnplaced(facts.grid, image, expected: expected)
    }
    let said = "The mask \(relation.words(of: facts.grid, on: image, owner: "the image"))."
    switch relation {
    case .same(let order, let deviation):
      return Judgement(
        .pass, aspect: Field.sameGrid.is(.within),
        message: order.isIdentity
          ? "Mask and image lie on the same grid (corners within \(words(deviation)) mm)." : said,
        measured: Measured(value: deviation, unit: "mm"), expected: expected)
    case .elsewhere(let deviation):
      var finding = wrongGrid(
        "Mask and image have the same size but lie up to \(words(deviation)) mm apart in the patient.",
        expected: expected)
      finding.measured = Measured(value: deviation, unit: "mm")
      return finding
    case .crop, .container, .shifted, .resampled, .otherSize: return wrongGrid(said, expected: expected)
    }
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
      guard off > tolerance else { break }
      return wrongGrid(
        "Mask and image have the same size, but the mask's voxels measure \(mask.lengthWords(a)), the image's \(image.lengthWords(b)).",
        expected: expected)
    case (nil, _?): return wrongGrid("The image gives its spacing, the mask does not.", expected: expected)
    case (_?, nil): return wrongGrid("The mask gives its spacing, the image does not.", expected: expected)
    case (nil, nil): break
    }
    return Judgement(
      .pass, aspect: Field.sameGrid.is(.within),
      message: "Mask and image have the same size\(mask.spacing == nil ? "" : " and spacing").", expected: expected)
  }

  private func wrongGrid(_ message: String, expected: String, field: Field = .sameGrid) -> Judgement {
    Judgement(
      .fail, aspect: field.is(.different), message: message, expected: expected, margin: -1,
      counterfactual: "On the image's grid this would pass.", repair: "resample")
  }
}

extension Grid {
  /// The grid with its axes in the order and direction of another's, as near as they lie.
  fileprivate func along(_ other: Grid) -> Grid {
    guard let affine, let own = other.affine else { return self }
    return stored(in: StorageOrder(of: own, along: affine))
  }

  /// `512 × 512 × 90 voxels`, `1024 × 800 pixels`.
  var extentWords: String {
    (0..<dimensions).map { "\(size[$0])" }.joined(separator: " × ") + " \(voxelNoun)"
  }

  var voxelNoun: String { dimensions == 2 ? "pixels" : "voxels" }

  /// `0.7 × 0.7 × 5 mm`.
  func lengthWords(_ spacing: SIMD3<Double>) -> String {
    (0..<dimensions).map { words(spacing[$0]) }.joined(separator: " × ") + " mm"
  }
}

extension Policy {
  /// The distance, in mm, within which two grids are one: the least that a `file` expectation names, else the standard.
  package var gridTolerance: Double {
    expectations.flatMap(\.judgedKinds).compactMap(\.gridTolerance).min() ?? Grid.standardTolerance
  }
}

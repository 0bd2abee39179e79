internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// A measure of the catalogue as a policy asks for it: its number in the dimension of the policy's limits.
struct MeasuredNumber {
  let function: MeasureFunction
  let facts: CaseFacts

  /// The number, or why there is none.
  ///
  /// - Parameters:
  ///   - places: the structures, all with voxels.
  ///   - labels: what the policy calls them, for the cause.
  ///   - dimension: one of the function's `limitDimensions`.
  func value(of places: [StructurePlace], _ labels: [String], in dimension: Dimension) -> Known<Double> {
    guard function.dimensions.contains(facts.grid.dimensions) else {
      return .unknown(
        .undefined(
          function.dimensions.contains(2)
            ? "\(function.name) is measured in a picture, and the export has three dimensions"
            : "\(function.name) needs three dimensions, and the export has two"))
    }
    if function.needsImage, let problem = facts.imageProblem { return .unknown(problem) }
    guard let question = function.question(places) else {
      return .unknown(.notComputable("\(function.name) takes other labels"))
    }
    if question.obstacle(in: facts.table) == .orientation {
      return .unknown(.noOrientation)
    }
    return facts.known { () throws(MeasurementError) in
      try facts.value(of: question).map { converted($0, to: dimension) }
        ?? .unknown(absence(of: places, labels))
    }
  }

  /// Why there is no number: a structure that is too large for memory, or a shape that has none.
  private func absence(of places: [StructurePlace], _ labels: [String]) -> UnknownCause {
    let large = zip(places, labels).first { facts.box(ofStructure: $0.0)?.fitsIntoMemory == false }
    return large.map { .tooLarge($0.1) } ?? .undefined("\(function.phrase(of: labels)) is undefined")
  }

  /// Sizes are in millimetres where the file gives a spacing, else in pixels.
  private func converted(_ value: Double, to dimension: Dimension) -> Known<Double> {
    guard [.length, .area, .volume].contains(function.dimension) else { return .value(value) }
    let grid = facts.grid
    guard dimension == .voxels else {
      guard grid.spacing != nil else { return .unknown(.noSpacing) }
      return .value(value)
    }
    guard let spacing = grid.spacing else { return .value(value) }
    if function.dimension != .length { return .value(value / grid.voxelMeasure) }
    let sides = (0..<grid.dimensions).map { spacing[$0] }
    guard let side = sides.first, sides.allSatisfy({ abs($0 - side) <= 0.001 * side }) else {
      return .unknown(.notComputable("the file's voxels are not of equal sides, so no length can be given in pixels"))
    }
    return .value(value / side)
  }
}

extension CaseFacts {
  /// Why nothing that looks at the image can be measured; nil when it can.
  var imageProblem: UnknownCause? {
    if let imageProblemOfWhole { return imageProblemOfWhole }
    if imageGrid == nil { return .noImage }
    return table.imageProblem.map { .unusableImage($0.hasSuffix(".") ? String($0.dropLast()) : $0) }
  }

  /// What must be measured for a condition: its numbers, where its labels are, and which faces cut them. Labels without
  /// voxels need nothing.
  func questions(_ needs: ConditionNeeds) -> [any TabledMeasure] {
    let landmarks = needs.predicates.flatMap { policy.label($0.label)?.inViewWith ?? [] }
    let labels = needs.labels.union(landmarks)
    let places = labels.sorted().compactMap { filled($0) }
    let base: [[any TabledMeasure]] = places.map { [BoundingBox(structure: $0), FacesTouched(structure: $0)] }
    return base.flatMap { $0 } + numbers(needs)
  }

  private func numbers(_ needs: ConditionNeeds) -> [any TabledMeasure] {
    needs.measures.compactMap { need in
      let places = need.labels.compactMap { filled($0) }
      guard places.count == need.labels.count, need.function.dimensions.contains(grid.dimensions),
        !need.function.needsImage || table.hasUsableImage
      else { return nil }
      return need.function.question(places)
    }
  }
}

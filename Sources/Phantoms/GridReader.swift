internal import Diagnostics
internal import Volume
internal import YAML

/// Reads `grid: {size: [130, 110, 90], spacing: [3, 3, 4], axes: RAS, centre: [R 0, A 0, S 0]}`.
///
/// `spacing` in mm; without it the grid has pixels only. A picture (`size: [256, 256]`, `spacing: [0.5, 0.5]`) lies
/// nowhere in the patient. `axes` are the directions in which i, j and k grow (`RAS` unless given); `centre` is the
/// middle of the field of view (0, 0, 0 unless given).
struct GridReader {
  private let node: YAMLNode

  init(_ node: YAMLNode) { self.node = node }

  func grid(_ diagnostics: inout Diagnostics) -> Grid? {
    var fields = MappingReader("the grid", node)
    fields.require("size")
    let size = numbers("size", &fields, &diagnostics)
    let spacing = numbers("spacing", &fields, &diagnostics)
    let axes = axes(&fields)
    let centre = fields.node("centre").flatMap { PointReader($0, space: .patient).point(&diagnostics) } ?? .zero
    fields.finish()
    diagnostics.merge(fields.diagnostics)

    guard let size else { return nil }
    let whole = size.compactMap { Int(exactly: $0) }
    guard (2...3).contains(whole.count), whole.count == size.count, whole.allSatisfy({ (1...2048).contains($0) }) else {
      diagnostics.error(
        .outOfRange, "'size' takes two or three whole numbers in 1…2048", at: fields.range(of: "size"))
      return nil
    }
    let index = VoxelIndex(whole[0], whole[1], whole.count == 3 ? whole[2] : 1)
    guard let spacing else { return Grid(size: index, spacing: nil) }
    guard spacing.count == whole.count, spacing.allSatisfy({ $0 > 0 && $0 < 1000 }) else {
      diagnostics.error(
        .outOfRange, "'spacing' takes a length in mm above 0 for each side", at: fields.range(of: "spacing"))
      return nil
    }
    if whole.count == 2 { return Grid(size: index, spacing: SIMD3(spacing[0], spacing[1], 1)) }
    guard let axes else { return nil }
    var columns: [SIMD3<Double>] = []
    var origin = centre
    for (n, direction) in axes.enumerated() {
      var column = SIMD3<Double>.zero
      column[direction.axis] = direction.sign * spacing[n]
      origin -= column * (Double(index[n] - 1) / 2)
      columns.append(column)
    }
    return Grid(size: index, affine: Affine(columns: columns, origin: origin))
  }

  /// A list of bare numbers.
  private func numbers(_ key: MappingReader.Key, _ fields: inout MappingReader, _ diagnostics: inout Diagnostics)
    -> [Double]?
  {
    guard let node = fields.node(key) else { return nil }
    let values = node.elements?.map { $0.text.flatMap(Double.init) } ?? [nil]
    if values.allSatisfy({ $0?.isFinite == true }) { return values.compactMap { $0 } }
    diagnostics.error(.wrongType, "this takes a list of numbers, not \(node.described)", at: node.range)
    return nil
  }

  private func axes(_ fields: inout MappingReader) -> [PatientDirection]? {
    guard let written = fields.text("axes") else { return fields.has("axes") ? nil : [.right, .anterior, .superior] }
    let directions = written.compactMap { letter in PatientDirection.allCases.first { $0.letter == letter } }
    guard directions.count == 3, written.count == 3, Set(directions.map(\.axis)).count == 3 else {
      fields.error(
        .unknownValue, "'axes' cannot be '\(written)'", at: "axes",
        suggestion: "write where i, j and k grow to, such as RAS or LPS")
      return nil
    }
    return directions
  }
}

internal import Diagnostics
internal import Volume
internal import Wording
internal import YAML

/// Reads `{label: liver, ellipsoid: {centre: [R 70, A 10, S 20], radii: [80, 65, 60]}}`.
///
/// | solid | fields |
/// | --- | --- |
/// | `ellipsoid` | `centre`, `radii` (half axes: right–left, front–back, head–foot) |
/// | `tube` | `from`, `to`, `radius`; its ends are round |
/// | `box` | `from`, `to`: two opposite corners |
///
/// Lengths are mm; in two dimensions pixels, and points are `[column, row]`. `label: none` erases; `within` confines a
/// shape to one label's voxels.
struct ShapeReader {
  /// What points are written in.
  enum Space { case patient, index }

  private let node: YAMLNode
  private let labels: [String]
  private let space: Space

  init(_ node: YAMLNode, labels: [String], space: Space) {
    self.node = node
    self.labels = labels
    self.space = space
  }

  func shape(_ diagnostics: inout Diagnostics) -> PhantomRecipe.Shape? {
    var fields = MappingReader("the shape", node)
    fields.require("label")
    let label = labelName("label", &fields, &diagnostics)
    let within = labelName("within", &fields, &diagnostics)
    let kinds = ["ellipsoid", "tube", "box"].filter { fields.has(.init($0)) }
    var solid: Solid?
    if kinds.count == 1, let node = fields.node(.init(kinds[0])) {
      solid = self.solid(kinds[0], node, &diagnostics)
    } else {
      for kind in kinds { fields.ignore(.init(kind)) }
      diagnostics.error(.missingKey, "a shape is one ellipsoid, tube or box", at: node.range)
    }
    fields.finish()
    diagnostics.merge(fields.diagnostics)
    guard let label, let solid else { return nil }
    return PhantomRecipe.Shape(label: label == "none" ? nil : label, within: within, solid: solid)
  }

  private func labelName(_ key: MappingReader.Key, _ fields: inout MappingReader, _ diagnostics: inout Diagnostics)
    -> String?
  {
    guard let written = fields.text(key) else { return nil }
    if labels.contains(written) || (key == "label" && written == "none") { return written }
    fields.error(
      .unknownLabel, "there is no label '\(written)'", at: key,
      suggestion: Suggestion.didYouMean(written, among: labels + ["none"]))
    return nil
  }

  private func solid(_ kind: String, _ node: YAMLNode, _ diagnostics: inout Diagnostics) -> Solid? {
    var fields = MappingReader("the \(kind)", node)
    defer {
      fields.finish()
      diagnostics.merge(fields.diagnostics)
    }
    if kind == "ellipsoid" {
      fields.require("centre", "radii")
      let centre = point("centre", &fields, &diagnostics)
      let radii = fields.node("radii").flatMap { self.radii($0, &diagnostics) }
      guard let centre, let radii else { return nil }
      return .ellipsoid(centre: centre, radii: radii)
    }
    fields.require("from", "to")
    let (from, to) = (point("from", &fields, &diagnostics), point("to", &fields, &diagnostics))
    if kind == "box" {
      guard let from, let to else { return nil }
      return .box(low: pointwiseMin(from, to), high: pointwiseMax(from, to))
    }
    fields.require("radius")
    let radius = fields.number("radius", in: 0.1...1000)
    guard let from, let to, let radius else { return nil }
    return .tube(from: from, to: to, radius: radius)
  }

  private func point(
    _ key: MappingReader.Key, _ fields: inout MappingReader, _ diagnostics: inout Diagnostics
  ) -> SIMD3<Double>? {
    fields.node(key).flatMap { PointReader($0, space: space).point(&diagnostics) }
  }

  private func radii(_ node: YAMLNode, _ diagnostics: inout Diagnostics) -> SIMD3<Double>? {
    let wanted = space == .patient ? 3 : 2
    let values = node.elements?.compactMap { $0.text.flatMap(Double.init) } ?? []
    guard values.count == wanted, node.elements?.count == wanted, values.allSatisfy({ $0 > 0 && $0 < 10_000 }) else {
      diagnostics.error(.wrongType, "'radii' takes \(wanted) numbers above 0, not \(node.described)", at: node.range)
      return nil
    }
    return SIMD3(values[0], values[1], wanted == 3 ? values[2] : 1)
  }
}

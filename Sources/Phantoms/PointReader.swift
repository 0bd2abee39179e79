internal import Diagnostics
internal import Volume
internal import YAML

/// Reads a point: `[R 70, P 10, S 20]`, one letter and mm for each patient axis in any order; in index space `[column,
/// row]`.
struct PointReader {
  private let node: YAMLNode
  private let space: ShapeReader.Space

  init(_ node: YAMLNode, space: ShapeReader.Space) {
    self.node = node
    self.space = space
  }

  func point(_ diagnostics: inout Diagnostics) -> SIMD3<Double>? {
    let point = space == .patient ? patientPoint() : indexPoint()
    if point == nil {
      let form = space == .patient ? "such as [R 70, P 10, S 20]" : "such as [120, 80] (column, row)"
      diagnostics.error(.wrongType, "a point is written \(form)", at: node.range)
    }
    return point
  }

  private func patientPoint() -> SIMD3<Double>? {
    guard let elements = node.elements, elements.count == 3 else { return nil }
    var point = SIMD3<Double>.zero
    var seen: Set<Int> = []
    for element in elements {
      guard let text = element.text, let letter = text.first,
        let direction = PatientDirection.allCases.first(where: { $0.letter == letter }),
        let value = Double(text.dropFirst().drop { $0 == " " }), value.isFinite, value >= 0
      else { return nil }
      point[direction.axis] = direction.sign * value
      seen.insert(direction.axis)
    }
    return seen.count == 3 ? point : nil
  }

  private func indexPoint() -> SIMD3<Double>? {
    let values = node.elements?.compactMap { $0.text.flatMap(Double.init) } ?? []
    guard values.count == 2, node.elements?.count == 2, values.allSatisfy(\.isFinite) else { return nil }
    return SIMD3(values[0], values[1], 0)
  }
}

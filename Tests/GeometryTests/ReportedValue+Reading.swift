import Geometry

/// What measures report, by name and place.
extension ReportedValue {
  subscript(name: FieldName) -> ReportedValue? {
    if case .group(let fields) = self { fields[name] } else { nil }
  }

  var elements: [ReportedValue]? { if case .list(let elements) = self { elements } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension [ReportedField] {
  subscript(name: FieldName) -> ReportedValue? { first { $0.name == name }?.value }
}

/// A part of a measure's answer under its name, as `segwarden measure` reports it.
package struct ReportedField: Hashable, Sendable {
  package let name: FieldName
  package let value: ReportedValue

  package init(_ name: FieldName, _ value: ReportedValue) {
    self.name = name
    self.value = value
  }
}

/// What a reported field says. The field's name holds the unit.
package enum ReportedValue: Hashable, Sendable {
  /// What is undefined, whatever it would be; not to be confused with zero or with an empty list.
  case undefined
  case flag(Bool)
  case integer(Int)
  /// A number; nil where it is undefined.
  case number(Double?)
  case text(String)
  case list([ReportedValue])
  /// Fields in the order in which people read them.
  case group([ReportedField])

  package var isUndefined: Bool { self == .undefined || self == .number(nil) }
}

extension ReportedValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  package init(dictionaryLiteral fields: (FieldName, ReportedValue)...) {
    self = .group(fields.map { ReportedField($0, $1) })
  }

  package init(arrayLiteral elements: ReportedValue...) { self = .list(elements) }
}

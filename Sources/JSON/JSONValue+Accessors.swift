/// What a value is, for readers that know what they expect. Each is nil when the value is something else.
extension JSONValue {
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// A whole number. `3.0` counts, as it does for a schema's `integer`: JSON has one kind of number.
  package var integer: Int? {
    switch self {
    case .integer(let whole): whole
    case .number(let real): Int(exactly: real)
    default: nil
    }
  }

  /// Any number. An integer beyond 2⁵³ is rounded.
  package var number: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .number(let real): real
    default: nil
    }
  }

  package var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object, in their order.
  package var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  package var isNull: Bool { self == .null }
}

extension JSONValue {
  /// Equal as JSON Schema means it: `1` equals `1.0`, and the order of members does not count.
  func means(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left == right
    case (.integer, .number), (.number, .integer): integer != nil && integer == other.integer
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
    case (.object(let left), .object(let right)):
      left.count == right.count && left.allSatisfy { member in other[member.name].map(member.value.means) ?? false }
    default: self == other
    }
  }
}

internal import Diagnostics
package import Numerics
package import Wording
internal import YAML

extension FieldReader {
  /// A range or a one-sided limit in one of some dimensions, such as `100..230 mL`, `">= 40 mm"`. A number without a
  /// unit is read in the first dimension that allows it.
  package mutating func limits(_ key: Key, _ dimensions: Dimension...) -> Limits? {
    limits(key, in: dimensions)
  }

  /// Limits with the dimensions in a list; `signed` ones may lie below zero.
  ///
  /// - Parameter range: what the number can be at all; nil: what its first dimension says.
  package mutating func limits(
    _ key: Key, in dimensions: [Dimension], signed: Bool = false, range possible: Interval? = nil
  ) -> Limits? {
    if isRecording {
      record(key, .limits(dimensions))
      return Limits(lower: .init(0), upper: nil, unit: dimensions.first?.units.first ?? Unit.bareCount, text: ">= 0")
    }
    let unit = unitBeside(key, dimensions)
    let meant = { (written: WrittenLimits) in
      written.text(dimensions, signed: signed).map { text in
        guard let unit, let limits = Self.limits(text, dimensions), limits.unit.symbol.isEmpty else { return text }
        return "\(text) \(unit)"
      }
    }
    let limits = scan(key, signed: signed, meant: meant) {
      scanner throws(QuantityError) in try scanner.limits(dimensions)
    }
    if let limits {
      let possible = possible ?? dimensions.first?.range(isSigned: signed)
      mentions.limits.append(.init(limits: limits, key: key.name, range: range(of: key), possible: possible))
    }
    return limits
  }

  /// The unit of the other one of a typical and a possible range; nil where that has none.
  private func unitBeside(_ key: Key, _ dimensions: [Dimension]) -> String? {
    let other = key == "typical" ? "possible" : key == "possible" ? "typical" : nil
    let limits = other.flatMap { node[$0]?.text }.flatMap { Self.limits($0, dimensions) }
    return limits.flatMap { $0.unit.symbol.isEmpty ? nil : $0.unit.symbol }
  }

  private static func limits(_ text: String, _ dimensions: [Dimension]) -> Limits? {
    try? QuantityScanner.all(of: text, signed: true) { scanner throws(QuantityError) in try scanner.limits(dimensions) }
  }

  /// Whole numbers from 0: `1`, `1..3`, `">= 2"`.
  package mutating func counts(_ key: Key) -> Limits? {
    if isRecording {
      record(key, .counts)
      return Limits(lower: .init(1), upper: .init(1), unit: Unit.bareCount, text: "1")
    }
    guard let limits = limits(key, .count) else { return nil }
    for bound in [limits.lower, limits.upper].compactMap(\.self) where bound.value != bound.value.rounded() {
      error(.notWhole, "\(name(key)) counts; it takes whole numbers", at: key)
      return nil
    }
    return limits
  }

  /// One number with its unit, such as `25 mm`.
  package mutating func quantity(_ key: Key, _ dimensions: Dimension...) -> Quantity? {
    quantity(key, in: dimensions)
  }

  /// A quantity with the dimensions in a list; a `signed` one may lie below zero.
  package mutating func quantity(_ key: Key, in dimensions: [Dimension], signed: Bool = false) -> Quantity? {
    if isRecording {
      record(key, .quantity(dimensions))
      return Quantity(value: 1, unit: dimensions.first?.units.first ?? Unit.bareCount, text: "1")
    }
    return scan(key, signed: signed) { scanner throws(QuantityError) in try scanner.quantity(dimensions) }
  }

  /// A size from which on something counts: `0.1 mL`, `20 voxels` or `2 %`.
  package mutating func significantSize(_ key: Key) -> SignificantSize? {
    if isRecording {
      record(key, .quantity(SignificantSize.dimensions))
      return nil
    }
    let size = scan(key) { scanner throws(QuantityError) in
      SignificantSize(try scanner.quantity(SignificantSize.dimensions))
    }
    if let size, size.quantity.dimension == .fraction, size.quantity.value >= 1 {
      error(
        .outOfRange, "\(name(key)) takes a share of the whole, and '\(size.text)' is all of it and more", at: key,
        suggestion: "write \(size.text) %, \(size.text) voxels, or a size such as 0.1 mL")
      return nil
    }
    return size
  }

  /// A bare number.
  package mutating func number(_ key: Key, in allowed: ClosedRange<Double>? = nil) -> Double? {
    if isRecording {
      record(key, .number(allowed))
      return allowed?.lowerBound ?? 0
    }
    guard let value = scan(key, { scanner throws(QuantityError) in try scanner.number() }) else { return nil }
    return mapping.number(value, of: key, in: allowed)
  }

  /// A whole number.
  package mutating func integer(_ key: Key, in allowed: ClosedRange<Int>? = nil) -> Int? {
    if isRecording {
      record(key, .integer(allowed))
      return allowed?.lowerBound ?? 0
    }
    return number(key).flatMap { mapping.integer($0, of: key, in: allowed) }
  }

  /// A whole number out of a few, such as a neighbourhood.
  package mutating func integer(_ key: Key, oneOf allowed: [Int]) -> Int? {
    if isRecording {
      record(key, .integers(allowed))
      return allowed.first
    }
    return integer(key).flatMap { mapping.integer($0, of: key, oneOf: allowed) }
  }

  /// A list of numbers with their units, in one dimension.
  package mutating func quantities(_ key: Key, in dimensions: [Dimension], signed: Bool = false) -> [Quantity]? {
    if isRecording {
      record(key, .quantities(dimensions))
      return [Quantity(value: 1, unit: dimensions.first?.units.first ?? Unit.bareCount, text: "1")]
    }
    return list(key) { fields, item in
      fields.item(item, of: key, signed: signed) { scanner throws(QuantityError) in
        try scanner.quantity(dimensions)
      }
    }
  }

  /// A list of whole numbers.
  package mutating func wholeNumbers(_ key: Key, in allowed: ClosedRange<Int>) -> [Int]? {
    if isRecording {
      record(key, .wholeNumbers(allowed))
      return [allowed.lowerBound]
    }
    return list(key) { fields, item in
      guard
        let value = fields.item(
          item, of: key, signed: false, { scanner throws(QuantityError) in try scanner.number() })
      else { return nil }
      guard value == value.rounded(), allowed.contains(Int(value)) else {
        fields.diagnostics.error(
          .outOfRange, "\(fields.name(key)) takes whole numbers in \(allowed.lowerBound)…\(allowed.upperBound)",
          at: item.range)
        return nil
      }
      return Int(value)
    }
  }

  /// Whether a key's value is a list; for fields that take one value as well.
  package func hasList(_ key: Key) -> Bool { isRecording || key.name.flatMap { node[$0]?.elements } != nil }

  private mutating func list<Value>(_ key: Key, _ read: (inout FieldReader, YAMLNode) -> Value?) -> [Value]? {
    guard let node = node(key) else { return nil }
    guard let elements = node.elements else {
      wrongType(key, node, expected: "a list")
      return nil
    }
    let values = elements.compactMap { read(&self, $0) }
    return values.count == elements.count ? values : nil
  }

  private mutating func item<Value>(
    _ item: YAMLNode, of key: Key, signed: Bool, _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) -> Value? {
    guard let text = item.text else {
      wrongType(key, item, expected: "numbers")
      return nil
    }
    do throws(QuantityError) {
      return try QuantityScanner.all(of: text, signed: signed, read)
    } catch {
      diagnostics.error(DiagnosticRule(error.code), error.message, at: item.range, suggestion: error.suggestion)
      return nil
    }
  }

  private mutating func scan<Value>(
    _ key: Key, signed: Bool = false, meant: (WrittenLimits) -> String? = { _ in nil },
    _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) -> Value? {
    guard let written = node(key)?.text else { return mapping.scan(key, signed: signed, meant: meant, read) }
    guard let parameter = scope.parameter(written) else {
      if let (text, used) = scope.substituted(written),
        let value = try? QuantityScanner.all(of: text, signed: signed, read)
      {
        mentions.parameters.formUnion(used)
        return value
      }
      return mapping.scan(key, signed: signed, among: scope.parameters.map(\.name), meant: meant, read)
    }
    mentions.parameters.insert(parameter.name)
    do throws(QuantityError) {
      return try QuantityScanner.all(of: parameter.text, signed: signed, read)
    } catch {
      // The parameter may be right for others; the place to look at is where it is used.
      self.error(
        DiagnosticRule(error.code), "the parameter '\(parameter.name)' is '\(parameter.text)': \(error.message)",
        at: key, suggestion: error.suggestion)
      return nil
    }
  }
}

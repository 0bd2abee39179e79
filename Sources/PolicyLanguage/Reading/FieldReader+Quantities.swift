internal import Diagnostics
internal import Wording
internal import YAML

extension FieldReader {
  /// A range or a one-sided limit in one of some dimensions, such as `100..230 mL`, `">= 40 mm"`. A number without a
  /// unit is read in the first dimension that allows it.
  package mutating func limits(_ key: Key, _ dimensions: Dimension...) -> Limits? {
    limits(key, in: dimensions)
  }

  /// Limits with the dimensions in a list; `signed` ones may lie below zero.
  package mutating func limits(_ key: Key, in dimensions: [Dimension], signed: Bool = false) -> Limits? {
    if isRecording {
      record(key, .limits(dimensions))
      return Limits(lower: .init(0), upper: nil, unit: dimensions.first?.units.first ?? Unit.bareCount, text: ">= 0")
    }
    let limits = scan(key, signed: signed) { scanner throws(QuantityProblem) in try scanner.limits(dimensions) }
    if let limits { mentions.limits.append(.init(limits: limits, key: key.name, range: range(of: key))) }
    return limits
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
    return scan(key, signed: signed) { scanner throws(QuantityProblem) in try scanner.quantity(dimensions) }
  }

  /// A size from which on something counts: `0.1 mL`, `20 voxels` or `2 %`.
  package mutating func significantSize(_ key: Key) -> SignificantSize? {
    if isRecording {
      record(key, .quantity(SignificantSize.dimensions))
      return nil
    }
    return scan(key) { scanner throws(QuantityProblem) in
      SignificantSize(try scanner.quantity(SignificantSize.dimensions))
    }
  }

  /// A bare number.
  package mutating func number(_ key: Key, in allowed: ClosedRange<Double>? = nil) -> Double? {
    if isRecording {
      record(key, .number(allowed))
      return allowed?.lowerBound ?? 0
    }
    guard let value = scan(key, { scanner throws(QuantityProblem) in try scanner.number() }) else { return nil }
    if let allowed, !allowed.contains(value) {
      let (low, high) = (
        Significant.text(allowed.lowerBound, digits: 15), Significant.text(allowed.upperBound, digits: 15)
      )
      error(.outOfRange, "\(name(key)) must lie in \(low)…\(high)", at: key)
      return nil
    }
    return value
  }

  /// A whole number.
  package mutating func integer(_ key: Key, in allowed: ClosedRange<Int>? = nil) -> Int? {
    if isRecording {
      record(key, .integer(allowed))
      return allowed?.lowerBound ?? 0
    }
    guard let value = number(key) else { return nil }
    guard let whole = Int(exactly: value) else {
      error(.notWhole, "\(name(key)) takes a whole number", at: key)
      return nil
    }
    if let allowed, !allowed.contains(whole) {
      error(.outOfRange, "\(name(key)) must lie in \(allowed.lowerBound)…\(allowed.upperBound)", at: key)
      return nil
    }
    return whole
  }

  /// A whole number out of a few, such as a neighbourhood.
  package mutating func integer(_ key: Key, oneOf allowed: [Int]) -> Int? {
    if isRecording {
      record(key, .integers(allowed))
      return allowed.first
    }
    guard let value = integer(key) else { return nil }
    guard allowed.contains(value) else {
      error(
        .outOfRange, "\(name(key)) cannot be \(value)", at: key,
        suggestion: "one of: \(allowed.map(String.init).joined(separator: ", "))")
      return nil
    }
    return value
  }

  private mutating func scan<Value>(
    _ key: Key, signed: Bool = false, _ read: (inout QuantityScanner) throws(QuantityProblem) -> Value
  ) -> Value? {
    guard let node = node(key) else { return nil }
    guard let written = node.text else {
      wrongType(key, node, expected: "a number")
      return nil
    }
    let parameter = scope.parameter(written)
    if parameter == nil, let (text, used) = scope.substituted(written) {
      var scanner = QuantityScanner(text)
      scanner.allowsNegative = signed
      if let value = try? read(&scanner) {
        scanner.skipSpaces()
        if scanner.atEnd {
          mentions.parameters.formUnion(used)
          return value
        }
      }
    }
    if let parameter { mentions.parameters.insert(parameter.name) }
    var scanner = QuantityScanner(parameter?.text ?? written)
    scanner.allowsNegative = signed
    do {
      let value = try read(&scanner)
      scanner.skipSpaces()
      if scanner.atEnd { return value }
      throw QuantityProblem(
        rule: .unexpected, message: "'\(String(scanner.characters[scanner.position...]))' does not belong here",
        characters: scanner.position..<scanner.characters.count, suggestion: nil)
    } catch let problem as QuantityProblem {
      if let parameter {
        // The parameter may be right for others; the place to look at is where it is used.
        diagnostics.error(
          problem.rule, "the parameter '\(parameter.name)' is '\(parameter.text)': \(problem.message)", at: node.range,
          suggestion: problem.suggestion)
      } else {
        let near = Suggestion.didYouMean(written, among: scope.parameters.map(\.name))
        diagnostics.error(
          problem.rule, problem.message, at: node.range(ofCharacters: problem.characters),
          suggestion: problem.suggestion ?? near)
      }
    } catch {}
    return nil
  }
}

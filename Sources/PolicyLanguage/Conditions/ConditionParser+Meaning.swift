/// What terms mean to their neighbours: the checks of types, units and names.
extension ConditionParser {
  mutating func report(_ id: String, _ message: String, _ characters: Range<Int>, suggestion: String? = nil) {
    diagnostics.error(id, message, at: node.range(ofCharacters: characters), suggestion: suggestion)
  }

  private mutating func subject(_ word: String, _ term: ConditionTerm) -> Bool {
    if hasSubject { return true }
    report(
      "no-subject", "'\(word)' alone needs an expectation with each or label", term.characters,
      suggestion: "write \(word)(LABEL)")
    return false
  }

  /// The term as something true or false; `false` in place of what was reported.
  mutating func proposition(_ term: ConditionTerm) -> Proposition {
    switch term.kind {
    case .truth(let proposition): return proposition
    case .broken: break
    case .bare("true"): return .constant(true)
    case .bare("false"): return .constant(false)
    case .bare(let word):
      if let predicate = ConditionPredicate(rawValue: word) {
        return subject(word, term) ? .predicate(predicate, .subject) : .constant(false)
      }
      if ConditionMeasure(rawValue: word) != nil {
        report("wrong-type", "'\(word)' is a number; compare it with one", term.characters)
      } else {
        report(
          "unknown-name", "there is no '\(word)'", term.characters,
          suggestion: scope.context.contains { $0.name == word }
            ? "did you mean 'context.\(word)'?"
            : Suggestion.oneOf(word, ConditionPredicate.allCases.map(\.rawValue)))
      }
    case .number: report("wrong-type", "a number is neither true nor false; compare it", term.characters)
    case .word: report("wrong-type", "a word is neither true nor false; compare it with ==", term.characters)
    }
    return .constant(false)
  }

  /// The term as a number, or nil, reported.
  mutating func number(_ term: ConditionTerm) -> (Number, Dimension)? {
    switch term.kind {
    case .number(let number, let dimension): return (number, dimension)
    case .broken: return nil
    case .bare(let word):
      if let measure = ConditionMeasure(rawValue: word) {
        return subject(word, term) ? (.measure(measure, .subject), measure.dimension) : nil
      }
      if let parameter = scope.parameter(word) { return self.parameter(parameter, term) }
      report(
        "unknown-name", "'\(word)' is no number", term.characters,
        suggestion: Suggestion.oneOf(word, ConditionMeasure.allCases.map(\.rawValue)))
    case .truth: report("wrong-type", "this is true or false, not a number", term.characters)
    case .word: report("wrong-type", "this is a word, not a number", term.characters)
    }
    return nil
  }

  /// The number that a parameter stands for.
  private mutating func parameter(
    _ parameter: PolicyScope.Parameter, _ term: ConditionTerm
  ) -> (Number, Dimension)? {
    var scanner = QuantityScanner(parameter.text)
    do throws(QuantityProblem) {
      let quantity = try scanner.quantity([.count] + Dimension.allCases)
      scanner.skipSpaces()
      if scanner.atEnd { return (.literal(quantity.value), quantity.dimension) }
    } catch {}
    report("wrong-type", "the parameter '\(parameter.name)' is '\(parameter.text)', not a number", term.characters)
    return nil
  }

  mutating func compare(
    _ left: ConditionTerm, _ comparison: Proposition.Comparison, _ right: ConditionTerm, sign: Range<Int>
  ) -> ConditionTerm.Kind {
    if left.isWord || right.isWord {
      guard let a = word(left, besides: right), let b = word(right, besides: left) else { return .broken }
      switch comparison {
      case .equal: return .truth(.same(a, b))
      case .notEqual: return .truth(.not(.same(a, b)))
      default:
        report("wrong-type", "words have no order; compare them with == or !=", sign)
        return .broken
      }
    }
    // One problem is enough: what the other side should be depends on this one.
    if left.isBroken || right.isBroken { return .broken }
    guard let a = number(left), let b = number(right) else { return .broken }
    guard fits(a.1, left, b.1, right) else { return .broken }
    return .truth(.compare(a.0, comparison, b.0))
  }

  /// The term as a word that its neighbour can be equal to.
  private mutating func word(_ term: ConditionTerm, besides other: ConditionTerm) -> Word? {
    var values: [String]?
    if case .word(_, let possible) = other.kind { values = possible }
    switch term.kind {
    case .word(.literal(let text), _), .bare(let text):
      if let values, !values.contains(text) {
        let name = String(lexer.characters[other.characters])
        report(
          "impossible-value", "\(name) is never '\(text)'", term.characters,
          suggestion: Suggestion.oneOf(text, values))
        return nil
      }
      return .literal(text)
    case .word(let word, let own):
      if let own, let values, Set(own).isDisjoint(with: values) {
        let both =
          min(
            term.characters.lowerBound, other.characters.lowerBound)..<max(
            term.characters.upperBound, other.characters.upperBound)
        report("impossible-value", "the two sides have no value in common", both)
        return nil
      }
      return word
    case .broken: return nil
    case .truth, .number:
      report("wrong-type", "this cannot be compared with a word", term.characters)
      return nil
    }
  }

  mutating func combine(
    _ left: ConditionTerm, _ operation: Number.Operation, _ right: ConditionTerm
  ) -> ConditionTerm {
    let (a, b) = (number(left), number(right))
    guard let a, let b else { return .joined(.broken, left, right) }
    let dimension: Dimension
    switch operation {
    case .plus, .minus:
      guard fits(a.1, left, b.1, right) else { return .joined(.broken, left, right) }
      dimension = a.1
    case .times where a.1.isBare: dimension = b.1
    case .times where b.1.isBare: dimension = a.1
    case .over where a.1 == b.1: dimension = .fraction
    case .over where b.1.isBare: dimension = a.1
    case .times, .over:
      let verb = operation == .times ? "multiplied with" : "divided by"
      report(
        "unit-mismatch", "\(a.1.described) cannot be \(verb) \(b.1.described) here",
        left.characters.lowerBound..<right.characters.upperBound)
      return .joined(.broken, left, right)
    }
    return .joined(.number(.combined(a.0, operation, b.0), dimension), left, right)
  }

  /// Whether two dimensions can be compared or added; reported at the second, or at the one that lacks its unit.
  private mutating func fits(_ a: Dimension, _ left: ConditionTerm, _ b: Dimension, _ right: ConditionTerm) -> Bool {
    if a == b || (a.isBare && b.isBare) { return true }
    if Set([a, b]) == [.voxels, .count] { return true }
    // A literal without a unit lacks one; two measures simply do not fit.
    let (wrong, bare, wanted) = left.isBareLiteral ? (left, true, b) : (right, right.isBareLiteral, a)
    let units = wanted.units.map(\.symbol).filter { !$0.isEmpty }
    if bare {
      report(
        "missing-unit", "\(wanted.described) needs a unit: \(units.joined(separator: ", "))", wrong.characters)
    } else {
      report(
        "unit-mismatch",
        "\(b.described) cannot be compared with \(a.described)"
          + (a.isBare ? "" : "; expected \(a.units.map(\.symbol).joined(separator: ", "))"), right.characters)
    }
    return false
  }
}

extension Dimension {
  /// Numbers without a dimension.
  var isBare: Bool { self == .fraction || self == .count }
}

internal import Diagnostics
internal import Wording
internal import YAML

/// What terms mean to their neighbours: the checks of types, units and names.
extension ConditionParser {
  mutating func report(_ rule: DiagnosticRule, _ message: String, _ characters: Range<Int>, suggestion: String? = nil) {
    diagnostics.error(rule, message, at: node.range(ofCharacters: characters), suggestion: suggestion)
  }

  private mutating func subject(_ word: String, _ term: ConditionTerm) -> Bool {
    if hasSubject { return true }
    report(
      .noSubject, "'\(word)' alone needs an expectation with each or label", term.characters,
      suggestion: "write \(word)(LABEL)")
    return false
  }

  /// Whether a measure is made for the policy's images.
  mutating func fits(_ measure: MeasureFunction, _ characters: Range<Int>) -> Bool {
    guard let (why, suggestion) = measure.mismatch(dimensions: scope.dimensions) else { return true }
    report(.wrongDimensions, "'\(measure.name)' \(why)", characters, suggestion: suggestion)
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
      if scope.vocabulary.measure(word) != nil {
        report(.wrongType, "'\(word)' is a number; compare it with one", term.characters)
      } else {
        report(
          .unknownName, "there is no '\(word)'", term.characters,
          suggestion: scope.context.contains { $0.name == word }
            ? "did you mean 'context.\(word)'?"
            : Suggestion.oneOf(word, ConditionPredicate.allCases.map(\.rawValue)))
      }
    case .number: report(.wrongType, "a number is neither true nor false; compare it", term.characters)
    case .word: report(.wrongType, "a word is neither true nor false; compare it with ==", term.characters)
    }
    return .constant(false)
  }

  /// The term as a number, or nil, reported.
  mutating func number(_ term: ConditionTerm) -> (Number, Dimension)? {
    switch term.kind {
    case .number(let number, let dimension): return (number, dimension)
    case .broken: return nil
    case .bare(let word):
      if let measure = scope.vocabulary.measure(word) {
        guard measure.arity == 1 else {
          report(
            .wrongArguments, "'\(word)' is about two labels", term.characters, suggestion: "write \(word)(LABEL, LABEL)"
          )
          return nil
        }
        guard subject(word, term), fits(measure, term.characters) else { return nil }
        return (.measure(measure, [.subject], measure.dimension), measure.dimension)
      }
      if let parameter = scope.parameter(word) {
        if case .number(let number, let dimension) = self.parameter(parameter, term.characters).kind {
          return (number, dimension)
        }
        report(.wrongType, "the parameter '\(parameter.name)' is '\(parameter.text)', not a number", term.characters)
        return nil
      }
      report(
        .unknownName, "'\(word)' is no number", term.characters,
        suggestion: scope.context.contains { $0.name == word }
          ? "write context.\(word)"
          : Suggestion.didYouMean(
            word, among: scope.parameters.map(\.name) + scope.vocabulary.measures.map(\.name)))
    case .truth: report(.wrongType, "this is true or false, not a number", term.characters)
    case .word: report(.wrongType, "this is a word, not a number", term.characters)
    }
    return nil
  }

  /// The number, or else the word, that a parameter stands for.
  mutating func parameter(_ parameter: PolicyScope.Parameter, _ characters: Range<Int>) -> ConditionTerm {
    parameters.insert(parameter.name)
    var scanner = QuantityScanner(parameter.text)
    scanner.allowsNegative = true
    if let quantity = try? scanner.quantity([.count] + Dimension.allCases) {
      scanner.skipSpaces()
      if scanner.atEnd {
        return ConditionTerm(.number(.literal(quantity.value), quantity.dimension), characters, quantity: quantity)
      }
    }
    return ConditionTerm(.word(.literal(parameter.text), values: nil), characters)
  }

  mutating func negated(_ term: ConditionTerm, from start: Int) -> ConditionTerm {
    let characters = start..<term.characters.upperBound
    guard let (number, dimension) = number(term) else { return ConditionTerm(.broken, characters) }
    if case .literal(let value) = number, var quantity = term.quantity {
      quantity.value = -value
      quantity.text = "-" + quantity.text
      return ConditionTerm(.number(.literal(-value), dimension), characters, quantity: quantity)
    }
    return ConditionTerm(.number(.combined(.literal(0), .minus, number), dimension), characters)
  }

  /// What `FUNCTION(body over GROUP)` means.
  mutating func over(
    _ function: String, _ body: ConditionTerm, _ members: [LabelDeclaration], _ group: Range<Int>
  ) -> ConditionTerm.Kind {
    if case .broken = body.kind { return .broken }
    if let reduction = Number.Reduction(rawValue: function) {
      guard let (number, dimension) = number(body), declared(number.uses, members, group) else { return .broken }
      return .number(.reduced(reduction, number, members), dimension)
    }
    let proposition = proposition(body)
    guard declared(proposition.uses, members, group) else { return .broken }
    switch function {
    case "all": return .truth(.every(proposition, members))
    case "any": return .truth(.some(proposition, members))
    case "count": return .number(.count(proposition, members), .count)
    default:
      report(.unexpected, "\(function)(…) does not go over a group", group)
      return .broken
    }
  }

  /// Whether every label of a group declares what is asked of each.
  private mutating func declared(
    _ uses: ((SubjectPart) -> Bool) -> Bool, _ members: [LabelDeclaration], _ group: Range<Int>
  ) -> Bool {
    let members = members.filter { !scope.mistaken.contains($0.name) }
    if uses({ $0 == .side }), let label = members.first(where: { $0.side == nil }) {
      report(.noSide, "this asks for label.side, and '\(label.name)' declares none", group)
      return false
    }
    if uses({ $0 == .pair }), let label = members.first(where: { $0.pairedWith == nil }) {
      report(.noPair, "this asks for label.pair, and '\(label.name)' declares none", group)
      return false
    }
    return true
  }

  mutating func chosen(
    _ function: String, _ left: ConditionTerm, _ right: ConditionTerm, _ characters: Range<Int>
  ) -> ConditionTerm {
    let (a, b) = (number(left), number(right))
    guard let reduction = Number.Reduction(rawValue: function), let a, let b,
      let (x, y, dimension) = fitted(a, left, b, right, verb: "compared with")
    else { return ConditionTerm(.broken, characters) }
    return ConditionTerm(.number(.chosen(reduction, x, y), dimension), characters)
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
        report(.wrongType, "words have no order; compare them with == or !=", sign)
        return .broken
      }
    }
    // One problem is enough: what the other side should be depends on this one.
    if left.isBroken || right.isBroken { return .broken }
    guard let a = number(left), let b = number(right), let (x, y, _) = fitted(a, left, b, right, verb: "compared with")
    else {
      return .broken
    }
    // A limit keeps its unit and its words, so that a finding can show them.
    if let quantity = right.quantity, let limits = quantity.limits(comparison) { return .truth(.within(x, limits)) }
    return .truth(.compare(x, comparison, y))
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
          .impossibleValue, "\(name) is never '\(text)'", term.characters,
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
        report(.impossibleValue, "the two sides have no value in common", both)
        return nil
      }
      return word
    case .broken: return nil
    case .truth, .number:
      report(.wrongType, "this cannot be compared with a word", term.characters)
      return nil
    }
  }

  mutating func combine(
    _ left: ConditionTerm, _ operation: Number.Operation, _ right: ConditionTerm
  ) -> ConditionTerm {
    let (a, b) = (number(left), number(right))
    guard let a, let b else { return .joined(.broken, left, right) }
    if operation == .plus || operation == .minus {
      let verb = operation == .plus ? "added to" : "subtracted from"
      guard let (x, y, dimension) = fitted(a, left, b, right, verb: verb) else { return .joined(.broken, left, right) }
      return .joined(.number(.combined(x, operation, y), dimension), left, right)
    }
    guard let dimension = a.1.combined(operation, b.1) else {
      let verb = operation == .times ? "multiplied with" : "divided by"
      report(
        .unitMismatch, "\(a.1.described) cannot be \(verb) \(b.1.described) here",
        left.characters.lowerBound..<right.characters.upperBound)
      return .joined(.broken, left, right)
    }
    return .joined(.number(.combined(a.0, operation, b.0), dimension), left, right)
  }

  /// Two numbers that can be compared or added, in one dimension; nil and reported, with the verb, at the second, or at
  /// the one that lacks its unit.
  private mutating func fitted(
    _ a: (Number, Dimension), _ left: ConditionTerm, _ b: (Number, Dimension), _ right: ConditionTerm, verb: String
  ) -> (Number, Number, Dimension)? {
    if a.1 == b.1 || (a.1.isBare && b.1.isBare) { return (a.0, b.0, a.1 == .count ? b.1 : a.1) }
    if Set([a.1, b.1]) == [.voxels, .count] { return (a.0, b.0, .voxels) }
    // Intensities of images other than CT have no unit.
    if a.1 == .intensity, right.isBareLiteral { return (a.0, b.0, .intensity) }
    if b.1 == .intensity, left.isBareLiteral { return (a.0, b.0, .intensity) }
    // A size may be asked for in voxels as well as in millimetres.
    if b.1 == .voxels, a.0.canBeMeasured(in: .voxels) { return (a.0.measured(in: .voxels), b.0, .voxels) }
    if a.1 == .voxels, b.0.canBeMeasured(in: .voxels) { return (a.0, b.0.measured(in: .voxels), .voxels) }
    // A literal without a unit lacks one; two measures simply do not fit.
    let (wrong, bare, wanted) = left.isBareLiteral ? (left, true, b.1) : (right, right.isBareLiteral, a.1)
    let units = wanted.units.map(\.symbol).filter { !$0.isEmpty }
    if bare, !units.isEmpty {
      report(
        .missingUnit, "\(wanted.described) needs a unit: \(units.joined(separator: ", "))", wrong.characters)
    } else {
      report(
        .unitMismatch,
        "\(b.1.described) cannot be \(verb) \(a.1.described)"
          + (a.1.isBare ? "" : "; expected \(a.1.units.map(\.symbol).joined(separator: ", "))"), right.characters)
    }
    return nil
  }
}

extension Number {
  /// What a measure is a size of; nil for every other number.
  var sizeDimension: Dimension? {
    if case .measure(let function, _, _) = self { function.dimension } else { nil }
  }

  func canBeMeasured(in dimension: Dimension) -> Bool {
    if case .measure(let function, _, _) = self { function.limitDimensions.contains(dimension) } else { false }
  }

  /// The same measure in another of its dimensions; every other number as it is.
  func measured(in dimension: Dimension) -> Number {
    if case .measure(let function, let labels, _) = self, function.limitDimensions.contains(dimension) {
      .measure(function, labels, dimension)
    } else {
      self
    }
  }
}

extension Dimension {
  /// Numbers without a dimension.
  var isBare: Bool { self == .fraction || self == .count || self == .ratio }

  /// Which power of a length it is, 0 for bare numbers; nil for what only compares with its like.
  private var power: Int? {
    switch self {
    case .length: 1
    case .area: 2
    case .volume: 3
    case .fraction, .count, .ratio: 0
    case .voxels, .slices, .angle, .intensity: nil
    }
  }

  /// The dimension of a product or a quotient; nil when it has none that the language knows.
  func combined(_ operation: Number.Operation, _ other: Dimension) -> Dimension? {
    if operation == .over, self == other { return .ratio }
    if other.isBare { return isBare ? .ratio : self }
    if operation == .times, isBare { return other }
    guard let a = power, let b = other.power else { return nil }
    switch operation == .times ? a + b : a - b {
    case 0: return .ratio
    case 1: return .length
    case 2: return .area
    case 3: return .volume
    default: return nil
    }
  }
}

extension Quantity {
  /// The number as a limit; nil for equality.
  fileprivate func limits(_ comparison: Proposition.Comparison) -> Limits? {
    let words = "\(comparison.rawValue) \(text)"
    switch comparison {
    case .lessOrEqual: return Limits(lower: nil, upper: .init(value), unit: unit, text: words)
    case .less: return Limits(lower: nil, upper: .init(value, inclusive: false), unit: unit, text: words)
    case .greaterOrEqual: return Limits(lower: .init(value), upper: nil, unit: unit, text: words)
    case .greater: return Limits(lower: .init(value, inclusive: false), upper: nil, unit: unit, text: words)
    case .equal, .notEqual: return nil
    }
  }
}

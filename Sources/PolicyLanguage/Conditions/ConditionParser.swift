/// Reads a condition and checks names, types and units. What it cannot read on from ends it; other problems are collected.
///
/// ```
/// or         := and { 'or' and }
/// and        := not { 'and' not }
/// not        := 'not' not | comparison
/// comparison := sum [ ('==' | '!=' | '<' | '<=' | '>' | '>=') sum | 'in' a..b UNIT ]
/// sum        := product { ('+' | '-') product }
/// product    := primary { ('*' | '/') primary }
/// primary    := '(' or ')' | number [unit] | 'text' | context.NAME | label.side | label.name
///             | complete | present | in_view | volume | voxels | components   (each with (LABEL), or bare for the subject)
///             | true | false | word
/// ```
struct ConditionParser {
  /// Nested deeper than anyone can read; keeps recursion bounded.
  private static let deepest = 64

  /// Longer than anyone can check; keeps chains of terms bounded.
  private static let longest = 2000

  /// Reading cannot go on; the diagnostic is already there.
  private struct Stop: Error {}

  let node: YAMLNode
  let scope: PolicyScope
  let hasSubject: Bool
  var lexer: ConditionLexer
  private var depth = 0
  var diagnostics = Diagnostics()

  private init(node: YAMLNode, text: String, scope: PolicyScope, hasSubject: Bool) {
    self.node = node
    self.scope = scope
    self.hasSubject = hasSubject
    lexer = ConditionLexer(text)
  }

  /// A checked condition, or nil with diagnostics.
  static func parse(
    _ node: YAMLNode, scope: PolicyScope, hasSubject: Bool, diagnostics: inout Diagnostics
  ) -> Condition? {
    guard let text = node.text, !node.isNull else {
      diagnostics.error(
        "wrong-type", "a condition is one line of text, not \(node.described)", at: node.range,
        suggestion: "such as complete and context.NAME == VALUE")
      return nil
    }
    guard text.count <= longest else {
      diagnostics.error(
        "too-long", "a condition has at most \(longest) characters", at: node.range,
        suggestion: "split the expectation into several")
      return nil
    }
    var parser = ConditionParser(node: node, text: text, scope: scope, hasSubject: hasSubject)
    let expression = parser.whole()
    diagnostics.merge(parser.diagnostics)
    guard let expression, !parser.diagnostics.hasErrors else { return nil }
    return Condition(text: text, range: node.range, expression: expression)
  }

  private mutating func whole() -> Proposition? {
    do throws(Stop) {
      let term = try or()
      let rest = lexer.next
      guard rest.kind == .end else {
        report(
          "unexpected", "'\(lexer.characters[rest.characters].map(String.init).joined())' does not belong here",
          rest.characters, suggestion: Self.advice(rest.kind))
        return nil
      }
      return proposition(term)
    } catch { return nil }
  }

  // The grammar, one function a rule.

  private mutating func or() throws(Stop) -> ConditionTerm {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      report("too-deep", "nested deeper than \(Self.deepest) levels", lexer.next.characters)
      throw Stop()
    }
    var left = try and()
    while takeWord("or") {
      let right = try and()
      left = .joined(.truth(.or(proposition(left), proposition(right))), left, right)
    }
    return left
  }

  private mutating func and() throws(Stop) -> ConditionTerm {
    var left = try not()
    while takeWord("and") {
      let right = try not()
      left = .joined(.truth(.and(proposition(left), proposition(right))), left, right)
    }
    return left
  }

  private mutating func not() throws(Stop) -> ConditionTerm {
    let start = lexer.next.characters.lowerBound
    guard takeWord("not") else { return try comparison() }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      report("too-deep", "nested deeper than \(Self.deepest) levels", lexer.next.characters)
      throw Stop()
    }
    let term = try not()
    return ConditionTerm(.truth(.not(proposition(term))), start..<term.characters.upperBound)
  }

  private mutating func comparison() throws(Stop) -> ConditionTerm {
    let left = try sum()
    let token = lexer.next
    if token.kind == .word("in") {
      lexer.take(token)
      return try within(left)
    }
    guard case .symbol(let symbol) = token.kind else { return left }
    guard let comparison = Proposition.Comparison(rawValue: symbol) else {
      if symbol == "=" {
        report("unexpected", "'=' compares nothing", token.characters, suggestion: "write ==")
        throw Stop()
      }
      return left
    }
    lexer.take(token)
    let right = try sum()
    return .joined(compare(left, comparison, right, sign: token.characters), left, right)
  }

  private mutating func within(_ left: ConditionTerm) throws(Stop) -> ConditionTerm {
    let start = lexer.next.characters.lowerBound
    guard let (number, dimension) = number(left) else { throw Stop() }
    let wanted: [Dimension] = dimension == .voxels ? [.voxels, .count] : dimension.isBare ? [.fraction] : [dimension]
    var scanner = QuantityScanner(lexer.characters, at: start)
    do {
      let limits = try scanner.limits(wanted)
      lexer.move(to: scanner.position)
      guard limits.lower != nil, limits.upper != nil else {
        report("unexpected", "'in' takes a range, such as 1..3", start..<scanner.position)
        return ConditionTerm(.broken, left.characters)
      }
      return ConditionTerm(.truth(.within(number, limits)), left.characters.lowerBound..<scanner.position)
    } catch {
      report(error.id, error.message, error.characters, suggestion: error.suggestion)
      throw Stop()
    }
  }

  private mutating func sum() throws(Stop) -> ConditionTerm {
    var left = try product()
    while let operation = takeOperation(.plus, .minus) {
      left = combine(left, operation, try product())
    }
    return left
  }

  private mutating func product() throws(Stop) -> ConditionTerm {
    var left = try primary()
    while let operation = takeOperation(.times, .over) {
      left = combine(left, operation, try primary())
    }
    return left
  }

  private mutating func primary() throws(Stop) -> ConditionTerm {
    let token = lexer.next
    switch token.kind {
    case .symbol("("):
      lexer.take(token)
      let inner = try or()
      try close(token)
      return ConditionTerm(inner.kind, token.characters.lowerBound..<lexer.position)
    case .number: return try literal(token)
    case .quoted(let text):
      lexer.take(token)
      return ConditionTerm(.word(.literal(text), values: nil), token.characters)
    case .word(let word) where !["and", "or", "in", "not"].contains(word):
      lexer.take(token)
      if lexer.next.kind == .symbol("(") { return try call(word, token) }
      return name(word, token)
    case .end: report("unexpected", "the condition ends where something should follow", token.characters)
    default:
      let text = String(lexer.characters[token.characters])
      report("unexpected", "'\(text)' does not belong here", token.characters, suggestion: Self.advice(token.kind))
    }
    throw Stop()
  }

  private mutating func literal(_ token: ConditionToken) throws(Stop) -> ConditionTerm {
    var scanner = QuantityScanner(lexer.characters, at: token.characters.lowerBound)
    do {
      let quantity = try scanner.quantity([.count] + Dimension.allCases)
      lexer.move(to: scanner.position)
      return ConditionTerm(
        .number(.literal(quantity.value), quantity.dimension), token.characters.lowerBound..<scanner.position)
    } catch {
      report(error.id, error.message, error.characters, suggestion: error.suggestion)
      throw Stop()
    }
  }

  private mutating func close(_ open: ConditionToken) throws(Stop) {
    let token = lexer.next
    guard token.kind == .symbol(")") else {
      report("unexpected", "this parenthesis is not closed", open.characters)
      throw Stop()
    }
    lexer.take(token)
  }

  /// `complete(kidney_left)`. A group means every one of its labels, for facts that are yes or no.
  private mutating func call(_ function: String, _ token: ConditionToken) throws(Stop) -> ConditionTerm {
    let open = lexer.next
    lexer.take(open)
    let argument = lexer.next
    let word: String
    switch argument.kind {
    case .word(let text), .quoted(let text): word = text
    default:
      report("unexpected", "\(function)( takes the name of a label", argument.characters)
      throw Stop()
    }
    lexer.take(argument)
    try close(open)
    let characters = token.characters.lowerBound..<lexer.position
    let predicate = ConditionPredicate(rawValue: function)
    let measure = ConditionMeasure(rawValue: function)
    guard predicate != nil || measure != nil else {
      report(
        "unknown-function", "there is no function '\(function)'", token.characters,
        suggestion: Suggestion.oneOf(function, Self.functions))
      return ConditionTerm(.broken, characters)
    }
    if let measure, scope.label(word) != nil {
      return ConditionTerm(.number(.measure(measure, .named(word)), measure.dimension), characters)
    }
    if let predicate, let labels = scope.expand(word), let first = labels.first {
      let all = labels.dropFirst().reduce(Proposition.predicate(predicate, .named(first))) {
        .and($0, .predicate(predicate, .named($1)))
      }
      return ConditionTerm(.truth(all), characters)
    }
    if measure != nil, scope.expand(word) != nil {
      report("group-not-label", "\(function) takes one label; '\(word)' is a group", argument.characters)
    } else {
      report(
        "unknown-label", "there is no label '\(word)'", argument.characters,
        suggestion: Suggestion.oneOf(word, scope.labels.map(\.name)))
    }
    return ConditionTerm(.broken, characters)
  }

  /// `context.NAME`, `label.side`, `label.name`, or a word whose meaning its neighbours decide.
  private mutating func name(_ word: String, _ token: ConditionToken) -> ConditionTerm {
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return ConditionTerm(.bare(word), token.characters) }
    switch parts[0] {
    case "context":
      if let variable = scope.context.first(where: { $0.name == parts[1] }) {
        return ConditionTerm(.word(.context(variable.name), values: variable.values), token.characters)
      }
      report(
        "unknown-context", "the policy declares no context variable '\(parts[1])'", token.characters,
        suggestion: Suggestion.oneOf(word, scope.context.map { "context.\($0.name)" }))
    case "label" where !hasSubject && (parts[1] == "side" || parts[1] == "name"):
      report(
        "no-subject", "\(word) needs an expectation with each or label", token.characters,
        suggestion: "name the label instead")
    case "label" where parts[1] == "side":
      return ConditionTerm(
        .word(.labelSide, values: PatientSides.all), token.characters)
    case "label" where parts[1] == "name":
      return ConditionTerm(.word(.labelName, values: scope.labels.map(\.name)), token.characters)
    default:
      report(
        "unknown-name", "there is no '\(word)'", token.characters,
        suggestion: Suggestion.oneOf(word, scope.context.map { "context.\($0.name)" } + ["label.side", "label.name"]))
    }
    return ConditionTerm(.broken, token.characters)
  }

  private mutating func takeWord(_ word: String) -> Bool {
    let token = lexer.next
    guard token.kind == .word(word) else { return false }
    lexer.take(token)
    return true
  }

  private mutating func takeOperation(_ operations: Number.Operation...) -> Number.Operation? {
    let token = lexer.next
    guard case .symbol(let symbol) = token.kind, let operation = Number.Operation(rawValue: symbol),
      operations.contains(operation)
    else { return nil }
    lexer.take(token)
    return operation
  }

  static let functions = ConditionPredicate.allCases.map(\.rawValue) + ConditionMeasure.allCases.map(\.rawValue)

  private static func advice(_ kind: ConditionToken.Kind) -> String? {
    switch kind {
    case .symbol("&&"): "write and"
    case .symbol("||"): "write or"
    case .symbol("!"): "write not"
    case .symbol("="): "write =="
    default: nil
    }
  }
}

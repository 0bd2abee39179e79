internal import Diagnostics
internal import Wording
internal import YAML

/// Reads a condition and checks names, types and units. What it cannot read on from ends it; other problems are
/// collected.
///
/// ```
/// or         := and { 'or' and }
/// and        := not { 'and' not }
/// not        := 'not' not | comparison
/// comparison := sum [ ('==' | '!=' | '<' | '<=' | '>' | '>=') sum | 'in' a..b UNIT | 'in' '(' word { ',' word } ')' ]
/// sum        := product { ('+' | '-') product }
/// product    := primary { ('*' | '/') primary }
/// primary    := '(' or ')' | '-' primary | number [unit] | 'text' | true | false | word
///             | context.NAME | parameters.NAME | label.side | label.name
///             | PREDICATE | PREDICATE '(' LABEL ')'          complete, present, in_view; bare for the subject
///             | MEASURE | MEASURE '(' LABEL [ ',' LABEL ] ')'
///             | all '(' or 'over' GROUP ')' | any … | count …
///             | sum '(' sum 'over' GROUP ')' | mean … | min … | max … | least … | most …
///             | min '(' sum ',' sum ')' | max … | abs '(' sum ')'
/// LABEL      := the name of a label | label | label.pair
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
  /// Whether a bare name is about a label: the expectation's, or inside `over` the group's.
  private(set) var hasSubject: Bool
  var lexer: ConditionLexer
  private var depth = 0
  var diagnostics = Diagnostics()
  /// The parameters that it names.
  var parameters: Set<String> = []
  /// The groups that it names.
  private var groups: Set<String> = []

  private init(node: YAMLNode, text: String, scope: PolicyScope, hasSubject: Bool) {
    self.node = node
    self.scope = scope
    self.hasSubject = hasSubject
    lexer = ConditionLexer(text)
  }

  /// A checked condition, or nil with diagnostics.
  static func parse(
    _ node: YAMLNode, scope: PolicyScope, hasSubject: Bool, mentions: inout FieldMentions,
    diagnostics: inout Diagnostics
  ) -> Condition? {
    guard let text = node.text, !node.isNull else {
      diagnostics.error(
        .wrongType, "a condition is one line of text, not \(node.described)", at: node.range,
        suggestion: "such as complete and context.NAME == VALUE")
      return nil
    }
    guard text.count <= longest else {
      diagnostics.error(
        .tooLong, "a condition has at most \(longest) characters", at: node.range,
        suggestion: "split the expectation into several")
      return nil
    }
    var parser = ConditionParser(node: node, text: text, scope: scope, hasSubject: hasSubject)
    let expression = parser.whole()
    diagnostics.merge(parser.diagnostics)
    mentions.parameters.formUnion(parser.parameters)
    mentions.groups.formUnion(parser.groups)
    guard let expression, !parser.diagnostics.hasErrors else { return nil }
    return Condition(text: text, range: node.range, expression: expression)
  }

  /// One measure, such as `edge_support` or `gap(label, liver)`; nil with diagnostics when the text is anything else.
  static func measure(
    _ node: YAMLNode, scope: PolicyScope, hasSubject: Bool, mentions: inout FieldMentions,
    diagnostics: inout Diagnostics
  ) -> MeasureCall? {
    guard let text = node.text, !node.isNull, text.count <= longest else {
      diagnostics.error(
        .wrongType, "a measure is named as in a condition, not \(node.described)", at: node.range,
        suggestion: "such as sphericity, or gap(label, LABEL)")
      return nil
    }
    if text.contains("("), !text.contains(")") {
      diagnostics.error(
        .unexpected, "the parenthesis of '\(text)' is not closed", at: node.range,
        suggestion: "a comma ends a value inside braces; put the measure in quotes")
      return nil
    }
    var parser = ConditionParser(node: node, text: text, scope: scope, hasSubject: hasSubject)
    let call = parser.wholeMeasure()
    diagnostics.merge(parser.diagnostics)
    guard let call, !parser.diagnostics.hasErrors else { return nil }
    mentions.labels.formUnion(call.namedLabels)
    return call
  }

  /// A number as conditions write it, such as `gap(liver, spleen)` or `max(solidity over all)`; nil with diagnostics
  /// when the text is anything else.
  static func number(
    _ node: YAMLNode, scope: PolicyScope, hasSubject: Bool, mentions: inout FieldMentions,
    diagnostics: inout Diagnostics
  ) -> NumberExpression? {
    guard let text = node.text, !node.isNull, text.count <= longest else {
      diagnostics.error(
        .wrongType, "a number is written as in a condition, not \(node.described)", at: node.range,
        suggestion: "such as sphericity, or gap(label, LABEL)")
      return nil
    }
    if text.count(where: { $0 == "(" }) > text.count(where: { $0 == ")" }) {
      diagnostics.error(
        .unexpected, "the parenthesis of '\(text)' is not closed", at: node.range,
        suggestion: "a comma ends a value inside braces; put the measure in quotes")
      return nil
    }
    var parser = ConditionParser(node: node, text: text, scope: scope, hasSubject: hasSubject)
    let found = parser.wholeNumber()
    diagnostics.merge(parser.diagnostics)
    mentions.parameters.formUnion(parser.parameters)
    mentions.groups.formUnion(parser.groups)
    guard let (number, dimension) = found, !parser.diagnostics.hasErrors else { return nil }
    let expression = NumberExpression(text: text, range: node.range, number: number, dimension: dimension)
    mentions.labels.formUnion(expression.needs(subject: nil).labels)
    return expression
  }

  private mutating func wholeNumber() -> (Number, Dimension)? {
    do throws(Stop) {
      let term = try sum()
      try end()
      guard let (number, dimension) = number(term) else { return nil }
      if number.isFixed {
        report(.wrongType, "this is a number, not a measure", term.characters)
        return nil
      }
      return (number, dimension)
    } catch { return nil }
  }

  private mutating func whole() -> Proposition? {
    do throws(Stop) {
      let term = try or()
      try end()
      return proposition(term)
    } catch { return nil }
  }

  private mutating func wholeMeasure() -> MeasureCall? {
    do throws(Stop) {
      let term = try primary()
      try end()
      guard let (number, _) = number(term) else { return nil }
      if case .measure(let function, let labels, _) = number {
        return MeasureCall(function: function, arguments: labels, text: node.text ?? "", range: node.range)
      }
      report(.wrongType, "this is a number, not a measure", term.characters)
    } catch {}
    return nil
  }

  /// Nothing may be left.
  private mutating func end() throws(Stop) {
    let rest = lexer.next
    guard rest.kind == .end else {
      report(
        .unexpected, "'\(lexer.characters[rest.characters].map(String.init).joined())' does not belong here",
        rest.characters, suggestion: Self.advice(rest.kind))
      throw Stop()
    }
  }

  // The grammar, one function a rule.

  private mutating func or() throws(Stop) -> ConditionTerm {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest {
      report(.tooDeep, "nested deeper than \(Self.deepest) levels", lexer.next.characters)
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
      report(.tooDeep, "nested deeper than \(Self.deepest) levels", lexer.next.characters)
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
    if token.kind == .word("between"), !left.isWord {
      return try misspeltRange(from: token.characters.lowerBound, to: lexer.characters.count)
    }
    guard case .symbol(let symbol) = token.kind else { return left }
    guard let comparison = Proposition.Comparison(rawValue: symbol) else {
      if symbol == "=" {
        report(.unexpected, "'=' compares nothing", token.characters, suggestion: "write ==")
        throw Stop()
      }
      return left
    }
    lexer.take(token)
    let right = try sum()
    return .joined(compare(left, comparison, right, sign: token.characters), left, right)
  }

  private mutating func within(_ left: ConditionTerm) throws(Stop) -> ConditionTerm {
    let open = lexer.next
    if left.isWord, open.kind == .symbol("(") { return try among(left) }
    let start = open.characters.lowerBound
    guard let (number, dimension) = number(left) else { throw Stop() }
    if open.kind == .symbol("["), let close = lexer.characters[start...].firstIndex(of: "]") {
      return try misspeltRange(from: start, to: close + 1)
    }
    var scanner = QuantityScanner(lexer.characters, at: start)
    scanner.allowsNegative = true
    do {
      let limits = try scanner.limits(Self.limitDimensions(of: number, dimension))
      lexer.move(to: scanner.position)
      guard limits.lower != nil, limits.upper != nil else {
        report(.unexpected, "'in' takes a range, such as 1..3", start..<scanner.position)
        return ConditionTerm(.broken, left.characters)
      }
      return ConditionTerm(
        .truth(.within(number.measured(in: limits.dimension), limits)), left.characters.lowerBound..<scanner.position)
    } catch {
      report(DiagnosticRule(error.code), error.message, error.location, suggestion: error.suggestion)
      throw Stop()
    }
  }

  /// Reports a range in another form, such as `[0.2, 5]` or `between 0.2 and 5`.
  private mutating func misspeltRange(from start: Int, to end: Int) throws(Stop) -> ConditionTerm {
    let written = String(lexer.characters[start..<end])
    let meant = IntendedLimits.text(written, [.ratio] + Dimension.allCases, signed: true)
    report(
      .notARange, "'\(written)' is not how a range is written", start..<end,
      suggestion: meant.map { "write \(written.hasPrefix("[") ? "" : "in ")\($0)" })
    throw Stop()
  }

  /// `(word, word)` after `in`.
  private mutating func among(_ left: ConditionTerm) throws(Stop) -> ConditionTerm {
    let open = lexer.next
    lexer.take(open)
    guard case .word(let word, let values) = left.kind else { throw Stop() }
    var words: [String] = []
    repeat {
      let token = lexer.next
      switch token.kind {
      case .word(let text), .quoted(let text):
        lexer.take(token)
        if let values, !values.contains(text) {
          let name = String(lexer.characters[left.characters])
          report(
            .impossibleValue, "\(name) is never '\(text)'", token.characters,
            suggestion: Suggestion.oneOf(text, values))
        }
        words.append(text)
      default:
        report(.unexpected, "'in' takes words here, such as (none, left)", token.characters)
        throw Stop()
      }
    } while takeSymbol(",")
    try close(open)
    return ConditionTerm(.truth(.oneOf(word, words)), left.characters.lowerBound..<lexer.position)
  }

  /// What the limits of a number may be written in.
  private static func limitDimensions(of number: Number, _ dimension: Dimension) -> [Dimension] {
    if case .measure(let function, _, _) = number { return function.limitDimensions }
    return dimension == .voxels ? [.voxels, .count] : dimension.isBare ? [.ratio, .fraction] : [dimension]
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
    case .symbol("-"):
      lexer.take(token)
      return negated(try primary(), from: token.characters.lowerBound)
    case .number: return try literal(token)
    case .quoted(let text):
      lexer.take(token)
      return ConditionTerm(.word(.literal(text), values: nil), token.characters)
    case .word(let word) where !["and", "or", "in", "not", "over"].contains(word):
      lexer.take(token)
      guard lexer.next.kind == .symbol("(") else { return name(word, token) }
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else {
        report(.tooDeep, "nested deeper than \(Self.deepest) levels", lexer.next.characters)
        throw Stop()
      }
      return try Self.groupFunctions.contains(word) ? groupCall(word, token) : call(word, token)
    case .end: report(.unexpected, "the condition ends where something should follow", token.characters)
    default:
      let text = String(lexer.characters[token.characters])
      report(.unexpected, "'\(text)' does not belong here", token.characters, suggestion: Self.advice(token.kind))
    }
    throw Stop()
  }

  private mutating func literal(_ token: ConditionToken) throws(Stop) -> ConditionTerm {
    var scanner = QuantityScanner(lexer.characters, at: token.characters.lowerBound)
    do {
      let quantity = try scanner.quantity([.count] + Dimension.allCases)
      lexer.move(to: scanner.position)
      return ConditionTerm(
        .number(.literal(quantity.value), quantity.dimension), token.characters.lowerBound..<scanner.position,
        quantity: quantity)
    } catch {
      report(DiagnosticRule(error.code), error.message, error.location, suggestion: error.suggestion)
      throw Stop()
    }
  }

  private mutating func close(_ open: ConditionToken) throws(Stop) {
    let token = lexer.next
    guard token.kind == .symbol(")") else {
      if case .word(let word) = token.kind, word != "over" {
        report(.unexpected, "'\(word)' does not belong here", token.characters, suggestion: joined(to: token))
      } else {
        report(.unexpected, "this parenthesis is not closed", open.characters)
      }
      throw Stop()
    }
    lexer.take(token)
  }

  /// What was meant by two words side by side: the name that they are with `_` between them, or `and`, which they miss.
  private func joined(to token: ConditionToken) -> String? {
    let before = String(
      lexer.characters[..<token.characters.lowerBound].reversed().drop(while: \.isWhitespace)
        .prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    let name = "\(before)_\(String(lexer.characters[token.characters]))"
    return scope.expand(name) == nil ? Self.advice(token.kind) : "did you mean '\(name)'?"
  }

  /// `complete(kidney_left)`, `gap(label, liver)`. A group means every one of its labels, for facts that are yes or no.
  private mutating func call(_ function: String, _ token: ConditionToken) throws(Stop) -> ConditionTerm {
    let open = lexer.next
    lexer.take(open)
    var arguments: [(word: String, characters: Range<Int>)] = []
    repeat {
      let argument = lexer.next
      switch argument.kind {
      case .word(let text), .quoted(let text): arguments.append((text, argument.characters))
      default:
        report(.unexpected, "\(function)( takes the name of a label", argument.characters)
        throw Stop()
      }
      lexer.take(argument)
    } while takeSymbol(",")
    try close(open)
    let characters = token.characters.lowerBound..<lexer.position
    if let predicate = ConditionPredicate(rawValue: function) {
      guard arguments.count == 1 else {
        report(.wrongArguments, "\(function) takes one label", characters)
        return ConditionTerm(.broken, characters)
      }
      return ConditionTerm(self.predicate(predicate, arguments[0].word, arguments[0].characters), characters)
    }
    guard let measure = scope.vocabulary.measure(function) else {
      report(
        .unknownFunction, "there is no function '\(function)'", token.characters,
        suggestion: Suggestion.didYouMean(function, among: functionNames))
      return ConditionTerm(.broken, characters)
    }
    guard fits(measure, token.characters) else { return ConditionTerm(.broken, characters) }
    guard arguments.count == measure.arity else {
      report(
        .wrongArguments, "\(function) takes \(measure.arity == 1 ? "one label" : "two labels")", characters,
        suggestion: "write \(function)(\(measure.arity == 1 ? "LABEL" : "LABEL, LABEL"))")
      return ConditionTerm(.broken, characters)
    }
    let labels = arguments.compactMap { label($0.word, of: function, $0.characters) }
    guard labels.count == arguments.count else { return ConditionTerm(.broken, characters) }
    if labels.count == 2, labels[0] == labels[1] {
      report(.sameLabel, "\(function) takes two different labels", arguments[1].characters)
      return ConditionTerm(.broken, characters)
    }
    return ConditionTerm(.number(.measure(measure, labels, measure.dimension), measure.dimension), characters)
  }

  private mutating func predicate(
    _ predicate: ConditionPredicate, _ word: String, _ characters: Range<Int>
  ) -> ConditionTerm.Kind {
    if ["label", "label.pair"].contains(word) {
      return label(word, of: predicate.rawValue, characters).map { .truth(.predicate(predicate, $0)) } ?? .broken
    }
    guard let labels = scope.expand(word), let first = labels.first else {
      unknownLabel(word, characters)
      return .broken
    }
    if scope.label(word) == nil { groups.insert(word) }
    return .truth(
      labels.dropFirst().reduce(Proposition.predicate(predicate, .named(first))) {
        .and($0, .predicate(predicate, .named($1)))
      })
  }

  /// A label as the argument of a function.
  private mutating func label(_ word: String, of function: String, _ characters: Range<Int>) -> ConditionLabel? {
    if word == "label" || word == "label.pair" {
      guard hasSubject else {
        report(
          .noSubject, "'\(word)' needs an expectation with each or label", characters,
          suggestion: "name the label instead")
        return nil
      }
      return word == "label" ? .subject : .pair
    }
    if scope.label(word) != nil { return .named(word) }
    if scope.expand(word) != nil {
      report(
        .groupNotLabel, "\(function) takes one label; '\(word)' is a group", characters,
        suggestion: "write all(\(function) … over \(word)), or any, count, sum, mean, min, max")
    } else {
      unknownLabel(word, characters)
    }
    return nil
  }

  private mutating func unknownLabel(_ word: String, _ characters: Range<Int>) {
    scope.report(
      unknownLabel: word, at: node.range(ofCharacters: characters), among: scope.names, to: &diagnostics)
  }

  /// `all(complete over kidneys)`, `sum(volume over lobes)`, `min(a, b)`, `abs(a)`: inside `over`, a bare name is about
  /// each label of the group.
  private mutating func groupCall(_ function: String, _ token: ConditionToken) throws(Stop) -> ConditionTerm {
    let open = lexer.next
    lexer.take(open)
    let outer = hasSubject
    defer { hasSubject = outer }
    hasSubject = outer || isOver(from: lexer.position)
    // Until the end: what a bare name in the body means is settled when its place is known.
    defer { hasSubject = outer }
    let body = try or()
    let start = token.characters.lowerBound
    if takeWord("over") {
      let argument = lexer.next
      guard case .word(let group) = argument.kind else {
        report(.unexpected, "'over' takes the name of a group", argument.characters)
        throw Stop()
      }
      lexer.take(argument)
      guard let names = scope.expand(group) else {
        if scope.lacksNames {
          diagnostics.consequence()
        } else {
          report(
            .unknownLabel, "there is no group '\(group)'", argument.characters,
            suggestion: scope.groups.isEmpty
              ? nil : Suggestion.oneOf(group, scope.groups.map(\.name) + ["all"]))
        }
        throw Stop()
      }
      try close(open)
      groups.insert(group)
      let members = names.compactMap { scope.label($0) }
      return ConditionTerm(over(function, body, members, argument.characters), start..<lexer.position)
    }
    if ["min", "max"].contains(function), takeSymbol(",") {
      let other = try or()
      try close(open)
      return chosen(function, body, other, start..<lexer.position)
    }
    if function == "abs" {
      try close(open)
      guard let (number, dimension) = number(body) else { return ConditionTerm(.broken, body.characters) }
      return ConditionTerm(.number(.absolute(number), dimension), start..<lexer.position)
    }
    report(
      .unexpected, "\(function)(…) needs 'over' and a group", lexer.next.characters,
      suggestion: "write \(function)(… over GROUP)")
    throw Stop()
  }

  /// Whether the parenthesis that is open at a place holds `over` at its own level: then bare names in it are about the
  /// group's labels.
  private func isOver(from position: Int) -> Bool {
    var ahead = lexer
    ahead.move(to: position)
    var level = 0
    while true {
      let token = ahead.next
      switch token.kind {
      case .end: return false
      case .symbol("("): level += 1
      case .symbol(")"):
        if level == 0 { return false }
        level -= 1
      case .word("over") where level == 0: return true
      default: break
      }
      ahead.take(token)
    }
  }

  /// `context.NAME`, `parameters.NAME`, `label.side`, `label.name`, or a word whose meaning its neighbours decide.
  private mutating func name(_ word: String, _ token: ConditionToken) -> ConditionTerm {
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return ConditionTerm(.bare(word), token.characters) }
    switch parts[0] {
    case "context":
      if let variable = scope.context.first(where: { $0.name == parts[1] }) {
        let isNumber = variable.range != nil
        return ConditionTerm(
          isNumber
            ? .number(.context(variable.name), .ratio) : .word(.context(variable.name), values: variable.values),
          token.characters)
      }
      report(
        .unknownContext, "the policy declares no context variable '\(parts[1])'", token.characters,
        suggestion: Suggestion.oneOf(word, scope.context.map { "context.\($0.name)" }))
    case "parameters":
      if let parameter = scope.parameter(parts[1]) { return self.parameter(parameter, token.characters) }
      report(
        .unknownName, "there is no parameter '\(parts[1])'", token.characters,
        suggestion: Suggestion.oneOf(word, scope.parameters.map { "parameters.\($0.name)" }))
    case "label" where !hasSubject && (parts[1] == "side" || parts[1] == "name"):
      report(
        .noSubject, "\(word) needs an expectation with each or label", token.characters,
        suggestion: "name the label instead")
    case "label" where parts[1] == "side":
      return ConditionTerm(
        .word(.labelSide, values: PatientSides.all), token.characters)
    case "label" where parts[1] == "name":
      return ConditionTerm(.word(.labelName, values: scope.names), token.characters)
    default:
      report(
        .unknownName, "there is no '\(word)'", token.characters,
        suggestion: called(parts[1], of: parts[0])
          ?? Suggestion.oneOf(word, scope.context.map { "context.\($0.name)" } + ["label.side", "label.name"]))
    }
    return ConditionTerm(.broken, token.characters)
  }

  /// `volume(liver)` for `liver.volume`.
  private func called(_ function: String, of label: String) -> String? {
    let knows = scope.vocabulary.measure(function) != nil || ConditionPredicate(rawValue: function) != nil
    return knows && (label == "label" || scope.label(label) != nil) ? "write \(function)(\(label))" : nil
  }

  private mutating func takeSymbol(_ symbol: String) -> Bool {
    let token = lexer.next
    guard token.kind == .symbol(symbol) else { return false }
    lexer.take(token)
    return true
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

  /// Functions whose parenthesis holds a condition or a number, not labels.
  private static let groupFunctions = ["all", "any", "count", "abs"] + Number.Reduction.allCases.map(\.rawValue)

  var functionNames: [String] {
    ConditionPredicate.allCases.map(\.rawValue) + Self.groupFunctions + scope.vocabulary.measures.map(\.name)
  }

  private static func advice(_ kind: ConditionToken.Kind) -> String? {
    switch kind {
    case .symbol("&&"): "write and"
    case .symbol("||"): "write or"
    case .symbol("!"): "write not"
    case .symbol("&"): "write and"
    case .symbol("|"): "write or"
    case .symbol("="): "write =="
    case .symbol("≥"): "write >="
    case .symbol("≤"): "write <="
    case .symbol("≠"): "write !="
    case .symbol("\u{201C}"), .symbol("\u{201D}"), .symbol("\u{201E}"), .symbol("\u{2018}"), .symbol("\u{2019}"):
      "write straight quotes, or none"
    case .symbol("–"), .symbol("−"): "write -"
    case .symbol("×"): "write *"
    case .word(let word) where ["and", "or", "not", "in"].contains(word.lowercased()): "write \(word.lowercased())"
    case .word("is"), .word("equals"): "write =="
    case .word("isnt"): "write !="
    default: nil
    }
  }
}

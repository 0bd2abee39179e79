/// A checked `when` or `unless`: every name known, every unit fitting. A value; evaluating it costs nothing but the facts it asks for.
package struct Condition: Hashable, Sendable {
  /// The author's words.
  package let text: String
  package let range: SourceRange
  let expression: Proposition

  init(text: String, range: SourceRange, expression: Proposition) {
    self.text = text
    self.range = range
    self.expression = expression
  }

  /// Whether it holds for a case.
  ///
  /// - Parameter subject: The label that the expectation is judged for; nil where the expectation names its own labels.
  package func evaluate(subject: LabelDeclaration?, facts: some ConditionFacts) -> Truth {
    Evaluation(subject: subject, facts: facts).truth(expression)
  }

  /// What evaluating it for a subject asks for.
  package func needs(subject: String?) -> ConditionNeeds {
    var needs = ConditionNeeds()
    expression.collect(into: &needs, subject: subject)
    return needs
  }

  /// Whether it asks for `label.side`, which every subject must then declare.
  var usesSide: Bool { expression.usesSide }
}

/// Who a term is about.
enum ConditionLabel: Hashable, Sendable {
  case subject
  case named(String)
}

/// What is true or false.
indirect enum Proposition: Hashable, Sendable {
  enum Comparison: String, CaseIterable, Hashable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
  }

  case constant(Bool)
  case predicate(ConditionPredicate, ConditionLabel)
  case not(Proposition)
  case and(Proposition, Proposition)
  case or(Proposition, Proposition)
  case compare(Number, Comparison, Number)
  case within(Number, Limits)
  case same(Word, Word)
}

/// What is a number, in the canonical unit of its dimension.
indirect enum Number: Hashable, Sendable {
  enum Operation: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  case literal(Double)
  case measure(ConditionMeasure, ConditionLabel)
  case combined(Number, Operation, Number)
}

/// What is a word.
enum Word: Hashable, Sendable {
  case literal(String)
  case context(String)
  case labelName
  case labelSide
}

extension Proposition {
  func collect(into needs: inout ConditionNeeds, subject: String?) {
    func name(_ label: ConditionLabel) -> String? {
      if case .named(let name) = label { name } else { subject }
    }
    func collect(_ number: Number) {
      switch number {
      case .literal: break
      case .measure(let measure, let label):
        if let label = name(label) { needs.measures.insert(.init(measure, label)) }
      case .combined(let a, _, let b):
        collect(a)
        collect(b)
      }
    }
    switch self {
    case .constant: break
    case .predicate(let predicate, let label):
      if let label = name(label) { needs.predicates.insert(.init(predicate, label)) }
    case .not(let a): a.collect(into: &needs, subject: subject)
    case .and(let a, let b), .or(let a, let b):
      a.collect(into: &needs, subject: subject)
      b.collect(into: &needs, subject: subject)
    case .compare(let a, _, let b):
      collect(a)
      collect(b)
    case .within(let a, _): collect(a)
    case .same(let a, let b):
      for case .context(let name) in [a, b] { needs.context.insert(name) }
    }
  }

  var usesSide: Bool {
    switch self {
    case .constant, .predicate, .compare, .within: false
    case .not(let a): a.usesSide
    case .and(let a, let b), .or(let a, let b): a.usesSide || b.usesSide
    case .same(let a, let b): a == .labelSide || b == .labelSide
    }
  }
}

package import Diagnostics
internal import Wording

/// A checked `when`, `unless` or `assert`: every name known, every unit fitting. A value; evaluating it costs nothing
/// but the facts it asks for.
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
  ///
  /// - Parameter labels: The policy's labels; a term about a label's pair needs its declaration.
  package func needs(subject: LabelDeclaration?) -> ConditionNeeds {
    var needs = ConditionNeeds()
    expression.collect(into: &needs, subject: subject)
    return needs
  }

  /// Whether it demands, alone or beside other things, that the subject has voxels.
  var demandsPresence: Bool { expression.demands(.predicate(.present, .subject)) }

  /// Whether it is nothing but the demand that the subject has voxels.
  var isPresence: Bool { expression == .predicate(.present, .subject) }

  /// Whether it asks for `label.side`, which every subject must then declare.
  var usesSide: Bool { expression.uses { $0 == .side } }

  /// Whether it asks for `label.pair`, which every subject must then declare.
  var usesPair: Bool { expression.uses { $0 == .pair } }
}

/// Who a term is about.
enum ConditionLabel: Hashable, Sendable {
  case subject
  /// The subject's `paired_with`.
  case pair
  case named(String)

  func name(_ subject: LabelDeclaration?) -> String? {
    switch self {
    case .subject: subject?.name
    case .pair: subject?.pairedWith
    case .named(let name): name
    }
  }
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
  case oneOf(Word, [String])
  /// Every one of some labels, or at least one of them, as the subject.
  case every(Proposition, [LabelDeclaration])
  case some(Proposition, [LabelDeclaration])
}

extension Proposition {
  /// Whether it is false wherever another one is.
  func demands(_ other: Proposition) -> Bool {
    if self == other { return true }
    if case .and(let a, let b) = self { return a.demands(other) || b.demands(other) }
    return false
  }
}

/// What is a number, in the canonical unit of its dimension.
indirect enum Number: Hashable, Sendable {
  enum Operation: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  /// Of several numbers one.
  enum Reduction: String, CaseIterable, Hashable, Sendable {
    case sum, mean, min, max
    /// The smallest and the largest of the labels that are there and have such a number; unknown where none has.
    case least, most

    var isOfPresent: Bool { self == .least || self == .most }
  }

  case literal(Double)
  /// A measure of one or two labels, in one of the dimensions that its limits may have.
  case measure(MeasureFunction, [ConditionLabel], Dimension)
  case combined(Number, Operation, Number)
  case absolute(Number)
  case context(String)
  case count(Proposition, [LabelDeclaration])
  case reduced(Reduction, Number, [LabelDeclaration])
  case chosen(Reduction, Number, Number)
}

/// What is a word.
enum Word: Hashable, Sendable {
  case literal(String)
  case context(String)
  case labelName
  case labelSide
}

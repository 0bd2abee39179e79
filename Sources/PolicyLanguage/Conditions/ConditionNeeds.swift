/// What must be known of a case before a condition can be evaluated.
package struct ConditionNeeds: Hashable, Sendable {
  package struct Measure: Hashable, Sendable {
    package var function: MeasureFunction
    /// One or two.
    package var labels: [String]

    package init(_ function: MeasureFunction, _ labels: [String]) {
      self.function = function
      self.labels = labels
    }
  }

  package struct Predicate: Hashable, Sendable {
    package var predicate: ConditionPredicate
    package var label: String

    package init(_ predicate: ConditionPredicate, _ label: String) {
      self.predicate = predicate
      self.label = label
    }
  }

  package var measures: Set<Measure> = []
  package var predicates: Set<Predicate> = []
  package var context: Set<String> = []

  /// Every label that is asked about.
  package var labels: Set<String> {
    measures.reduce(into: Set(predicates.map(\.label))) { $0.formUnion($1.labels) }
  }

  package init() {}

  package mutating func formUnion(_ other: ConditionNeeds) {
    measures.formUnion(other.measures)
    predicates.formUnion(other.predicates)
    context.formUnion(other.context)
  }
}

/// Which of a subject's declarations a term asks for.
enum SubjectPart { case side, pair }

extension Proposition {
  func collect(into needs: inout ConditionNeeds, subject: LabelDeclaration?) {
    switch self {
    case .constant: break
    case .predicate(let predicate, let label):
      if let label = label.name(subject) { needs.predicates.insert(.init(predicate, label)) }
    case .not(let a): a.collect(into: &needs, subject: subject)
    case .and(let a, let b), .or(let a, let b):
      a.collect(into: &needs, subject: subject)
      b.collect(into: &needs, subject: subject)
    case .compare(let a, _, let b):
      a.collect(into: &needs, subject: subject)
      b.collect(into: &needs, subject: subject)
    case .within(let a, _): a.collect(into: &needs, subject: subject)
    case .same(let a, let b):
      for case .context(let name) in [a, b] { needs.context.insert(name) }
    case .oneOf(let a, _):
      if case .context(let name) = a { needs.context.insert(name) }
    case .every(let a, let labels), .some(let a, let labels):
      for label in labels { a.collect(into: &needs, subject: label) }
    }
  }

  /// Whether a term outside of quantifiers asks for a part of the subject's declaration.
  func uses(_ isWanted: (SubjectPart) -> Bool) -> Bool {
    switch self {
    case .constant, .every, .some: false
    case .predicate(_, let label): label == .pair && isWanted(.pair)
    case .not(let a): a.uses(isWanted)
    case .and(let a, let b), .or(let a, let b): a.uses(isWanted) || b.uses(isWanted)
    case .compare(let a, _, let b): a.uses(isWanted) || b.uses(isWanted)
    case .within(let a, _): a.uses(isWanted)
    case .same(let a, let b): (a == .labelSide || b == .labelSide) && isWanted(.side)
    case .oneOf(let a, _): a == .labelSide && isWanted(.side)
    }
  }
}

extension Number {
  func collect(into needs: inout ConditionNeeds, subject: LabelDeclaration?) {
    switch self {
    case .literal: break
    case .measure(let function, let labels, _):
      let names = labels.compactMap { $0.name(subject) }
      if names.count == labels.count { needs.measures.insert(.init(function, names)) }
    case .combined(let a, _, let b), .chosen(_, let a, let b):
      a.collect(into: &needs, subject: subject)
      b.collect(into: &needs, subject: subject)
    case .absolute(let a): a.collect(into: &needs, subject: subject)
    case .context(let name): needs.context.insert(name)
    case .count(let a, let labels): for label in labels { a.collect(into: &needs, subject: label) }
    case .reduced(_, let a, let labels): for label in labels { a.collect(into: &needs, subject: label) }
    }
  }

  /// The labels that are named in it, and those of its groups.
  var namedLabels: [String] {
    switch self {
    case .literal, .context: return []
    case .measure(_, let labels, _): return labels.compactMap { if case .named(let name) = $0 { name } else { nil } }
    case .combined(let a, _, let b), .chosen(_, let a, let b): return a.namedLabels + b.namedLabels
    case .absolute(let a): return a.namedLabels
    case .count(_, let labels): return labels.map(\.name)
    case .reduced(_, let a, let labels): return a.namedLabels + labels.map(\.name)
    }
  }

  func uses(_ isWanted: (SubjectPart) -> Bool) -> Bool {
    switch self {
    case .literal, .context, .count, .reduced: false
    case .measure(_, let labels, _): labels.contains(.pair) && isWanted(.pair)
    case .combined(let a, _, let b), .chosen(_, let a, let b): a.uses(isWanted) || b.uses(isWanted)
    case .absolute(let a): a.uses(isWanted)
    }
  }
}

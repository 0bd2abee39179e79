import Volume

extension Condition {
  /// Three-valued evaluation against a case's facts.
  struct Evaluation<Facts: ConditionFacts> {
    /// A value, or why there is none.
    private enum Known<Value> {
      case value(Value)
      case unknown(String)
    }

    var subject: LabelDeclaration?
    var facts: Facts

    func truth(_ proposition: Proposition) -> Truth {
      switch proposition {
      case .constant(let value): return Truth(value)
      case .not(let a): return !truth(a)
      case .and(let a, let b):
        let first = truth(a)
        return first == .false ? .false : first && truth(b)
      case .or(let a, let b):
        let first = truth(a)
        return first == .true ? .true : first || truth(b)
      case .predicate(let predicate, let label):
        guard let name = name(label) else { return .unknown("there is no label to ask about") }
        return switch predicate {
        case .complete: facts.complete(name)
        case .present: facts.present(name)
        case .inView: facts.inView(name)
        }
      case .compare(let a, let comparison, let b):
        switch (number(a), number(b)) {
        case (.value(let x), .value(let y)): return Truth(Self.holds(x, comparison, y))
        case (.unknown(let one), .unknown(let other)): return .unknown(Truth.join(one, other))
        case (.unknown(let cause), _), (_, .unknown(let cause)): return .unknown(cause)
        }
      case .within(let a, let limits):
        switch number(a) {
        case .value(let x): return Truth(limits.contains(x))
        case .unknown(let cause): return .unknown(cause)
        }
      case .same(let a, let b):
        switch (word(a), word(b)) {
        case (.value(let x), .value(let y)): return Truth(x == y)
        case (.unknown(let one), .unknown(let other)): return .unknown(Truth.join(one, other))
        case (.unknown(let cause), _), (_, .unknown(let cause)): return .unknown(cause)
        }
      }
    }

    private func name(_ label: ConditionLabel) -> String? {
      if case .named(let name) = label { name } else { subject?.name }
    }

    private static func holds(_ x: Double, _ comparison: Proposition.Comparison, _ y: Double) -> Bool {
      switch comparison {
      case .equal: x == y
      case .notEqual: x != y
      case .less: x < y
      case .lessOrEqual: x <= y
      case .greater: x > y
      case .greaterOrEqual: x >= y
      }
    }

    private func number(_ number: Number) -> Known<Double> {
      switch number {
      case .literal(let value): return .value(value)
      case .measure(let measure, let label):
        guard let name = name(label) else { return .unknown("there is no label to ask about") }
        let (value, cause) = facts.measure(measure.rawValue, name)
        guard let value, !value.isNaN else {
          return .unknown(cause.isEmpty ? "the \(measure.rawValue) of \(name) is not known" : cause)
        }
        return .value(value)
      case .combined(let a, let operation, let b):
        switch (self.number(a), self.number(b)) {
        case (.value(let x), .value(let y)): return Self.combine(x, operation, y)
        case (.unknown(let one), .unknown(let other)): return .unknown(Truth.join(one, other))
        case (.unknown(let cause), _), (_, .unknown(let cause)): return .unknown(cause)
        }
      }
    }

    private static func combine(_ x: Double, _ operation: Number.Operation, _ y: Double) -> Known<Double> {
      switch operation {
      case .plus: return .value(x + y)
      case .minus: return .value(x - y)
      case .times: return .value(x * y)
      case .over: return y == 0 ? .unknown("it would divide by zero") : .value(x / y)
      }
    }

    private func word(_ word: Word) -> Known<String> {
      switch word {
      case .literal(let text): return .value(text)
      case .context(let name):
        return facts.context(name).map { .value($0) } ?? .unknown("the context variable \(name) is not given")
      case .labelName: return subject.map { .value($0.name) } ?? .unknown("there is no label to ask about")
      case .labelSide:
        guard let subject else { return .unknown("there is no label to ask about") }
        return subject.side.map { .value($0.rawValue) } ?? .unknown("\(subject.name) declares no side")
      }
    }
  }
}

import Volume
package import Wording

extension Condition {
  /// Three-valued evaluation against a case's facts.
  struct Evaluation<Facts: ConditionFacts> {
    var subject: LabelDeclaration?
    var facts: Facts

    private func with(_ subject: LabelDeclaration) -> Evaluation { Evaluation(subject: subject, facts: facts) }

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
        guard let name = label.name(subject) else { return .unknown(Self.noLabel) }
        return switch predicate {
        case .complete: facts.complete(name)
        case .present: facts.present(name)
        case .inView: facts.inView(name)
        }
      case .compare(let a, let comparison, let b):
        let known = truth(number(a), number(b)) { Self.holds($0, comparison, $1) }
        return agreed(a, b, else: known) { Self.holds($0, comparison, $1) }
      case .within(let a, let limits):
        switch number(a) {
        case .value(let x): return Truth(limits.contains(x))
        case .unknown(let causes): return agreed(a, a, else: .unknown(causes)) { x, _ in limits.contains(x) }
        }
      case .same(let a, let b): return truth(word(a), word(b), ==)
      case .oneOf(let a, let words):
        switch word(a) {
        case .value(let x): return Truth(words.contains(x))
        case .unknown(let causes): return .unknown(causes)
        }
      case .every(let a, let labels): return labels.reduce(.true) { $0 == .false ? .false : $0 && with($1).truth(a) }
      case .some(let a, let labels): return labels.reduce(.false) { $0 == .true ? .true : $0 || with($1).truth(a) }
      }
    }

    private func truth<Value>(_ a: Known<Value>, _ b: Known<Value>, _ holds: (Value, Value) -> Bool) -> Truth {
      switch (a, b) {
      case (.value(let x), .value(let y)): Truth(holds(x, y))
      case (.unknown(let one), .unknown(let other)): .unknown(one.joined(with: other))
      case (.unknown(let causes), _), (_, .unknown(let causes)): .unknown(causes)
      }
    }

    /// What a comparison comes to when every count that unknown labels leave possible gives the same; else as it is.
    private func agreed(
      _ a: Number, _ b: Number, else known: Truth, _ holds: (Double, Double) -> Bool
    ) -> Truth {
      guard case .unknown = known, let first = possible(a), let second = possible(b) else { return known }
      let answers = Set(first.flatMap { x in second.map { holds(x, $0) } })
      return answers.count == 1 ? Truth(answers.contains(true)) : known
    }

    /// The values that a number may have: one when it is known, those of a count of which some labels are unknown; nil
    /// for everything else.
    private func possible(_ number: Number) -> [Double]? {
      if case .value(let value) = self.number(number) { return [value] }
      guard case .count(let a, let labels) = number else { return nil }
      let truths = labels.map { with($0).truth(a) }
      let certain = truths.count { $0 == .true }
      let open = truths.count { if case .unknown = $0 { true } else { false } }
      return (certain...certain + open).map(Double.init)
    }

    private static var noLabel: UnknownCause { .notComputable("there is no label to ask about") }

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

    /// A number that is none (0 / 0) is unknown, and never compares.
    func number(_ number: Number) -> Known<Double> {
      switch number {
      case .literal(let value): return .value(value)
      case .measure(let function, let labels, let dimension):
        let names = labels.compactMap { $0.name(subject) }
        guard names.count == labels.count else { return .unknown(Self.noLabel) }
        let known = facts.measure(function, names, in: dimension)
        if case .value(let value) = known, value.isNaN {
          return .unknown(.undefined("\(function.name)(\(names.joined(separator: ", "))) is undefined"))
        }
        return known
      case .context(let name):
        guard let text = facts.context(name) else { return .unknown(.noContext(name)) }
        guard let value = Double(text), value.isFinite else {
          return .unknown(.notComputable("the context variable \(name) is no number"))
        }
        return .value(value)
      case .absolute(let a):
        switch self.number(a) {
        case .value(let x): return .value(abs(x))
        case let unknown: return unknown
        }
      case .combined(let a, .over, let b):
        let known = joined(a, b) { Self.combine($0, .over, $1) }
        // A quotient of two sizes is the same number in voxels.
        guard case .unknown(let causes) = known, causes.contains(where: { $0.kind == .noSpacing }),
          a.canBeMeasured(in: .voxels), b.canBeMeasured(in: .voxels), a.sizeDimension == b.sizeDimension
        else { return known }
        return joined(a.measured(in: .voxels), b.measured(in: .voxels)) { Self.combine($0, .over, $1) }
      case .combined(let a, let operation, let b): return joined(a, b) { Self.combine($0, operation, $1) }
      case .chosen(let reduction, let a, let b): return joined(a, b) { .value(Self.reduce(reduction, [$0, $1])) }
      case .count(let a, let labels):
        var count = 0
        for label in labels {
          switch with(label).truth(a) {
          case .true: count += 1
          case .false: break
          case .unknown(let causes): return .unknown(causes)
          }
        }
        return .value(Double(count))
      case .reduced(let reduction, let a, let labels):
        var values: [Double] = []
        var open: [UnknownCause] = []
        for label in labels {
          switch with(label).number(a) {
          case .value(let x): values.append(x)
          case .unknown(let causes):
            guard reduction.isOfPresent, causes.allSatisfy(\.isAbsence) else { return .unknown(causes) }
            open = open.joined(with: causes)
          }
        }
        return values.isEmpty && reduction.isOfPresent
          ? .unknown(open) : .value(Self.reduce(reduction, values))
      }
    }

    private func joined(_ a: Number, _ b: Number, _ combine: (Double, Double) -> Known<Double>) -> Known<Double> {
      switch (number(a), number(b)) {
      case (.value(let x), .value(let y)): combine(x, y)
      case (.unknown(let one), .unknown(let other)): .unknown(one.joined(with: other))
      case (.unknown(let causes), _), (_, .unknown(let causes)): .unknown(causes)
      }
    }

    private static func combine(_ x: Double, _ operation: Number.Operation, _ y: Double) -> Known<Double> {
      switch operation {
      case .plus: .value(x + y)
      case .minus: .value(x - y)
      case .times: .value(x * y)
      case .over: y == 0 ? .unknown(.undefined("it would divide by zero")) : .value(x / y)
      }
    }

    private static func reduce(_ reduction: Number.Reduction, _ values: [Double]) -> Double {
      switch reduction {
      case .sum: values.reduce(0, +)
      case .mean: values.reduce(0, +) / Double(max(1, values.count))
      case .min, .least: values.min() ?? 0
      case .max, .most: values.max() ?? 0
      }
    }

    private func word(_ word: Word) -> Known<String> {
      switch word {
      case .literal(let text): return .value(text)
      case .context(let name): return facts.context(name).map { .value($0) } ?? .unknown(.noContext(name))
      case .labelName: return subject.map { .value($0.name) } ?? .unknown(Self.noLabel)
      case .labelSide:
        guard let subject else { return .unknown(Self.noLabel) }
        return subject.side.map { .value($0.rawValue) } ?? .unknown(.undefined("\(subject.name) declares no side"))
      }
    }
  }

  /// The numbers that the outermost comparison holds against each other, for the finding that shows them; nil where the
  /// condition is no comparison of a number with limits or a literal.
  package func measured(subject: LabelDeclaration?, facts: some ConditionFacts) -> (value: Double, limits: Limits)? {
    let evaluation = Evaluation(subject: subject, facts: facts)
    guard case .within(let number, let limits) = expression, case .value(let value) = evaluation.number(number) else {
      return nil
    }
    return (value, limits)
  }
}

extension UnknownCause {
  /// Whether a label is not there, or its shape has no such number.
  fileprivate var isAbsence: Bool { [.absent, .empty, .notAskedFor, .undefined].contains(kind) }
}

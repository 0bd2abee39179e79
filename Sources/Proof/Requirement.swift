internal import Evaluation
internal import Numerics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// What one expectation asks of one subject, as far as it can be calculated with.
struct Requirement: Sendable {
  /// A number with what it must be.
  struct Limited: Sendable {
    let variable: ValueBox.Variable
    /// What it can be at all.
    let range: Interval
    let allowed: Limits
  }

  let expectation: Expectation
  let subject: LabelDeclaration?
  /// Limits outside of which it fails, one for each number.
  let limited: [Limited]
  /// Conditions that must hold.
  let conditions: [Condition]
  /// What it says of the subject's presence; nil: nothing.
  let presence: Bool?
  /// What is asked beside the limits, as it is written: compared, not calculated with.
  let rest: String
  /// Whether it fails exactly where a limit, a condition or the presence does.
  let isCalculated: Bool
  let variables: [ContextVariable]

  /// Nil where the expectation is no single demand that calculation could follow: under a quorum, by slices, by strata.
  init(_ expectation: Expectation, _ subject: String?, in policy: Policy) {
    self.expectation = expectation
    self.subject = subject.flatMap { policy.label($0) }
    variables = policy.context
    let kind = expectation.kind as? any JudgedKind
    let isSingle = expectation.quorum == nil && expectation.slices == nil && expectation.variants.isEmpty
    let numbers = isSingle ? kind?.limitedNumbers(subject: subject, policy: policy) ?? [] : []
    limited = numbers.compactMap { number in
      guard let allowed = number.possible ?? nil else { return nil }
      return Limited(
        variable: Self.variable(number, allowed, kind), range: Self.range(number, allowed), allowed: allowed)
    }
    conditions = isSingle ? expectation.kind.conditions : []
    presence = isSingle ? kind?.requirement.flatMap { $0 == .optional ? nil : $0 == .required } : nil
    let paths = Set(numbers.compactMap { $0.path?.last })
    let onlyNumbers = !numbers.isEmpty && numbers.allSatisfy { $0.path != nil }
    rest = Self.rest(expectation, without: onlyNumbers ? paths : [])
    isCalculated = isSingle && (presence != nil || !conditions.isEmpty || onlyNumbers && rest.isEmpty)
  }

  /// A number by its measure, where it is one in that measure's own dimension: `volume: …` and `assert: volume …` speak
  /// of one number.
  private static func variable(
    _ number: LimitedNumber, _ limits: Limits, _ kind: (any JudgedKind)?
  ) -> ValueBox.Variable {
    let named = kind.flatMap { PolicyVocabulary.standard.measure(type(of: $0).name) }
    let size = number.labels.count == 1 ? named.map { ConditionNeeds.Measure($0, number.labels) } : nil
    if let measure = number.measure ?? size, limits.dimension == measure.function.dimension { return .measure(measure) }
    return .named(limits.dimension == .voxels ? "\(number.words) in voxels" : number.words)
  }

  /// What a number can be at all. A share of another structure may be more than all of it.
  private static func range(_ number: LimitedNumber, _ limits: Limits) -> Interval {
    if let measure = number.measure, limits.dimension == measure.function.dimension { return measure.range }
    if limits.dimension == .fraction, number.labels.count > 1 { return .nonnegative }
    return limits.dimension.range(isSigned: number.isSigned)
  }

  /// Whether its failure keeps a case from being accepted: what is only observed decides nothing.
  var blocks: Bool { expectation.severity >= .review && expectation.mode == .decide }

  /// The numbers that it speaks of.
  var numbers: Set<ValueBox.Variable> {
    let asked = conditions.flatMap { $0.needs(subject: subject).measures.map { ValueBox.Variable.measure($0) } }
    return Set(limited.map(\.variable) + asked)
  }

  /// For sentences: `volume`, or `volume(liver)` with its subject.
  var words: String { subject.map { "'\(expectation.id)' (\($0.name))" } ?? "'\(expectation.id)'" }

  /// The boxes in which it applies.
  func applying(in boxes: [ValueBox]) -> [ValueBox] {
    var boxes = boxes
    if let when = expectation.when { boxes = when.boxes(true, subject: subject, in: boxes, variables: variables) }
    if let unless = expectation.unless {
      boxes = unless.boxes(false, subject: subject, in: boxes, variables: variables)
    }
    return boxes
  }

  /// The boxes in which it does not apply.
  private func passedOver(in boxes: [ValueBox]) -> [ValueBox] {
    var out: [ValueBox] = []
    if let when = expectation.when { out += when.boxes(false, subject: subject, in: boxes, variables: variables) }
    if let unless = expectation.unless {
      out += unless.boxes(true, subject: subject, in: boxes, variables: variables)
    }
    return out
  }

  /// The boxes in which it may hold where it applies.
  func passing(in boxes: [ValueBox]) -> [ValueBox] {
    var boxes = boxes
    for limit in limited {
      boxes = boxes.compactMap { $0.narrowed(limit.variable, limit.allowed.interval, limit.range) }
    }
    for condition in conditions { boxes = condition.boxes(true, subject: subject, in: boxes, variables: variables) }
    if let presence, let subject {
      boxes = boxes.compactMap { $0.narrowed(.init(.present, subject.name), presence) }
    }
    return boxes
  }

  /// The boxes in which it may fail where it applies: all of them where it asks for more than can be calculated.
  func failing(in boxes: [ValueBox]) -> [ValueBox] {
    guard isCalculated else { return boxes }
    var out: [ValueBox] = []
    for limit in limited {
      for outside in limit.allowed.interval.outside {
        out += boxes.compactMap { $0.narrowed(limit.variable, outside, limit.range) }
      }
    }
    for condition in conditions { out += condition.boxes(false, subject: subject, in: boxes, variables: variables) }
    if let presence, let subject {
      out += boxes.compactMap { $0.narrowed(.init(.present, subject.name), !presence) }
    }
    return out
  }

  /// The boxes in which it does not keep a case from being accepted.
  func allowing(in boxes: [ValueBox]) -> [ValueBox] {
    guard blocks else { return boxes }
    return passing(in: applying(in: boxes)) + passedOver(in: boxes)
  }

  /// The kind's value as it is written, without the fields whose numbers are calculated with.
  private static func rest(_ expectation: Expectation, without fields: Set<String>) -> String {
    let name = type(of: expectation.kind).name
    return expectation.written.compactMap { entry -> String? in
      guard entry.key == name else { return "\(entry.key): \(entry.value.written)" }
      guard let entries = entry.value.entries else { return fields.isEmpty ? entry.value.written : nil }
      let left = entries.filter { !fields.contains($0.key) && !fields.contains(name) }
      return left.isEmpty ? nil : left.map { "\($0.key): \($0.value.written)" }.sorted().joined(separator: "; ")
    }.joined(separator: "; ") + (expectation.quorum.map { "; quorum \($0.text)" } ?? "")
      + (expectation.slices.map { "; slices \($0.text)" } ?? "")
  }
}

extension Policy {
  /// What the policy asks, for each expectation and subject.
  var requirements: [Requirement] {
    expectations.flatMap { expectation in
      expectation.subjects.isEmpty || expectation.quorum != nil
        ? [Requirement(expectation, nil, in: self)]
        : expectation.subjects.map { Requirement(expectation, $0, in: self) }
    }
  }
}

extension Interval {
  /// What lies below and above.
  var outside: [Interval] {
    var sides: [Interval] = []
    if lower > -.infinity { sides.append(Interval(-.infinity, lower, includesUpper: !includesLower)) }
    if upper < .infinity { sides.append(Interval(upper, .infinity, includesLower: !includesUpper)) }
    return sides
  }
}

extension ValueBox {
  /// The box where a number lies in an interval, too; nil when that cannot be.
  func narrowed(_ variable: Variable, _ interval: Interval, _ range: Interval) -> ValueBox? {
    let left = (numbers[variable] ?? range).intersection(interval)
    guard !left.isEmpty else { return nil }
    var box = self
    box.numbers[variable] = left
    return box
  }

  /// The box where a predicate holds, or does not; nil when that cannot be.
  func narrowed(_ predicate: ConditionNeeds.Predicate, _ holds: Bool) -> ValueBox? {
    if let known = predicates[predicate], known != holds { return nil }
    var box = self
    box.predicates[predicate] = holds
    return box
  }
}

extension YAMLNode {
  /// The node in one line, for comparison.
  var written: String {
    switch content {
    case .scalar(let scalar): scalar.text
    case .sequence(let items): "[\(items.map(\.written).joined(separator: ", "))]"
    case .mapping(let entries): "{\(entries.map { "\($0.key): \($0.value.written)" }.sorted().joined(separator: ", "))}"
    }
  }
}

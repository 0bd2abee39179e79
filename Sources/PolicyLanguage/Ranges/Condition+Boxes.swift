internal import Numerics
internal import Volume
internal import Wording

extension Condition {
  /// The boxes in which the condition may hold (or fail), each a part of one of those given; empty: it cannot. A
  /// statement about numbers that no box can express leaves a box as it is, so the boxes may be too large, never too
  /// small.
  ///
  /// - Parameter variables: the words that facts can be.
  package func boxes(
    _ holds: Bool, subject: LabelDeclaration?, in boxes: [ValueBox] = [ValueBox()], variables: [ContextVariable]
  ) -> [ValueBox] {
    let split = BoxSplit(
      subject: subject, words: Dictionary(variables.map { ($0.name, $0.values) }) { first, _ in first })
    return split.boxes(expression, holds, boxes)
  }
}

/// Splits boxes by what must hold in them. Interval arithmetic (Moore 1966) with one narrowing per statement.
private struct BoxSplit {
  let subject: LabelDeclaration?
  let words: [String: [String]]

  /// More alternatives than these are joined: the answer gets wider, and never wrong.
  private static let most = 64

  private func with(_ label: LabelDeclaration) -> BoxSplit { BoxSplit(subject: label, words: words) }

  func boxes(_ proposition: Proposition, _ holds: Bool, _ boxes: [ValueBox]) -> [ValueBox] {
    guard !boxes.isEmpty else { return [] }
    switch proposition {
    case .constant(let value): return value == holds ? boxes : []
    case .not(let a): return self.boxes(a, !holds, boxes)
    case .and(let a, let b): return holds ? both(a, b, holds, boxes) : either(a, b, holds, boxes)
    case .or(let a, let b): return holds ? either(a, b, holds, boxes) : both(a, b, holds, boxes)
    case .every(let a, let labels):
      return holds
        ? labels.reduce(boxes) { with($1).boxes(a, holds, $0) }
        : limited(labels.flatMap { with($0).boxes(a, holds, boxes) }, else: boxes)
    case .some(let a, let labels):
      return holds
        ? limited(labels.flatMap { with($0).boxes(a, holds, boxes) }, else: boxes)
        : labels.reduce(boxes) { with($1).boxes(a, holds, $0) }
    case .predicate(let predicate, let label):
      guard let name = label.name(subject) else { return boxes }
      return each(boxes) { $0.narrow(.init(predicate, name), to: holds) }
    case .same(let a, let b): return same(a, b, holds, boxes)
    case .oneOf(let a, let list): return word(a, Set(list), holds, boxes)
    case .within(let number, let limits):
      if holds { return each(boxes) { narrow(number, to: limits.interval, &$0) } }
      let inside = limits.interval
      let outside = [
        Interval(-.infinity, inside.lower, includesUpper: !inside.includesLower),
        Interval(inside.upper, .infinity, includesLower: !inside.includesUpper),
      ].filter { $0.lower.isFinite || $0.upper.isFinite }
      return limited(outside.flatMap { side in each(boxes) { narrow(number, to: side, &$0) } }, else: boxes)
    case .compare(let a, let comparison, let b): return compare(a, holds ? comparison : comparison.opposite, b, boxes)
    }
  }

  private func both(_ a: Proposition, _ b: Proposition, _ holds: Bool, _ boxes: [ValueBox]) -> [ValueBox] {
    // The second may narrow what the first could not see.
    let once = self.boxes(b, holds, self.boxes(a, holds, boxes))
    return self.boxes(a, holds, once)
  }

  private func either(_ a: Proposition, _ b: Proposition, _ holds: Bool, _ boxes: [ValueBox]) -> [ValueBox] {
    limited(self.boxes(a, holds, boxes) + self.boxes(b, holds, boxes), else: boxes)
  }

  /// Alternatives as they are while they are few; the boxes that they came from when they are too many.
  private func limited(_ alternatives: [ValueBox], else boxes: [ValueBox]) -> [ValueBox] {
    var distinct: [ValueBox] = []
    for box in alternatives where !distinct.contains(box) { distinct.append(box) }
    return distinct.count <= Self.most ? distinct : boxes
  }

  private func each(_ boxes: [ValueBox], _ narrow: (inout ValueBox) -> Bool) -> [ValueBox] {
    boxes.compactMap { box in
      var box = box
      return narrow(&box) ? box : nil
    }
  }

  // MARK: Words

  private func same(_ a: Word, _ b: Word, _ holds: Bool, _ boxes: [ValueBox]) -> [ValueBox] {
    switch (text(a), text(b)) {
    case (let x?, let y?): (x == y) == holds ? boxes : []
    case (let x?, nil): word(b, [x], holds, boxes)
    case (nil, let y?): word(a, [y], holds, boxes)
    case (nil, nil): boxes
    }
  }

  private func word(_ word: Word, _ list: Set<String>, _ holds: Bool, _ boxes: [ValueBox]) -> [ValueBox] {
    if let text = text(word) { return list.contains(text) == holds ? boxes : [] }
    guard case .context(let name) = word, let possible = words[name], !possible.isEmpty else { return boxes }
    let left = Set(possible).filter { list.contains($0) == holds }
    return each(boxes) { $0.narrow(fact: name, to: left) }
  }

  /// What a word is whatever the case; nil when that depends on it.
  private func text(_ word: Word) -> String? {
    switch word {
    case .literal(let text): text
    case .labelName: subject?.name
    case .labelSide: subject?.side?.rawValue
    case .context: nil
    }
  }

  // MARK: Numbers

  private func compare(_ a: Number, _ comparison: Proposition.Comparison, _ b: Number, _ boxes: [ValueBox])
    -> [ValueBox]
  {
    each(boxes) { box in
      let (x, y) = (interval(a, box), interval(b, box))
      switch comparison {
      case .equal: return narrow(a, to: y, &box) && narrow(b, to: x, &box)
      case .notEqual: return !(x.lower == x.upper && x == y)
      case .less, .lessOrEqual:
        let inclusive = comparison == .lessOrEqual
        return narrow(a, to: Interval(-.infinity, y.upper, includesUpper: inclusive && y.includesUpper), &box)
          && narrow(b, to: Interval(x.lower, .infinity, includesLower: inclusive && x.includesLower), &box)
      case .greater, .greaterOrEqual:
        let inclusive = comparison == .greaterOrEqual
        return narrow(a, to: Interval(y.lower, .infinity, includesLower: inclusive && y.includesLower), &box)
          && narrow(b, to: Interval(-.infinity, x.upper, includesUpper: inclusive && x.includesUpper), &box)
      }
    }
  }

  /// Leaves of a number what lies in an interval; false when nothing is left.
  private func narrow(_ number: Number, to interval: Interval, _ box: inout ValueBox) -> Bool {
    if let (variable, range) = variable(number) { return box.narrow(variable, to: interval, within: range) }
    return !self.interval(number, box).intersection(interval).isEmpty
  }

  private func variable(_ number: Number) -> (ValueBox.Variable, Interval)? {
    switch number {
    case .measure(let function, let labels, let dimension):
      let names = labels.compactMap { $0.name(subject) }
      guard names.count == labels.count, !names.isEmpty else { return nil }
      // In voxels it is another number than in millimetres.
      if dimension == .voxels, function.dimension != .voxels {
        return (.named("\(function.name)(\(names.joined(separator: ", "))) in voxels"), .nonnegative)
      }
      return (.measure(.init(function, names)), function.range)
    case .context(let name): return (.context(name), .all)
    default: return nil
    }
  }

  private func interval(_ number: Number, _ box: ValueBox) -> Interval {
    if let (variable, range) = variable(number) { return box.numbers[variable] ?? range }
    switch number {
    case .literal(let value): return .value(value)
    case .measure(let function, _, let dimension):
      return dimension == function.dimension ? function.range : .all
    case .context: return .all
    case .absolute(let a): return interval(a, box).magnitude
    case .combined(let a, let operation, let b):
      let (x, y) = (interval(a, box), interval(b, box))
      // The same number twice is one number: volume - volume is 0.
      if a == b, operation == .minus { return .value(0) }
      return switch operation {
      case .plus: x + y
      case .minus: x - y
      case .times: x * y
      case .over: x / y
      }
    case .chosen(let reduction, let a, let b): return reduced(reduction, [interval(a, box), interval(b, box)])
    case .count(_, let labels): return Interval(0, Double(labels.count))
    case .reduced(let reduction, let a, let labels):
      return reduced(reduction, labels.map { with($0).interval(a, box) })
    }
  }

  private func reduced(_ reduction: Number.Reduction, _ parts: [Interval]) -> Interval {
    let (lowers, uppers) = (parts.map(\.lower), parts.map(\.upper))
    guard let least = lowers.min(), let most = uppers.max(), let greatestLower = lowers.max(),
      let leastUpper = uppers.min()
    else { return .all }
    return switch reduction {
    case .sum: Interval(lowers.reduce(0, +), uppers.reduce(0, +))
    // Of those that are there, whichever they are.
    case .mean, .least, .most: Interval(least, most)
    case .min: Interval(least, leastUpper)
    case .max: Interval(greatestLower, most)
    }
  }
}

extension Proposition.Comparison {
  /// What holds where this does not.
  fileprivate var opposite: Proposition.Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}

internal import Evaluation
internal import PolicyLanguage
internal import Reasoning
internal import Results

extension Finding {
  /// How far it keeps what it is about from accept: by its severity where it failed, as a note where it warned, by its
  /// effect where it should have been judged and could not; nil where it does not, or is only observed.
  var holdsBack: Severity? {
    if isObserved { return nil }
    return switch outcome {
    case .fail: severity
    case .warn: .note
    case .notEvaluable: notEvaluable == .reject ? .reject : notEvaluable == .review ? .review : nil
    case .pass, .skipped, .waived: nil
    }
  }
}

extension Finding {
  /// Whether it is outside of what is typical.
  var isOdd: Bool { outcome == .fail || outcome == .warn }
}

extension [Finding] {
  /// The findings that hold something back, the worst first: by weight, then failures before what could not be judged,
  /// then by margin, then in the policy's order.
  var worstFirst: [Finding] {
    enumerated().filter { $0.element.holdsBack != nil }.sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.holdsBack != y.holdsBack { return (x.holdsBack ?? .note) > (y.holdsBack ?? .note) }
      if (x.outcome == .fail) != (y.outcome == .fail) { return x.outcome == .fail }
      if x.margin != y.margin { return (x.margin ?? 0) < (y.margin ?? 0) }
      return a.offset < b.offset
    }.map(\.element)
  }
}

extension Record {
  /// The structures that the export holds, and those that something weighs against, in the policy's order.
  var judgedStructures: [String] {
    let known = Set(
      coverage.filter { $0.state != .notInExport }.map(\.label)
        + findings.filter { $0.holdsBack != nil }.flatMap(\.labels))
    return measures.map(\.label).filter(known.contains)
  }
}

package import PolicyLanguage
package import Wording

/// A number that an expectation limits, with the place of its limits in the policy: what a range can be learned for.
package struct LimitedNumber: Sendable {
  /// Keys from the expectation down to the limits, or to the mapping that holds `typical` and `possible`; nil where the
  /// limits stand inside a sentence and cannot be changed by themselves.
  package let path: [String]?
  /// A noun phrase: `the volume of kidney_left`.
  package let words: String
  /// The labels that it is about.
  package let labels: [String]
  package let typical: Limits?
  /// The only limits of a kind that knows no typical range.
  package let possible: Limits?
  /// Whether there may be a typical range beside the possible one.
  package let hasTypical: Bool
  /// Whether it may lie below zero.
  package let isSigned: Bool
  /// Whether a structure that is cut off says nothing about it: sizes.
  package let needsWhole: Bool
  /// What must be measured for it; nil for what is known of every structure.
  package let measure: ConditionNeeds.Measure?
  /// In the canonical unit of the limits; or why there is none.
  package let value: @Sendable (CaseFacts) -> Known<Double>

  package init(
    path: [String]?, words: String, labels: [String], typical: Limits? = nil, possible: Limits?,
    hasTypical: Bool = true, isSigned: Bool = false, needsWhole: Bool = false, measure: ConditionNeeds.Measure? = nil,
    value: @escaping @Sendable (CaseFacts) -> Known<Double>
  ) {
    self.path = path
    self.words = words
    self.labels = labels
    self.typical = typical
    self.possible = possible
    self.hasTypical = hasTypical
    self.isSigned = isSigned
    self.needsWhole = needsWhole
    self.measure = measure
    self.value = value
  }

  /// A number of the catalogue between limits.
  package init(
    _ function: MeasureFunction, of labels: [String], path: [String]?, typical: Limits? = nil, possible: Limits?,
    hasTypical: Bool = true
  ) {
    let dimension = (possible ?? typical)?.dimension ?? function.dimension
    self.init(
      path: path, words: function.phrase(of: labels), labels: labels, typical: typical, possible: possible,
      hasTypical: hasTypical, isSigned: function.isSigned, needsWhole: function.isSize, measure: .init(function, labels)
    ) { $0.measure(function, labels, in: dimension) }
  }
}

extension MeasureFunction {
  /// Whether it grows with a single structure, so that one that is cut off has less of it.
  package var isSize: Bool {
    arity == 1 && !needsImage && !isSigned && [.length, .area, .volume, .voxels].contains(dimension)
  }
}

extension Expectation {
  /// Whether the expectation's conditions let it be judged for a subject; what cannot be known stays so.
  package func applies(to subject: String?, facts: CaseFacts) -> Truth {
    let label = subject.flatMap { facts.policy.label($0) }
    var truth = Truth.true
    if let when { truth = truth && when.evaluate(subject: label, facts: facts) }
    if let unless { truth = truth && !unless.evaluate(subject: label, facts: facts) }
    return truth
  }
}

internal import Wording

/// A case of which only the context is known.
struct ContextCases: ConditionFacts {
  var values: [String: String]

  /// Every combination of the words that some variables can be, numbers left unknown; nil when there are too many to
  /// try.
  static func all(of variables: [ContextVariable]) -> [ContextCases]? {
    var cases = [ContextCases(values: [:])]
    for variable in variables where variable.range == nil {
      guard cases.count * variable.values.count <= 4096 else { return nil }
      cases = cases.flatMap { known in
        variable.values.map { value in
          ContextCases(values: known.values.merging([variable.name: value]) { _, new in new })
        }
      }
    }
    return cases
  }

  func complete(_ label: String) -> Truth { .unknown(.undefined("no case")) }
  func present(_ label: String) -> Truth { .unknown(.undefined("no case")) }
  func inView(_ label: String) -> Truth { .unknown(.undefined("no case")) }
  func context(_ name: String) -> String? { values[name] }
  func measure(_ function: MeasureFunction, _ labels: [String], in dimension: Dimension) -> Known<Double> {
    .unknown(.undefined("no case"))
  }
}

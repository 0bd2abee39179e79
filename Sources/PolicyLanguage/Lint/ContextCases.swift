/// A case of which only the context is known.
struct ContextCases: ConditionFacts {
  var values: [String: String]

  /// Every combination of the values that some variables can take; nil when there are too many to try.
  static func all(of variables: [ContextVariable]) -> [ContextCases]? {
    var cases = [ContextCases(values: [:])]
    for variable in variables {
      guard cases.count * variable.values.count <= 4096 else { return nil }
      cases = cases.flatMap { known in
        variable.values.map { value in
          ContextCases(values: known.values.merging([variable.name: value]) { _, new in new })
        }
      }
    }
    return cases
  }

  func complete(_ label: String) -> Truth { .unknown("no case") }
  func present(_ label: String) -> Truth { .unknown("no case") }
  func inView(_ label: String) -> Truth { .unknown("no case") }
  func context(_ name: String) -> String? { values[name] }
  func measure(_ name: String, _ label: String) -> (value: Double?, cause: String) { (nil, "no case") }
}

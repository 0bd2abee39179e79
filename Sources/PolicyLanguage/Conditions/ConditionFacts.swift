package import Wording

/// What a condition asks about a case. A fact that cannot be had says why.
package protocol ConditionFacts {
  /// Whether the label is there and not cut by the field of view.
  func complete(_ label: String) -> Truth
  /// Whether the label has any voxel.
  func present(_ label: String) -> Truth
  /// Whether the structure lies in the field of view at all.
  func inView(_ label: String) -> Truth
  /// The value of a context variable; nil when the case has none.
  func context(_ name: String) -> String?
  /// A measure of one or two labels in the canonical unit of one of its `limitDimensions`, or why there is none.
  func measure(_ function: MeasureFunction, _ labels: [String], in dimension: Dimension) -> Known<Double>
}

/// A value, or the causes for which there is none.
package enum Known<Value> {
  case value(Value)
  case unknown([UnknownCause])

  package var value: Value? { if case .value(let value) = self { value } else { nil } }

  /// Unknown for one cause.
  package static func unknown(_ cause: UnknownCause) -> Known { .unknown([cause]) }
}

extension Known: Sendable where Value: Sendable {}
extension Known: Equatable where Value: Equatable {}

/// A yes-or-no fact about a label.
package enum ConditionPredicate: String, CaseIterable, Hashable, Sendable {
  case complete
  case present
  case inView = "in_view"
}

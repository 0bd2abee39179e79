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
  /// A `ConditionMeasure` of a label in its canonical unit, or nil and the cause.
  func measure(_ name: String, _ label: String) -> (value: Double?, cause: String)
}

/// A number that conditions may compare.
package enum ConditionMeasure: String, CaseIterable, Hashable, Sendable {
  /// In mm³.
  case volume
  /// A count.
  case voxels
  /// The number of connected parts, 26-neighbourhood (8 in a single slice).
  case components

  package var dimension: Dimension {
    switch self {
    case .volume: .volume
    case .voxels: .voxels
    case .components: .count
    }
  }
}

/// A yes-or-no fact about a label.
package enum ConditionPredicate: String, CaseIterable, Hashable, Sendable {
  case complete
  case present
  case inView = "in_view"
}

/// What must be known of a case before a condition can be evaluated.
package struct ConditionNeeds: Hashable, Sendable {
  package struct Measure: Hashable, Sendable {
    package var measure: ConditionMeasure
    package var label: String

    package init(_ measure: ConditionMeasure, _ label: String) {
      self.measure = measure
      self.label = label
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
  package var labels: Set<String> { Set(measures.map(\.label)).union(predicates.map(\.label)) }

  package init() {}
}

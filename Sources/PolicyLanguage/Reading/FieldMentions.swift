package import Diagnostics
package import Numerics
package import Wording

/// The labels, limits and parameters that a kind's fields name, noted while they are read.
package struct FieldMentions: Hashable, Sendable {
  package struct Limit: Hashable, Sendable {
    package var limits: Limits
    /// The key that they stand under; nil where the kind is written without a mapping.
    package var key: String?
    package var range: SourceRange
    /// What the number can be at all; nil where nobody knows.
    package var possible: Interval?
  }

  package var labels: Set<String> = []
  /// Groups that are named, beside the labels that they stand for.
  package var groups: Set<String> = []
  package var limits: [Limit] = []
  package var parameters: Set<String> = []

  package init() {}

  mutating func merge(_ other: FieldMentions) {
    labels.formUnion(other.labels)
    groups.formUnion(other.groups)
    limits += other.limits.filter { !limits.contains($0) }
    parameters.formUnion(other.parameters)
  }
}

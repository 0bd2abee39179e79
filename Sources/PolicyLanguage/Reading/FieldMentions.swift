/// The labels, limits and parameters that a kind's fields name, noted while they are read.
package struct FieldMentions: Hashable, Sendable {
  package struct Limit: Hashable, Sendable {
    package var limits: Limits
    package var range: SourceRange
  }

  package var labels: Set<String> = []
  package var limits: [Limit] = []
  package var parameters: Set<String> = []

  package init() {}

  mutating func merge(_ other: FieldMentions) {
    labels.formUnion(other.labels)
    limits += other.limits.filter { !limits.contains($0) }
    parameters.formUnion(other.parameters)
  }
}

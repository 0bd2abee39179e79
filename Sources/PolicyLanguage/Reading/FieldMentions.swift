/// The labels and limits that a kind's fields name, noted while they are read.
package struct FieldMentions: Hashable, Sendable {
  package struct Limit: Hashable, Sendable {
    package var limits: Limits
    package var range: SourceRange
  }

  package var labels: Set<String> = []
  package var limits: [Limit] = []

  package init() {}
}

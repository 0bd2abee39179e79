package enum Truth: Hashable, Sendable { case `true`, `false`, unknown(String) }
package protocol ConditionFacts {
  func complete(_ label: String) -> Truth
  func present(_ label: String) -> Truth
  func inView(_ label: String) -> Truth
  func context(_ name: String) -> String?
  func measure(_ name: String, _ label: String) -> (value: Double?, cause: String)
}
package struct Condition: Sendable {
  package var text: String { "" }
  package func evaluate(facts: some ConditionFacts, subject: LabelDeclaration?) -> Truth { .true }
}

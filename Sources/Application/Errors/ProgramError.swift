/// Why the program cannot go on: a status and a message for people.
package struct ProgramError: Error, Hashable, Sendable {
  package let status: ExitStatus
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension ProgramError: CustomStringConvertible {
  package var description: String { message }
}

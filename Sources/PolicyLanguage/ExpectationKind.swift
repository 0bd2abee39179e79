/// A kind of expectation: one line of the language. It declares its name and reads its own fields; the `Evaluation` target says how it is judged.
///
/// A conforming type is a value that holds the checked fields. Adding a kind is one file.
package protocol ExpectationKind: Sendable {
  /// The key that introduces it in a policy, such as `volume`.
  static var name: String { get }
  /// One sentence for the reference page: what it says about anatomy.
  static var summary: String { get }
  /// Whether it is about single labels, named by `each` or `label`; otherwise it names its own labels.
  static var needsSubjects: Bool { get }

  /// Reads and checks the fields. Problems go to the reader, all of them; nil when a field that it cannot do without is missing or wrong.
  init?(reading fields: inout FieldReader)

  /// Whether a limit of this kind wants a citation (lint notes its absence).
  var wantsSource: Bool { get }
}

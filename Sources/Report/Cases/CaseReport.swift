package import Pictures
package import Results

/// A report about cases, made as they come: nothing of a case is kept for longer than the report needs.
package protocol CaseReport: Sendable {
  /// The text that a case adds; empty where it waits for others.
  ///
  /// - Parameter pictures: those that were drawn of the case; most reports have no use for them.
  mutating func add(_ result: CaseResult, pictures: [Picture]) throws -> String

  /// What stands behind the last case.
  ///
  /// - Parameter tally: of all cases, those of an earlier part of the run among them.
  mutating func end(_ tally: RunTally) throws -> String
}

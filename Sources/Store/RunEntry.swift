/// A run of a store, by its number.
package struct RunID: Hashable, Sendable {
  package let number: Int64
}

/// A run as it lies in a store.
package struct RunEntry: Hashable, Sendable {
  package let id: RunID
  /// With its `uid`.
  package let run: StoredRun
  package let status: RunStatus
  /// UTC, ISO 8601; nil for a run that has not ended.
  package let ended: String?
  /// How many of its cases are stored, with each decision, and without one.
  package let accepted: Int
  package let reviewed: Int
  package let rejected: Int
  package let unchecked: Int

  package var cases: Int { accepted + reviewed + rejected + unchecked }
  package var uid: String { run.uid ?? "" }
}

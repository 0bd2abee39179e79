internal import Results
internal import Wording

/// Which cases of a run are done already, and why the others are done again.
struct ResumePlan {
  /// The entries that are kept, by the cases' names.
  let done: [String: JournalEntry]
  /// What is kept and what is done again, in sentences for a person.
  let notes: [String]

  /// - Parameter journal: of the run that is continued; nil when none is.
  init(of cases: [CaseIdentity], identity: RunIdentity, from journal: RunJournal?) {
    guard let journal, let earlier = journal.identity else {
      (done, notes) = ([:], [])
      return
    }
    let changes = identity.changes(since: earlier)
    guard changes.isEmpty else {
      done = [:]
      notes = ["every case is done again, since this has changed: \(listed(changes))."]
      return
    }
    var done: [String: JournalEntry] = [:]
    var (otherFiles, unseen, otherFacts, open) = (0, 0, 0, 0)
    for identity in cases {
      guard let entry = journal.entries[identity.name] else { continue }
      if identity.files != nil, entry.inputs == nil {
        unseen += 1
      } else if let files = identity.files, entry.inputs != files {
        otherFiles += 1
      } else if entry.facts != identity.facts {
        otherFacts += 1
      } else if entry.summary.isOpen {
        open += 1
      } else {
        done[identity.name] = entry
      }
    }
    let names = Set(cases.map(\.name))
    let gone = journal.entries.keys.count { !names.contains($0) }
    self.done = done
    let again = [
      (otherFiles, "whose files have changed"), (unseen, "whose files nobody looked at then"),
      (otherFacts, "of which other facts are known"),
      (open, "that came to no end before"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    notes =
      ["\(done.count) of \(counted(cases.count, "case")) \(done.count == 1 ? "is" : "are") done already."]
      + (again.isEmpty ? [] : ["Done again: \(listed(again))."])
      + (gone > 0 ? ["Removed, since no longer listed: \(counted(gone, "case"))."] : [])
  }
}

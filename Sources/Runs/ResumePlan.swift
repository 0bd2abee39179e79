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
      notes = [
        "every case is done again: \(listed(changes)) \(changes.count == 1 ? "has" : "have") changed since the run was begun."
      ]
      return
    }
    var done: [String: JournalEntry] = [:]
    var (otherFiles, otherFacts, open) = (0, 0, 0)
    for identity in cases {
      guard let entry = journal.entries[identity.name] else { continue }
      if entry.inputs != identity.files {
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
      (otherFiles, "whose files have changed"), (otherFacts, "of which other facts are known"),
      (open, "that came to no end before"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    notes =
      ["\(done.count) of \(counted(cases.count, "case")) \(done.count == 1 ? "is" : "are") done already."]
      + (again.isEmpty ? [] : ["Done again: \(listed(again))."])
      + (gone > 0 ? ["Removed, since no longer listed: \(counted(gone, "case"))."] : [])
  }
}

internal import Files
internal import FoundationEssentials
package import Results
internal import Synchronization

/// The folder that the results of a run go to: files for each case, written as it ends, and a journal of the cases that
/// are done, from which a run that was stopped is continued.
///
/// A case's files are written before its line in the journal, each whole or not at all: whatever ends the program loses
/// no more than the cases in work. One run at a time holds the folder.
package final class RunFolder: Sendable {
  /// What is to become of a run that the folder holds.
  package enum Start: Hashable, Sendable {
    /// Nothing is overwritten unasked: that there is one is an error.
    case empty
    /// Cases that are done and have not changed are kept.
    case resume
    /// Results of an earlier run are removed.
    case overwrite
  }

  /// A file of a case: what stands behind the case's own name, and what it holds.
  package struct CaseFile: Sendable {
    package let ending: String
    package let bytes: [UInt8]

    package init(_ ending: String, _ bytes: [UInt8]) {
      self.ending = ending
      self.bytes = bytes
    }

    package init(_ ending: String, _ text: String) { self.init(ending, Array(text.utf8)) }
  }

  package static let journalName = "run.jsonl"

  package let path: String
  /// The entries of cases that need not be done again, by the cases' names.
  package let done: [String: JournalEntry]
  /// What is kept and what is done again, in sentences for a person.
  package let notes: [String]
  private let identity: RunIdentity
  /// What each case's files are called, by the cases' names.
  private let names: [String: String]
  private let journal: LineFile
  private let entries: Mutex<[String: JournalEntry]>

  /// Opens the folder, or makes it, and holds it until the value is gone. Throws a `RunError`, before any case is
  /// begun, when the results could not be kept there.
  ///
  /// - Parameter endings: of the files that a case or a run may have, which are removed with it.
  package init(
    _ path: String, identity: RunIdentity, cases: [CaseIdentity], start: Start, caseEndings: [String],
    runFiles: [String]
  ) throws(RunError) {
    self.path = path
    self.identity = identity
    let place = "\(path)/\(Self.journalName)"
    let files = FileManager.default
    let isThere = files.fileExists(atPath: place)
    if !isThere { try Self.refuseStrangers(in: path, endings: caseEndings) }
    do throws(FileError) {
      try PrivateFile.makeFolder(path)
      // Held before it is read, so that nobody adds to it in between.
      journal = try LineFile(place)
    } catch {
      throw RunError(path, error)
    }
    let earlier = isThere ? try Self.earlier(in: path, start: start) : nil
    let plan = ResumePlan(of: cases, identity: identity, from: start == .resume ? earlier : nil)
    (done, notes) = (plan.done, plan.notes)
    names = CaseFileNames.of(cases.map(\.name), keeping: plan.done.mapValues(\.file))
    entries = Mutex(plan.done)
    for name in runFiles { try? files.removeItem(atPath: "\(path)/\(name)") }
    let dropped = (earlier?.entries ?? [:]).filter { plan.done[$0.key] == nil }.sorted { $0.key < $1.key }
    for (name, entry) in dropped {
      for ending in caseEndings { try? files.removeItem(atPath: "\(path)/\(entry.file)\(ending)") }
      try add { try RunJournal.dropped(name) }
    }
    try add { try RunJournal.header(identity) }
  }

  /// Results that no journal tells of would lie among new ones.
  private static func refuseStrangers(in path: String, endings: [String]) throws(RunError) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    guard let stranger = names.first(where: { name in endings.contains { name.hasSuffix($0) } }) else { return }
    throw RunError(
      code: .taken,
      message:
        "\(path): the folder holds \(stranger), which no run wrote there that could be continued; name an empty folder."
    )
  }

  /// What an earlier run has left. Throws for what would be overwritten unasked, or cannot be read.
  private static func earlier(in path: String, start: Start) throws(RunError) -> RunJournal? {
    guard start != .empty else {
      throw RunError(
        code: .taken,
        message:
          "\(path): the folder holds the results of another run; go on with it (--resume), replace it (--overwrite), or name another folder."
      )
    }
    let bytes = FileManager.default.contents(atPath: "\(path)/\(journalName)") ?? Data()
    do throws(RunJournal.DamagedLine) {
      return try RunJournal(String(decoding: bytes, as: UTF8.self))
    } catch {
      if start == .overwrite { return RunJournal() }
      throw RunError(
        code: .damaged,
        message:
          "\(path)/\(journalName): line \(error.number) is no line of a run's journal, so that the run cannot be continued; replace it (--overwrite)."
      )
    }
  }

  private func add(_ line: () throws -> String) throws(RunError) {
    guard let line = try? line() else {
      throw RunError(code: .notWritten, message: "\(path): a case's summary cannot be written as JSON.")
    }
    do throws(FileError) {
      try journal.add(line)
    } catch {
      throw RunError("\(path)/\(Self.journalName)", error)
    }
  }

  /// What a case's files are called, without their endings.
  package func fileName(of name: String) -> String { names[name] ?? name }

  /// Where a case's file lies.
  package func place(of name: String, ending: String) -> String { "\(path)/\(fileName(of: name))\(ending)" }

  /// Writes a case's files, then its line in the journal. May be called from several tasks at once.
  package func keep(_ identity: CaseIdentity, _ summary: CaseSummary, _ files: [CaseFile]) throws(RunError) {
    for file in files { try put(file.bytes, at: place(of: identity.name, ending: file.ending)) }
    let entry = JournalEntry(file: fileName(of: identity.name), of: identity, summary: summary)
    try add { try RunJournal.line(entry) }
    entries.withLock { $0[identity.name] = entry }
  }

  /// Writes what the run as a whole ends with, and puts the journal's lines in the order of the cases.
  ///
  /// - Parameter page: makes a file's text of the entries in the cases' order.
  package func finish(_ cases: [CaseIdentity], _ files: (_ entries: [JournalEntry]) -> [(name: String, text: String)])
    throws(RunError)
  {
    let entries = entries.withLock { entries in cases.compactMap { entries[$0.name] } }
    for file in files(entries) { try put(Array(file.text.utf8), at: "\(path)/\(file.name)") }
    guard let lines = try? [RunJournal.header(identity)] + entries.map(RunJournal.line) else {
      throw RunError(code: .notWritten, message: "\(path): a case's summary cannot be written as JSON.")
    }
    try put(Array((lines.joined(separator: "\n") + "\n").utf8), at: "\(path)/\(Self.journalName)")
  }

  private func put(_ bytes: [UInt8], at place: String) throws(RunError) {
    do throws(FileError) {
      try PrivateFile.put(bytes, at: place)
    } catch {
      throw RunError(place, error)
    }
  }
}

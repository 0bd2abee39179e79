internal import FoundationEssentials
package import PolicyLanguage

/// What a table of labelled cases was used for: a plain file beside it, a line for each use.
///
/// A set of cases that nobody has looked at tells the truth once. Who chooses by it and asks it again asks cases that
/// had a say in the choice.
package struct SpentSet: Hashable, Sendable {
  /// The table's path with `.spent` behind it.
  package let path: String
  /// The lines of former uses, the oldest first.
  package let uses: [String]

  /// Reads what lies beside a table. Throws a `ValidationError` where a file is there and cannot be read: then nobody
  /// knows.
  package init(of table: String) throws {
    path = table + ".spent"
    guard FileManager.default.fileExists(atPath: path) else {
      uses = []
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError(
        .unreadable, "\(path): it says what these cases were used for, and cannot be read; check its permissions.")
    }
    uses = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  package var isSpent: Bool { !uses.isEmpty }

  /// Whether the very same was asked before, which has the same answer.
  package func uses(of question: String) -> Bool { uses.contains { $0.hasSuffix(" \(question)") } }

  /// What is to be said of numbers that rest on the cases; nil for cases that nothing was chosen by.
  package var note: String? {
    uses.last.map { last in
      "These cases had a say in a choice (\(path), \(counted(uses.count)), last \(last)): of what was chosen they tell too much good."
    }
  }

  /// Throws a `ValidationError` where the cases were used before, unless for the same question.
  package func check(asking question: String) throws {
    guard let last = uses.last, !uses(of: question) else { return }
    throw ValidationError(
      .spent,
      "\(path): these cases are spent and count no longer as unseen; they were used \(counted(uses.count)), last \(last). Label others, or say --again, and the result says so."
    )
  }

  /// Notes a use. Throws a `ValidationError` where it cannot be noted: then nothing may be told.
  package func spend(for question: String, on day: CalendarDay) throws {
    if uses(of: question) { return }
    let head = "# What these cases were used for. Cases that had a say in a choice cannot show that it was right.\n"
    let line = "\(day.text) \(question)\n"
    do {
      let old = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? head
      try Data((old + (old.hasSuffix("\n") ? "" : "\n") + line).utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ValidationError(
        .notWritten,
        "\(path): that these cases are used cannot be noted there, so nothing is told; check the folder's permissions.")
    }
  }

  private func counted(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}

package import Diagnostics

/// A failure that somebody has looked at and lets pass: which expectation or code, for whom, why, on whose word and
/// until when.
package struct Waiver: Hashable, Sendable {
  /// The expectation's id; nil: any that leads to the code.
  package var expectation: String?
  /// The code that it is limited to; nil: whatever fails. One of the two is there.
  package var code: FindingCode?
  /// The labels it is limited to; empty: all.
  package var labels: [String]
  /// Names of cases, `*` for any characters; empty: all cases.
  package var cases: [String]
  package var when: Condition?
  package var reason: String
  package var owner: String
  /// The last day on which it holds.
  package var until: CalendarDay
  package var range: SourceRange

  /// What it lets pass, for a sentence.
  package var subject: String {
    [expectation, code?.text].compactMap(\.self).joined(separator: ", ")
  }

  /// Whether it is about a case, by the case's name.
  package func covers(caseNamed name: String) -> Bool {
    cases.isEmpty || cases.contains { Self.matches(Array(name), Array($0)) }
  }

  private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
    // Greedy with one way back: the last star takes one character more.
    var (n, p) = (0, 0)
    var back: (name: Int, pattern: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        back = (n, p)
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] {
        (n, p) = (n + 1, p + 1)
      } else if let last = back {
        back = (last.name + 1, last.pattern)
        (n, p) = (last.name + 1, last.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

/// A day of the calendar, without a time zone.
package struct CalendarDay: Hashable, Sendable, Comparable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// `2027-01-31`; nil when there is no such day.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2 else { return nil }
    let numbers = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil }
    guard numbers.count == 3, (1...12).contains(numbers[1]) else { return nil }
    let isLeap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numbers[1] - 1]
    guard (1...days).contains(numbers[2]) else { return nil }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
  }

  package var text: String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  package static func < (a: CalendarDay, b: CalendarDay) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

internal import CYAML
internal import Diagnostics
internal import Wording

/// A syntax error of libyaml in words for people who write policies, at the place that they must mend.
struct YAMLProblem {
  var message: String
  /// From 1.
  var line: Int
  var column: Int
  var suggestion: String?

  private let lines: SourceLines
  private let problem: YAMLEventSource.Problem

  init(_ problem: YAMLEventSource.Problem, in lines: SourceLines) {
    (self.problem, self.lines) = (problem, lines)
    message = problem.text
    (line, column) = (Int(problem.mark.line) + 1, Int(problem.mark.column) + 1)
    if quotes() || brackets() || blockTexts() || signs() || indentation() || documents() { return }
    message = "this cannot be read as YAML (\(problem.text))"
  }

  // MARK: What stands around the place

  private func text(_ number: Int) -> String { lines[number] ?? "" }

  private func scalars(_ number: Int) -> [Unicode.Scalar] { Array(text(number).unicodeScalars) }

  private var character: Unicode.Scalar? { scalars(line).dropFirst(column - 1).first }

  private var isAtEnd: Bool { line > lines.count || (line == lines.count && text(line).isEmpty) }

  /// Whether only spaces stand before the place on its line.
  private var startsLine: Bool { scalars(line).prefix(column - 1).allSatisfy { $0 == " " } }

  private var before: Unicode.Scalar? { scalars(line).prefix(column - 1).last { $0 != " " } }

  /// The last line above that says something.
  private var lineAbove: Int? {
    (1..<max(1, line)).last { number in
      text(number).contains { !$0.isWhitespace } && !text(number).drop { $0 == " " }.hasPrefix("#")
    }
  }

  /// The line of the place as `name: value`, when only the space behind its colon is missing.
  private func wordsWithoutSpace() -> String? {
    let words = text(line).drop { $0 == " " || $0 == "-" }
    guard let colon = words.firstIndex(of: ":"), words.index(after: colon) < words.endIndex,
      words[..<colon].allSatisfy({ $0.isLetter || $0 == "_" }), colon > words.startIndex
    else { return nil }
    return "\(words[..<colon]): \(words[words.index(after: colon)...])"
  }

  private func says(_ words: String) -> Bool { problem.text.contains(words) }

  private mutating func moveToContext() {
    (line, column) = (Int(problem.contextMark.line) + 1, Int(problem.contextMark.column) + 1)
  }

  private mutating func explained(_ message: String, _ suggestion: String?) -> Bool {
    self.message = message
    self.suggestion = suggestion
    return true
  }

  // MARK: Explanations

  private mutating func quotes() -> Bool {
    if problem.context.contains("quoted scalar") {
      if says("unexpected end of stream") || says("document indicator") {
        moveToContext()
        return explained("this quote is never closed", "close it; an apostrophe inside single quotes is written twice")
      }
      if says("escape character") {
        return explained(
          "in double quotes a backslash begins an escape, and this is none",
          "write \\\\ for a backslash, or use single quotes")
      }
      return explained(
        "this escape has no valid code", "write two hexadecimal digits after \\x, four after \\u, eight after \\U")
    }
    if says("did not find expected"), let before, "\"'".unicodeScalars.contains(before), !startsLine {
      return explained(
        "the quoted text ends before this",
        "put the whole text into one pair of quotes; an apostrophe inside single quotes is written twice")
    }
    return false
  }

  private mutating func brackets() -> Bool {
    for (opening, closing, other) in [("[", "]", "}"), ("{", "}", "]")] where says("expected ',' or '\(closing)'") {
      if let character, String(character) == other {
        return explained("'\(opening)' is closed by '\(other)'", "close it with '\(closing)'")
      }
      guard isAtEnd || line > Int(problem.contextMark.line) + 1 else {
        return explained(
          "a comma or '\(closing)' is missing before this",
          "part values by commas; put text with commas or brackets in quotes")
      }
      moveToContext()
      return explained("this '\(opening)' is not closed, or a comma is missing after it", "close it with '\(closing)'")
    }
    guard says("expected node content") else { return false }
    switch character {
    case ",":
      return explained(
        "a value is missing before this comma", "remove the comma, or put text that begins with one in quotes")
    case "]", "}": return explained("this bracket closes nothing", "remove it, or put the text in quotes")
    default:
      if isAtEnd, !problem.context.isEmpty { moveToContext() }
      return explained("a value is missing here", "write it, or put the text in quotes")
    }
  }

  private mutating func signs() -> Bool {
    if problem.context.contains("alias") || problem.context.contains("anchor") {
      moveToContext()
      return explained("a text cannot begin with & or *", "put it in quotes")
    }
    if problem.context.contains("tag") || says("tag handle") {
      moveToContext()
      return explained("a text cannot begin with !", "put it in quotes")
    }
    if says("cannot start any token") {
      switch character {
      case "\t": return explained("a tab cannot stand here", "use spaces")
      case let sign?: return explained("a text cannot begin with \(sign)", "put it in quotes")
      case nil: return false
      }
    }
    return false
  }

  private mutating func blockTexts() -> Bool {
    guard problem.context.contains("block scalar") else {
      guard says("tab character") else { return false }
      return explained("a tab cannot indent YAML", "indent with spaces")
    }
    if says("tab character") { return explained("a tab cannot indent YAML", "indent with spaces") }
    if let sign = scalars(line).prefix(column).lastIndex(of: ">") {
      column = sign + 1
      return explained(
        "'>' begins a text of several lines on the next line",
        #"put a limit that begins with > in quotes, such as ">= 0.98""#)
    }
    return explained(
      "after '|' the text begins on the next line", "put the text in quotes, or start it on the next line")
  }

  private mutating func documents() -> Bool {
    if problem.context.contains("directive") || says("directive") {
      return explained("a line that begins with % speaks to the YAML reader", "remove it, or put the text in quotes")
    }
    if says("incompatible") { return explained("this version of YAML is not known", "remove the line") }
    return false
  }

  private mutating func indentation() -> Bool {
    if says("could not find expected ':'") {
      moveToContext()
      if let words = wordsWithoutSpace() {
        return explained("a space is missing behind the colon", "write \(words)")
      }
      return explained(
        "a colon is missing in this line",
        "write name: value; a line that goes on with the text above is indented further")
    }
    if says("block sequence entries are not allowed") {
      return explained("a list cannot begin on the line of its key", "start it on the next line, or write it as [a, b]")
    }
    if says("mapping keys are not allowed") { return explained("a text cannot begin with '? '", "put it in quotes") }
    if says("mapping values are not allowed") { return colon() }
    if says("<document start>") {
      return explained(
        "the text has ended before this",
        "start all keys of one level in one column, with nothing after the last bracket")
    }
    guard says("expected key") || says("expected '-' indicator") else { return false }
    guard startsLine else {
      return explained("the value has ended before this", "put the whole value in quotes, or remove the rest")
    }
    let level = (line: Int(problem.contextMark.line) + 1, column: Int(problem.contextMark.column) + 1)
    if column == level.column {
      return says("expected key")
        ? explained("a list item stands among keys", keyInstead(like: level.line))
        : explained("a key stands among list items", itemInstead(like: level.line))
    }
    if column > level.column, let above = lineAbove, text(above).contains(" #") {
      return explained(
        "this line belongs to nothing: a comment above it ended the text",
        "move the comment, or put the text on one line")
    }
    return explained(
      "this line is indented like none above it",
      "start it in column \(level.column), as line \(level.line), or in that of the level it belongs to")
  }

  /// How a list item that is one name is written as the key of its level: `- spleen` as `spleen: {value: …}`.
  private func keyInstead(like first: Int) -> String {
    let name = text(line).drop { $0 == " " || $0 == "-" }.trimmingSpaces
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return "indent the list further than the key it belongs to"
    }
    let halves = text(first).split(separator: ":", maxSplits: 2).map { String($0).trimmingSpaces }
    let value = halves.count == 3 && halves[1].hasPrefix("{") ? "\(halves[1]): …}" : "…"
    return "write \(name): \(value), as in line \(first)"
  }

  /// How a key is written as an item of its level: `sides:` as `- id: sides`.
  private func itemInstead(like first: Int) -> String {
    let key = text(line).trimmingSpaces
    let marker = text(first).drop { $0 == " " || $0 == "-" }
    guard key.hasSuffix(":"), let colon = marker.firstIndex(of: ":"), !marker.hasPrefix("{") else {
      return "write - before it, or indent it further, to the level it belongs to"
    }
    return "write - \(marker[..<colon]): \(key.dropLast()), as in line \(first)"
  }

  /// A colon where no key can be.
  private mutating func colon() -> Bool {
    if column > 1024 { return explained("a key is longer than 1,024 characters", "shorten it") }
    let own = String(String.UnicodeScalarView(scalars(line).prefix(column - 1)))
    if own.contains(": ") || own.contains(" :") || own.hasSuffix(":") {
      return explained("a second colon on one line", "put text that contains ': ' in quotes")
    }
    guard let above = lineAbove else {
      return explained("a colon cannot stand here", "put text that contains ': ' in quotes")
    }
    func indent(_ number: Int) -> Int { text(number).prefix { $0 == " " }.count }
    let aboveText = text(above)
    if indent(above) == indent(line), !aboveText.contains(": "),
      let colon = aboveText.unicodeScalars.firstIndex(of: ":")
    {
      line = above
      column = aboveText.unicodeScalars.distance(from: aboveText.unicodeScalars.startIndex, to: colon) + 1
      return explained("a space is missing after this colon", "write name: value")
    }
    if indent(line) > indent(above) {
      return explained(
        "this line is indented further than line \(above), which has its value already",
        "indent both alike, or put text that contains ': ' in quotes")
    }
    return explained("a colon cannot stand here", "put text that contains ': ' in quotes, or check the indentation")
  }
}

import Diagnostics
import PolicyLanguage

/// Text with `{{variable}}` places. Parsed once; values are put in as they are and never read for variables again.
struct Template: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case text(String)
    case variable(String, SourceRange)
  }

  private(set) var pieces: [Piece] = []

  /// Names in the order of their first use, with the place of that use.
  var variables: [(name: String, range: SourceRange)] {
    var seen = Set<String>()
    return pieces.compactMap { piece in
      guard case .variable(let name, let range) = piece, seen.insert(name).inserted else { return nil }
      return (name, range)
    }
  }

  /// Parses lines of a file, of which the first has the given number.
  init(parsing lines: [Substring], firstLine: Int, file: String) throws(PromptError) {
    for (offset, line) in lines.enumerated() {
      if offset > 0 { append("\n") }
      try parse(line, number: firstLine + offset, file: file)
    }
  }

  private mutating func parse(_ line: Substring, number: Int, file: String) throws(PromptError) {
    let characters = Array(line)
    var position = 0
    while position < characters.count {
      guard characters[position] == "{", position + 1 < characters.count, characters[position + 1] == "{" else {
        append(String(characters[position]))
        position += 1
        continue
      }
      let start = position + 2
      var end = start
      while end + 1 < characters.count, !(characters[end] == "}" && characters[end + 1] == "}") { end += 1 }
      let closed = end + 1 < characters.count
      let name = closed ? String(characters[start..<end]).filter { $0 != " " } : ""
      let range = SourceRange(
        file: file, line: number, column: position + 1, length: (closed ? end + 2 : characters.count) - position)
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "_") }) else {
        throw PromptError(
          code: .malformedVariable, message: "Write a variable as {{name}}: letters and _, closed on the same line.",
          location: range)
      }
      pieces.append(.variable(name, range))
      position = end + 2
    }
  }

  private mutating func append(_ text: String) {
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + text)
    } else {
      pieces.append(.text(text))
    }
  }

  /// The text with every variable filled in. Throws at the first variable without a value.
  func filled(with values: [String: String]) throws(PromptError) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .variable(let name, let range):
        guard let value = values[name] else {
          throw PromptError(
            code: .undefinedVariable,
            message: "{{\(name)}} has no value here; known are \(values.keys.sorted().joined(separator: ", ")).",
            location: range)
        }
        text += value
      }
    }
    return text
  }
}

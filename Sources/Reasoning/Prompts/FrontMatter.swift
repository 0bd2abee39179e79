import Diagnostics
import Wording

/// The lines `key: value` between two lines `---` at the head of a prompt.
struct FrontMatter {
  private static let keys = ["id", "version", "stage", "title", "inputs"]

  private var values: [String: (text: String, line: Int, column: Int)] = [:]
  private let file: String
  /// The first line after it, from 0.
  let end: Int

  init(_ lines: [Substring], file: String) throws(PromptError) {
    self.file = file
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw PromptError(
        code: .frontMatter, message: "A prompt starts with front matter between two lines “---”.",
        location: SourceRange(file: file, line: 1, column: 1))
    }
    self.end = end + 1
    for (index, line) in lines.enumerated() where index > 0 && index < end {
      let parts = line.split(separator: ":", maxSplits: 1)
      let key = parts.first?.trimmingSpaces ?? ""
      guard parts.count == 2, Self.keys.contains(key), values[key] == nil else {
        throw PromptError(
          code: .frontMatter,
          message: "Front matter holds id, version, stage and title, each once, and may hold inputs.",
          location: SourceRange(file: file, line: index + 1, column: 1, length: line.count))
      }
      let spaces = parts[1].prefix { $0.isWhitespace }.count
      values[key] = (parts[1].trimmingSpaces, index + 1, parts[0].count + 2 + spaces)
    }
  }

  func location(of key: String) -> SourceRange {
    SourceRange(file: file, line: values[key]?.line ?? 1, column: 1, length: key.count)
  }

  func required(_ key: String) throws(PromptError) -> String {
    guard let value = values[key]?.text, !value.isEmpty else {
      throw PromptError(
        code: .frontMatter, message: "The front matter needs a line “\(key): …”.", location: location(of: key))
    }
    return value
  }

  /// The variables that it names, each with its place; nil when it names none.
  var inputs: [(name: String, range: SourceRange)]? {
    guard let (text, line, start) = values["inputs"] else { return nil }
    var column = start
    return text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let name = part.trimmingSpaces
      let place = column + part.prefix { $0.isWhitespace }.count
      column += part.count + 1
      return (name, SourceRange(file: file, line: line, column: place, length: max(name.count, 1)))
    }
  }
}

internal import Cases
internal import Diagnostics
internal import Formats
internal import JSON
internal import Store
internal import YAML

/// Ratings as people and report pages write them: a table (`.csv`, `.tsv`), or JSON: an array, an object with an array
/// `ratings`, or an object a line.
///
/// | column | says |
/// | --- | --- |
/// | `case` | the case's name; required |
/// | `rating` | `accept`, `reject` or `later`; required. A row without one rates nothing |
/// | `comment`, `rater`, `rated` | what was said, by whom, and when (UTC, ISO 8601) |
struct RatingFile {
  /// A rating with its place in the file.
  struct Entry {
    let line: Int
    let caseName: String
    let rating: Rating
  }

  private(set) var entries: [Entry] = []
  /// What is wrong with single rows, in sentences.
  private(set) var mistakes: [String] = []

  /// - Parameter rater: who rated, where a row does not say.
  ///
  /// Throws a `ProgramError` where the file cannot be read as either form at all.
  init(path: String, rater: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(path): \(error.message)")
    }
    var diagnostics = Diagnostics()
    guard let text = SourceText.decode(bytes, file: path, diagnostics: &diagnostics) else {
      throw ProgramError(.badInput, "\(path): the file is no text in UTF-8; export the ratings again.")
    }
    if let first = text.first(where: { !$0.isWhitespace }), "[{".contains(first) {
      try readJSON(text, path, rater)
    } else {
      try readTable(text, path, rater)
    }
  }

  private mutating func readTable(_ text: String, _ path: String, _ rater: String) throws {
    guard let table = CSVReader.read(text, file: path) else {
      throw ProgramError(.badInput, "\(path): the file is empty; its first line names the columns case and rating.")
    }
    let titles = table.header.fields.map { $0.text.trimmed.lowercased() }
    guard titles.contains("case"), titles.contains("rating") else {
      throw ProgramError(.badInput, "\(path): the table needs the columns case and rating in its first line.")
    }
    for row in table.rows {
      let line = row.fields.first?.range.line ?? row.end.line
      guard row.mistake == nil, row.fields.count == titles.count else {
        mistakes.append("line \(line) has \(row.fields.count) fields and the header \(titles.count), or a wrong quote")
        continue
      }
      let values = Dictionary(zip(titles, row.fields.map(\.text)), uniquingKeysWith: { first, _ in first })
      add(values, line, rater)
    }
  }

  private mutating func readJSON(_ text: String, _ path: String, _ rater: String) throws {
    let whole = try? JSONValue(parsing: Array(text.utf8))
    if let elements = whole?.array ?? whole?["ratings"]?.array {
      for (index, element) in elements.enumerated() { add(element, index + 1, rater) }
      return
    }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.allSatisfy(\.isWhitespace) { continue }
      guard let element = try? JSONValue(parsing: Array(line.utf8)) else {
        throw ProgramError(
          .badInput,
          "\(path): line \(index + 1) is no JSON; ratings are an array of objects, an object with “ratings”, or an object a line."
        )
      }
      add(element, index + 1, rater)
    }
  }

  private mutating func add(_ element: JSONValue, _ line: Int, _ rater: String) {
    let members = (element.members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } }
    add(Dictionary(members, uniquingKeysWith: { first, _ in first }), line, rater)
  }

  private mutating func add(_ values: [String: String], _ line: Int, _ rater: String) {
    let word = values["rating"]?.trimmed.lowercased() ?? ""
    if word.isEmpty { return }
    guard let name = values["case"]?.trimmed, !name.isEmpty else {
      mistakes.append("entry \(line) names no case")
      return
    }
    guard let verdict = Rating.Verdict(rawValue: word) else {
      mistakes.append("entry \(line): “\(word)” is no rating; it is accept, reject or later")
      return
    }
    let said = values["rater"]?.trimmed ?? ""
    let time = values["rated"]?.trimmed ?? ""
    entries.append(
      Entry(
        line: line, caseName: name,
        rating: Rating(
          verdict: verdict, comment: values["comment"]?.trimmed ?? "", rater: said.isEmpty ? rater : said,
          time: time.isEmpty ? nil : time)))
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

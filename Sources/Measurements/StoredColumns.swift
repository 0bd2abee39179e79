internal import Geometry
internal import JSON

/// Answers as they stand in a file, by measure and question.
struct StoredColumns: Hashable, Sendable {
  /// By the measures' names; a question is the object of its properties.
  private var answers: [String: [JSONValue: JSONValue]] = [:]

  /// The answer to a question; nil when it is not there, or is none (a damaged file).
  func answer<M: StoredMeasure>(to measure: M) -> M.Value? {
    guard let question = Self.question(measure) else { return nil }
    return answers[M.storedName]?[question].flatMap { try? $0.decoded(as: M.Value.self) }
  }

  mutating func add<M: StoredMeasure>(_ answer: M.Value, to measure: M) {
    guard let question = Self.question(measure), let json = try? JSONValue(encoding: answer) else { return }
    answers[M.storedName, default: [:]][question] = json
  }

  /// The answers of some measures.
  func only(_ names: Set<String>) -> StoredColumns {
    var some = StoredColumns()
    some.answers = answers.filter { names.contains($0.key) }
    return some
  }

  /// An object without the properties that are null.
  private static func question(_ measure: some StoredMeasure) -> JSONValue? {
    guard case .object(let members)? = try? JSONValue(encoding: measure) else { return nil }
    return .object(members.filter { !$0.value.isNull })
  }
}

extension StoredColumns {
  /// `{"gap": {"of": ["ends", "first", "second"], "answers": [["surfaces", 0, 3, {…}], …]}, …}`: a table per measure,
  /// the answer last in its row, null for a property that a question does not have.
  var json: JSONValue { Self.json([(prefix: [], columns: self)], properties: []) }

  /// The answers of several slices in the same form, the slice first in each row.
  static func json(ofSlices slices: [Int: StoredColumns]) -> JSONValue {
    json(slices.map { (prefix: [.integer($0.key)], columns: $0.value) }, properties: ["slice"])
  }

  private static func json(
    _ parts: [(prefix: [JSONValue], columns: StoredColumns)], properties first: [String]
  ) -> JSONValue {
    let names = Set(parts.flatMap { $0.columns.answers.keys }).sorted()
    return .object(
      names.map { name in
        let questions = parts.flatMap { $0.columns.answers[name, default: [:]].keys }
        let properties = Set(questions.flatMap { ($0.members ?? []).map(\.name) }).sorted()
        let rows = parts.flatMap { part in
          part.columns.answers[name, default: [:]].map { question, answer in
            part.prefix + properties.map { question[$0] ?? .null } + [answer]
          }
        }
        return JSONValue.Member(
          name,
          [
            "of": .array((first + properties).map(JSONValue.string)),
            "answers": .array(rows.sorted(by: precedes).map(JSONValue.array)),
          ])
      })
  }

  /// Nil when this is no such object.
  init?(json: JSONValue) {
    guard let rows = Self.rows(json) else { return nil }
    for (name, question, answer) in rows { answers[name, default: [:]][.object(question)] = answer }
  }

  /// By slice; nil when this is no such object.
  static func ofSlices(json: JSONValue) -> [Int: StoredColumns]? {
    guard let rows = rows(json) else { return nil }
    var slices: [Int: StoredColumns] = [:]
    for (name, question, answer) in rows {
      guard let first = question.first, first.name == "slice", case .integer(let slice) = first.value else {
        return nil
      }
      slices[slice, default: StoredColumns()].answers[name, default: [:]][.object(Array(question.dropFirst()))] = answer
    }
    return slices
  }

  private static func rows(
    _ json: JSONValue
  ) -> [(name: String, question: [JSONValue.Member], answer: JSONValue)]? {
    guard case .object(let members) = json else { return nil }
    var rows: [(name: String, question: [JSONValue.Member], answer: JSONValue)] = []
    for member in members {
      guard let properties = try? member.value["of"]?.decoded(as: [String].self),
        case .array(let list)? = member.value["answers"]
      else { return nil }
      for row in list {
        guard case .array(let values) = row, values.count == properties.count + 1, let answer = values.last else {
          return nil
        }
        let question = zip(properties, values).filter { !$1.isNull }.map { JSONValue.Member($0, $1) }
        rows.append((member.name, question, answer))
      }
    }
    return rows
  }

  /// Rows in the order of their numbers and words, so that equal answers are equal bytes.
  private static func precedes(_ a: [JSONValue], _ b: [JSONValue]) -> Bool {
    for (x, y) in zip(a, b) where x != y {
      switch (x, y) {
      case (.integer(let x), .integer(let y)): return x < y
      default: return ((try? x.text()) ?? "") < ((try? y.text()) ?? "")
      }
    }
    return false
  }
}

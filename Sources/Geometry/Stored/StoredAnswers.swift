internal import JSON

/// Answers of one scene, by measure and question, as they stand in a file.
package struct StoredAnswers: Hashable, Sendable {
  /// The answers of one measure.
  struct Table: Hashable, Sendable {
    /// The names of the question's properties, sorted.
    let properties: [String]
    /// The properties' values to the answer.
    var answers: [[JSONValue]: JSONValue]
  }

  private(set) var tables: [String: Table] = [:]

  init() {}

  /// The answer to a question; nil when it is not there, or is none (a damaged file).
  func answer<M: StoredMeasure>(to measure: M) -> M.Value? {
    guard let table = tables[M.storedName], let (properties, values) = Self.question(measure),
      properties == table.properties
    else { return nil }
    return table.answers[values].flatMap { try? $0.decoded(as: M.Value.self) }
  }

  mutating func add<M: StoredMeasure>(_ answer: M.Value, to measure: M) {
    guard let (properties, values) = Self.question(measure), let json = try? JSONValue(encoding: answer) else { return }
    var table = tables[M.storedName] ?? Table(properties: properties, answers: [:])
    // A row of another form would spoil the table: such an answer counts as not stored.
    guard table.properties == properties else { return }
    table.answers[values] = json
    tables[M.storedName] = table
  }

  /// The answers of some measures.
  func only(_ names: Set<String>) -> StoredAnswers {
    var some = StoredAnswers()
    some.tables = tables.filter { names.contains($0.key) }
    return some
  }

  private static func question(_ measure: some StoredMeasure) -> (properties: [String], values: [JSONValue])? {
    guard case .object(let members)? = try? JSONValue(encoding: measure) else { return nil }
    return (members.map(\.name), members.map(\.value))
  }
}

extension StoredAnswers {
  /// `{"gap": {"of": ["ends", "first", "second"], "answers": [["surfaces", 0, 3, {…}], …]}, …}`: a table per measure, the answer last in its row.
  var json: JSONValue { Self.json(tables.mapValues { ($0.properties, $0.answers.map { $0.key + [$0.value] }) }) }

  /// The answers of several slices in the same form, the slice first in each row.
  static func json(ofSlices slices: [Int: StoredAnswers]) -> JSONValue {
    var tables: [String: (properties: [String], rows: [[JSONValue]])] = [:]
    for (slice, answers) in slices {
      for (name, table) in answers.tables {
        tables[name, default: (["slice"] + table.properties, [])].rows += table.answers.map {
          [.integer(slice)] + $0.key + [$0.value]
        }
      }
    }
    return json(tables)
  }

  private static func json(_ tables: [String: (properties: [String], rows: [[JSONValue]])]) -> JSONValue {
    .object(
      tables.sorted { $0.key < $1.key }.map { name, table in
        JSONValue.Member(
          name,
          [
            "of": .array(table.properties.map(JSONValue.string)),
            "answers": .array(table.rows.sorted(by: precedes).map(JSONValue.array)),
          ])
      })
  }

  /// Nil when this is no such object.
  init?(json: JSONValue) {
    guard let tables = Self.tables(json) else { return nil }
    for (name, properties, rows) in tables {
      var table = Table(properties: properties, answers: [:])
      table.answers.reserveCapacity(rows.count)
      for row in rows { table.answers[Array(row.dropLast())] = row.last }
      self.tables[name] = table
    }
  }

  /// By slice; nil when this is no such object.
  static func ofSlices(json: JSONValue) -> [Int: StoredAnswers]? {
    guard let tables = tables(json) else { return nil }
    var slices: [Int: StoredAnswers] = [:]
    for (name, properties, rows) in tables {
      guard properties.first == "slice" else { return nil }
      let empty = Table(properties: Array(properties.dropFirst()), answers: [:])
      for row in rows {
        guard case .integer(let slice)? = row.first else { return nil }
        slices[slice, default: StoredAnswers()].tables[name, default: empty]
          .answers[Array(row.dropFirst().dropLast())] = row.last
      }
    }
    return slices
  }

  private static func tables(_ json: JSONValue) -> [(name: String, properties: [String], rows: [[JSONValue]])]? {
    guard case .object(let members) = json else { return nil }
    var tables: [(name: String, properties: [String], rows: [[JSONValue]])] = []
    for member in members {
      guard let properties = try? member.value["of"]?.decoded(as: [String].self),
        case .array(let list)? = member.value["answers"]
      else { return nil }
      let rows = list.compactMap {
        if case .array(let row) = $0, row.count == properties.count + 1 { row } else { nil }
      }
      guard rows.count == list.count else { return nil }
      tables.append((member.name, properties, rows))
    }
    return tables
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

internal import JSON
package import Results

/// Records as JSON text: members in the order of their names, numbers in shortest form, so that equal records are equal
/// bytes.
package enum RecordJSON {
  /// One document for people: indented.
  package static func pretty(_ results: [CaseResult]) throws -> String {
    let value = results.count == 1 ? try JSONValue(encoding: results[0]) : try JSONValue(encoding: results)
    return try value.text(.indented)
  }

  /// One record on one line, for JSON Lines.
  package static func line(_ result: CaseResult) throws -> String { try JSONValue(encoding: result).text() }
}

internal import FoundationEssentials

/// Records as JSON text: keys sorted, numbers in shortest form, so that equal records are equal bytes.
package enum RecordJSON {
  /// One document for people: indented.
  package static func pretty(_ results: [CaseResult]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = results.count == 1 ? try encoder.encode(results[0]) : try encoder.encode(results)
    return String(decoding: data, as: UTF8.self)
  }

  /// One record on one line, for JSON Lines.
  package static func line(_ result: CaseResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(result), as: UTF8.self)
  }
}

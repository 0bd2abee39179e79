internal import JSON

extension CaseResult {
  /// The result that one line of JSON Lines holds, as it was written; nil for anything else, and for a record of
  /// another version.
  package init?(line: some StringProtocol) {
    guard let json = try? JSONValue(parsing: Array(line.utf8)), json["schema"]?.string == Record.schemaName,
      let result = try? json.decoded(as: CaseResult.self)
    else { return nil }
    self = result
  }
}

package import Diagnostics
internal import Wording

/// What is wrong in any table, whatever its columns say.
extension CSVTable.Field {
  /// The text without blanks around it.
  package var trimmed: String { text.trimmingSpaces }

  /// A field with characters that no name and no number has; nil for every other.
  package var controlMistake: Diagnostic? {
    guard trimmed.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return nil }
    return Diagnostic(
      .controlCharacter, .error, "the field holds a control character or a line end", at: range,
      suggestion: "remove it")
  }

  /// A title that says what an earlier one says.
  ///
  /// - Parameters:
  ///   - other: the earlier title.
  ///   - column: its column, from 0.
  package func doubling(_ other: CSVTable.Field, inColumn column: Int) -> Diagnostic {
    Diagnostic(
      .duplicateColumn, .error,
      "'\(trimmed)' says what '\(other.trimmed)' in column \(column + 1) says already", at: range,
      suggestion: "keep one of the two")
  }
}

extension CSVTable.Row {
  /// A row that is longer or shorter than the header; nil for one that fits.
  ///
  /// - Parameter wanted: the number of the header's fields.
  package func lengthMistake(wanted: Int) -> Diagnostic? {
    let found = fields.count
    guard found != wanted else { return nil }
    return Diagnostic(
      .raggedRow, .error, "the row has \(counted(found, "field")), the header has \(wanted)",
      at: found > wanted ? fields[wanted].range : end,
      suggestion: found > wanted
        ? "put a field that holds a separator in quotes" : "add the fields that are missing, empty ones too")
  }
}

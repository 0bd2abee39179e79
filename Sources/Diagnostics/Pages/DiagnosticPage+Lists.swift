/// Lists of cases: manifests.
extension DiagnosticPage {
  static let badQuote = DiagnosticPage(
    .lists, .error, "a quote that does not fit",
    meaning:
      "In a table, quotes surround a whole field, and a quote inside it is written twice. A quote that does neither would take other fields with it.",
    fix: "Close the field's quote, or double the one inside it.", bad: #"17,"a "good" case"#,
    good: #"17,"a ""good"" case""#)

  static let controlCharacter = DiagnosticPage(
    .lists, .error, "a control character",
    meaning: "The field holds a line end or another character that cannot be part of a path or a name.",
    fix: "Remove it from the field.")

  static let raggedRow = DiagnosticPage(
    .lists, .error, "a row of another length",
    meaning:
      "The row has more or fewer fields than the header, so nobody can tell which field belongs to which column. The other rows go on.",
    fix: "Add the missing fields, empty ones too, or put a field that holds a separator in quotes.")

  static let missingColumn = DiagnosticPage(
    .lists, .error, "no column of exports",
    meaning: "A list of cases needs a column that names the masks.", fix: "Call that column `export`.",
    bad: "case,file", good: "case,export")

  static let duplicateColumn = DiagnosticPage(
    .lists, .error, "two columns say the same",
    meaning: "Two columns are read as one, and only one of them could count.", fix: "Keep one of the two.",
    bad: "export,mask", good: "export,image")

  static let ignoredColumn = DiagnosticPage(
    .lists, .note, "a column that nobody reads",
    meaning:
      "The column has a name that means nothing to the program. Facts about a case are in columns that begin with `context.`.",
    fix: "Leave it if it is meant for people; else give it the name that the message suggests.",
    bad: "export,nephrectomy", good: "export,context.nephrectomy")
}

package import PolicyLanguage
internal import Wording

extension FieldType {
  /// What the field takes, for a table: `a range or limit in mm, cm or m`.
  package var words: String {
    switch self {
    case .limits(let dimensions): "range or limit: \(Self.units(dimensions))"
    case .counts: "count, or range of counts, such as `1`, `0..2`, `\">= 3\"`"
    case .quantity(let dimensions): "number with unit: \(Self.units(dimensions))"
    case .quantities(let dimensions): "list of numbers with unit: \(Self.units(dimensions))"
    case .wholeNumbers(let allowed): "list of whole numbers" + Self.bounds(allowed)
    case .number(let allowed): "number" + Self.bounds(allowed)
    case .integer(let allowed): "whole number" + Self.bounds(allowed)
    case .integers(let few): "one of \(few.map { "`\($0)`" }.joined(separator: ", "))"
    case .boolean: "`true` or `false`"
    case .text: "text"
    case .texts: "list of texts"
    case .choice(let words): "one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
    case .choices(let words): "one or several of \(words.map { "`\($0)`" }.joined(separator: ", "))"
    case .label: "label"
    case .labels: "label, group or `all`, or a list of these"
    case .labelPair: "two labels, `[a, b]`"
    case .namedLabels: "names of your own, each with a label or labels: `{sixth_lumbar: L6}`"
    case .quantifier: "`every`, `any`, `none`, `all but N`, `\">= N\"` or `\">= P %\"`"
    case .condition: "condition"
    case .levels:
      "levels of the vertebral column, such as `T10..L1`, `T7`, `S3..` (from there down), `..C1` (up to there)"
    case .day: "day, `2027-01-31`"
    case .phrase: "sentence, as in the example"
    case .mapping(let fields): "mapping of \(Self.keys(fields))"
    case .mappings(let fields): "list of mappings of \(Self.keys(fields))"
    case .anything: "see below"
    }
  }

  /// `typical` (range or limit: `mm`) and so on.
  private static func keys(_ fields: [FieldDeclaration]) -> String {
    fields.map { "`\($0.key ?? "")` (\($0.type.words))" }.joined(separator: ", ")
  }

  private static func bounds(_ allowed: ClosedRange<some Comparable>?) -> String {
    allowed.map { " in \($0.lowerBound)…\($0.upperBound)" } ?? ""
  }

  /// `mm³, mL, cm³, L; voxels, px; % or a bare share`.
  private static func units(_ dimensions: [Dimension]) -> String {
    dimensions.map { dimension in
      let symbols = dimension.units.map(\.symbol).filter { !$0.isEmpty }.map { "`\($0)`" }
      let bare: String? =
        switch dimension {
        case .fraction: "a share 0…1"
        case .count: "a count"
        case .ratio: "a ratio"
        case .intensity: "a bare number in the image's units"
        default: nil
        }
      return (symbols + [bare].compactMap { $0 }).joined(separator: ", ")
    }.joined(separator: "; ")
  }
}

/// Rows as a Markdown table.
package struct MarkdownTable {
  private var lines: [String]

  package init(_ header: String...) {
    lines = [Self.line(header), Self.line(header.map { _ in "---" })]
  }

  package mutating func add(_ cells: String...) { lines.append(Self.line(cells)) }

  /// With a line break at the end.
  package var text: String { lines.joined(separator: "\n") + "\n" }
  package var isEmpty: Bool { lines.count == 2 }

  private static func line(_ cells: [String]) -> String {
    "| "
      + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(
        separator: " | ") + " |"
  }
}

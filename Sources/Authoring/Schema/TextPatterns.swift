internal import Wording

/// Regular expressions for what authors write as text, in the part of ECMA-262 that every reader of schemas shares.
enum TextPatterns {
  private static let number = "[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"
  /// The name of a parameter, which may stand for a value.
  private static let parameter = "[\\p{L}_][\\p{L}\\p{N}_-]*"

  /// A name of a label, group, parameter or context variable.
  static let name = "^\(parameter)$"
  /// A stretch of the vertebral column.
  static let levels: String = {
    let level = "([Cc][1-7]|[Tt][Hh]?([1-9]|1[0-2])|[LlSs][1-5])"
    return whole("\(level)( *\\.\\. *\(level)?)?|\\.\\. *\(level)")
  }()
  static let day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

  /// A range, a limit on one side, or one value.
  static func limits(_ dimensions: [Dimension]) -> String {
    let unit = unit(dimensions)
    let anyUnit = "( *(\(symbols(dimensions).joined(separator: "|"))))?"
    let range = "\(number)\(symbols(dimensions).isEmpty ? "" : anyUnit) *\\.\\. *\(number)\(unit)"
    return whole("(>=|<=|>|<|==?)? *\(number)\(unit)|\(range)|\(parameter)")
  }

  /// One number with its unit.
  static func quantity(_ dimensions: [Dimension]) -> String { whole("\(number)\(unit(dimensions))|\(parameter)") }

  /// A bare number, or a parameter.
  static let bareNumber = whole("\(number)|\(parameter)")

  /// How many of several.
  static var quantifier: String {
    let count = "(>=|<=|>|<|==?)? *\(number)( *%)?|\(number) *\\.\\. *\(number)( *%)?"
    return whole("(every|all|any|none|all but [0-9]+|\(count))( of)?( slices?| labels?)?|\(parameter)")
  }

  /// Whether a number of JSON, without any unit, can stand there.
  static func allowsBare(_ dimensions: [Dimension]) -> Bool { dimensions.contains(where: \.allowsBare) }

  private static func whole(_ pattern: String) -> String { "^ *(\(pattern)) *$" }

  private static func unit(_ dimensions: [Dimension]) -> String {
    let symbols = symbols(dimensions)
    if symbols.isEmpty { return "" }
    return " *(\(symbols.joined(separator: "|")))" + (allowsBare(dimensions) ? "?" : "")
  }

  /// All spellings of the units, escaped.
  private static func symbols(_ dimensions: [Dimension]) -> [String] {
    let spellings: [String] = dimensions.flatMap(\.units).flatMap { unit -> [String] in [unit.symbol] + unit.spellings }
    return spellings.filter { !$0.isEmpty }.map { $0.replacing("^", with: "\\^") }
  }
}

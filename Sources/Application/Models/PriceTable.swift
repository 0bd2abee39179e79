internal import Diagnostics
internal import Formats
internal import LanguageModel
internal import Wording
internal import YAML

/// What models cost, from a user's own table: the program knows no prices, which change and differ between contracts.
///
/// ```yaml
/// gpt-x: {input: 2.50, output: 10}    # for a million tokens, in any one currency
/// local: {input: 0, output: 0}
/// ```
/// JSON is YAML too.
struct PriceTable {
  private let prices: [String: ModelPrice]

  /// Throws a `ProgramError` with all mistakes and their places.
  init(path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw ProgramError(.configuration, "\(path): \(error.message)")
    }
    var diagnostics = Diagnostics()
    let node = YAMLNode.parse(bytes, file: path, diagnostics: &diagnostics)
    prices = Self.read(node, &diagnostics)
    guard !diagnostics.hasErrors else {
      let text = String(decoding: bytes, as: UTF8.self)
      throw ProgramError(
        .configuration,
        "the prices cannot be used.\n" + diagnostics.sorted.map { $0.rendered(source: text) }.joined(separator: "\n"))
    }
  }

  /// The price of a model by the name it is asked by; nil when the table has none.
  subscript(model: String) -> ModelPrice? { prices[model] }

  /// The models with a price, sorted.
  var models: [String] { prices.keys.sorted() }

  private static func read(_ node: YAMLNode?, _ diagnostics: inout Diagnostics) -> [String: ModelPrice] {
    guard let node else { return [:] }
    guard let entries = node.entries else {
      diagnostics.error(
        .wrongType, "prices are a mapping of models, not \(node.described)", at: node.range,
        suggestion: "write 'MODEL: {input: 2.5, output: 10}'")
      return [:]
    }
    var prices: [String: ModelPrice] = [:]
    for entry in entries {
      let fields = entry.value.entries ?? []
      for field in fields where field.key != "input" && field.key != "output" {
        diagnostics.error(
          .unknownKey, "a price has input and output, not '\(field.key)'", at: field.keyRange,
          suggestion: Suggestion.didYouMean(field.key, among: ["input", "output"]))
      }
      guard let input = entry.value["input"], let output = entry.value["output"] else {
        diagnostics.error(
          .missingKey, "the price of '\(entry.key)' needs input and output, each for a million tokens",
          at: entry.keyRange, suggestion: "write '\(entry.key): {input: 2.5, output: 10}'")
        continue
      }
      if let input = amount(input, &diagnostics), let output = amount(output, &diagnostics) {
        prices[entry.key] = ModelPrice(input: input, output: output)
      }
    }
    return prices
  }

  private static func amount(_ node: YAMLNode, _ diagnostics: inout Diagnostics) -> Double? {
    guard let amount = node.text.flatMap(Double.init), amount.isFinite else {
      diagnostics.error(.notANumber, "a price is a number, not \(node.described)", at: node.range)
      return nil
    }
    guard amount >= 0 else {
      diagnostics.error(.negative, "a price is not below 0", at: node.range)
      return nil
    }
    return amount
  }
}

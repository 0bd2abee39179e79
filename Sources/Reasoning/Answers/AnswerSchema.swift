import JSON

/// JSON Schemas of the stages' answers, in the subset that every provider takes: objects with all properties required,
/// string enums, arrays. Bounds of arrays are told in words where a provider takes none, and checked here.
enum AnswerSchema {
  /// Providers take at most a thousand values in an enum; beyond that ids are checked here alone.
  private static let largestEnum = 500

  /// An object with these properties, in the order in which the model is to write them.
  static func object(_ properties: [(name: String, schema: JSONValue)]) -> JSONValue {
    .object([
      .init("type", "object"),
      .init("properties", .object(properties.map { .init($0.name, $0.schema) })),
      .init("required", .array(properties.map { .string($0.name) })),
      .init("additionalProperties", false),
    ])
  }

  /// The most elements of a list, unless its question asks for more: a person reads them, and an answer has its limit.
  static let mostElements = 12
  /// The most reasons of a verdict: each finding that is cleared needs one of its own.
  static let mostReasons = 16
  /// The most ids that one statement cites.
  static let mostIDs = 12
  /// The longest statement in characters.
  static let longestText = 400

  static func list(of items: JSONValue, _ description: String, atMost most: Int = mostElements) -> JSONValue {
    ["type": "array", "description": .string(description), "items": items, "maxItems": .integer(most)]
  }

  static func text(_ description: String) -> JSONValue { ["type": "string", "description": .string(description)] }

  /// A statement, short enough for an answer of many.
  static func sentence(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description), "maxLength": .integer(longestText)]
  }

  /// One of these values; any text when there are none or too many to list.
  static func choice(_ values: [String], _ description: String) -> JSONValue {
    guard !values.isEmpty, values.count <= largestEnum else { return text(description) }
    return [
      "type": "string", "description": .string(description), "enum": .array(values.map(JSONValue.string)),
    ]
  }

  static func ids(_ values: [String]) -> JSONValue {
    list(of: choice(values, "an id"), "the ids this rests on, at least one", atMost: mostIDs)
  }
}

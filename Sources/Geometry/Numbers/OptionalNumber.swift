internal import JSON

extension Double? {
  /// The number, or JSON's null for what is undefined.
  var orNull: JSONValue { map(JSONValue.number) ?? .null }
}

/// A JSON Schema in the subset this project writes, and the check of a value against it.
///
/// Understood: `type` (one or several), `properties`, `required`, `additionalProperties`, `items`, `enum`, `const`,
/// `minimum`, `maximum`, `minLength`, `maxLength`, `pattern`, `minItems`, `maxItems`, `anyOf`, `oneOf`, `allOf`, `$ref`
/// to `#/$defs/NAME`, and the annotations `$schema`, `$id`, `$comment`, `title`, `description`, `default` and
/// `examples`, which constrain nothing. Any other keyword is an error when the schema is read: a rule that is not
/// understood must not look like one that is kept.
package struct JSONSchema: Hashable, Sendable {
  /// The schema as it was given.
  package let document: JSONValue

  let root: Rule
  let definitions: [String: Rule]

  /// Reads a schema. Throws at the first thing that is malformed or not understood.
  package init(_ document: JSONValue) throws(JSONSchemaError) {
    self.document = document
    root = try Rule(reading: document, at: "#")
    var definitions: [String: Rule] = [:]
    if let named = document["$defs"] {
      guard let members = named.members else {
        throw JSONSchemaError(code: .form, message: "must be an object", location: "#/$defs")
      }
      for member in members {
        definitions[member.name] = try Rule(reading: member.value, at: "#/$defs/" + member.name.asPointerToken)
      }
    }
    self.definitions = definitions
    try checkReferences()
  }
}

extension JSONSchema {
  /// One way in which a value breaks a schema.
  package struct Violation: Hashable, Sendable, CustomStringConvertible {
    /// Where in the value, as a JSON Pointer (RFC 6901); empty for the whole value.
    package let path: String
    /// The keyword that is broken.
    package let keyword: String
    /// What is wrong and what would be right, in words for a person or a model.
    package let message: String

    package var description: String { (path.isEmpty ? "the top level" : path) + " " + message }
  }

  /// Every way in which a value breaks this schema, in the order of the value; empty when it is valid.
  package func violations(of value: JSONValue) -> [Violation] { check(value, root, at: "") }
}

extension String {
  /// Escaped as one step of a JSON Pointer.
  var asPointerToken: String {
    var token = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "~": token += "~0"
      case "/": token += "~1"
      default: token.unicodeScalars.append(scalar)
      }
    }
    return token
  }
}

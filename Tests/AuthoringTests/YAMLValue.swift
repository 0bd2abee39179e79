import Diagnostics
import JSON
import YAML

extension JSONValue {
  /// A YAML tree as an editor's schema check sees it: plain scalars by YAML 1.2's core schema.
  init(_ node: YAMLNode) {
    switch node.content {
    case .mapping(let entries): self = .object(entries.map { Member($0.key, JSONValue($0.value)) })
    case .sequence(let elements): self = .array(elements.map { JSONValue($0) })
    case .scalar(let scalar):
      if node.isNull {
        self = .null
      } else if let flag = node.boolean {
        self = .bool(flag)
      } else if scalar.style == .plain, let whole = Int(scalar.text) {
        self = .integer(whole)
      } else if scalar.style == .plain, let number = Double(scalar.text),
        scalar.text.allSatisfy({ "0123456789.eE+-".contains($0) })
      {
        self = .number(number)
      } else {
        self = .string(scalar.text)
      }
    }
  }

  /// The value of a whole YAML text.
  static func yaml(_ text: String) -> JSONValue? {
    var diagnostics = Diagnostics()
    return YAMLNode.parse(text, file: "f", diagnostics: &diagnostics).map { JSONValue($0) }
  }
}

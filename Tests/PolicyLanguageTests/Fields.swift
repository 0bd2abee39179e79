import Diagnostics
import PolicyLanguage
import Volume
import YAML
import YAMLTesting

/// Readers over a line of YAML, in the scope of a small policy.
enum Fields {
  private static let place = SourceRange(file: "f", line: 1, column: 1)
  static let scope = PolicyScope(
    labels: [
      label("kidney_left", side: .left), label("kidney_right", side: .right), label("liver"),
    ],
    groups: [("kidneys", ["kidney_left", "kidney_right"])],
    context: [
      ContextVariable(name: "nephrectomy", values: ["none", "left", "right"], initial: "none", place: place),
      ContextVariable(name: "breath", values: ["inspiration", "expiration"], initial: nil, place: place),
    ],
    parameters: [
      parameter("smallest_island", "0.1 mL"), parameter("rule", "required"), parameter("nearest", ">= 40 mm"),
    ], vocabulary: SmallKinds.vocabulary)

  static func label(_ name: String, side: PatientDirection? = nil) -> LabelDeclaration {
    LabelDeclaration(name: name, side: side, range: SourceRange(file: "f", line: 1, column: 1))
  }

  private static func parameter(_ name: String, _ text: String) -> PolicyScope.Parameter {
    .init(name: name, text: text, range: SourceRange(file: "f", line: 1, column: 1))
  }

  /// Reads `yaml` and gives what was read and what was diagnosed, `column id`.
  static func read<Value>(_ yaml: String, _ body: (inout FieldReader) -> Value) -> (Value?, [String]) {
    var diagnostics = Diagnostics()
    guard let node = YAMLNode.parse(yaml, file: "f", diagnostics: &diagnostics) else {
      return (nil, diagnostics.sorted.map(\.short))
    }
    var reader = FieldReader("kind", node, scope: scope)
    let value = body(&reader)
    reader.finish()
    diagnostics.merge(reader.diagnostics)
    return (value, diagnostics.sorted.map { "\($0.range.column) \($0.rule.rawValue)" })
  }
}

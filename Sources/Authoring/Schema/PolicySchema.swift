package import JSON
package import PolicyLanguage
internal import Wording

/// The JSON Schema of policy files, for editors and for programs that write policies. Made from the same declarations
/// that the policy reader runs on; what no schema can say (that a label is declared, that a unit fits a measure in a
/// condition) is for lint.
package struct PolicySchema {
  private let vocabulary: PolicyVocabulary

  package init(_ vocabulary: PolicyVocabulary) { self.vocabulary = vocabulary }

  package var document: JSONValue {
    var root: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("title", "SegWarden policy, version 1"),
      .init(
        "description",
        "What a medical image segmentation must satisfy. Made from the program's sources; `segwarden policy lint` checks more than a schema can."
      ),
    ]
    let sections = PolicySection.allCases.map { section in
      JSONValue.Member(section.rawValue, self.section(section).described(KeyWords.of(section)))
    }
    root +=
      JSONValue.mapping(sections, required: PolicySection.allCases.filter(\.isRequired).map(\.rawValue)).members ?? []
    // Only an extending policy may leave out what an expectation says, because the policy that it extends has said it.
    root.append(
      .init(
        "anyOf",
        [
          ["required": ["extends"]],
          ["properties": ["expectations": ["items": ["$ref": "#/$defs/saying-one-thing"]]]],
        ]))
    root.append(.init("$defs", .object(definitions)))
    return .object(root)
  }

  private func section(_ section: PolicySection) -> JSONValue {
    switch section {
    case .segwarden: ["enum": [1, "1"]]
    case .policy, .version, .title: FieldSchema.text
    case .task: fields(LanguageKeys.task, KeyWords.task)
    case .extends:
      [
        "anyOf": [
          ["type": "string", "minLength": 1], ["type": "array", "items": ["type": "string", "minLength": 1]],
        ]
      ]
    case .context:
      named([
        "anyOf": [
          fields(LanguageKeys.contextWords, KeyWords.context), fields(LanguageKeys.contextNumber, KeyWords.context),
        ]
      ])
    case .parameters: named(["type": ["string", "number", "boolean"]])
    case .labelsBy: FieldSchema.choice(LabelsBy.allCases.map(\.rawValue))
    case .mode: FieldSchema.choice(Mode.allCases.map(\.rawValue))
    case .subset: FieldSchema.choice(Subset.allCases.map(\.rawValue))
    case .labels: named(["anyOf": [fields(LanguageKeys.label, KeyWords.label), ["type": "null"]]])
    case .structures: named(fields(LanguageKeys.structure, KeyWords.structure))
    case .groups: named(FieldSchema(type: .labels).value)
    case .column: FieldSchema(type: .labels).value
    case .expectations: ["type": "array", "items": ["$ref": "#/$defs/expectation"]]
    case .waivers: ["type": "array", "items": fields(LanguageKeys.waiver, KeyWords.waiver)]
    case .decision: fields(LanguageKeys.decision, KeyWords.decision)
    }
  }

  /// A mapping from names of the author's own.
  private func named(_ value: JSONValue) -> JSONValue { ["type": "object", "additionalProperties": value] }

  private func fields(_ fields: [FieldDeclaration], _ words: [String: String]) -> JSONValue {
    .mapping(members(fields, words), required: fields.filter(\.isRequired).compactMap(\.key))
  }

  private func members(_ fields: [FieldDeclaration], _ words: [String: String]) -> [JSONValue.Member] {
    // A key that is read in several forms takes any of them.
    let keys = fields.map { $0.key ?? "" }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return keys.map { key in
      let values = fields.filter { ($0.key ?? "") == key }.map(value)
      return .init(key, (values.count == 1 ? values[0] : ["anyOf": .array(values)]).described(words[key]))
    }
  }

  /// Fields that are read as they are have a shape of their own.
  private func value(_ field: FieldDeclaration) -> JSONValue {
    guard field.type == .anything else { return FieldSchema(type: field.type).value }
    switch field.key {
    case "learned": return fields(LanguageKeys.learned, KeyWords.learned)
    case "source": return ["anyOf": [FieldSchema.text, fields(LanguageKeys.source, KeyWords.source)]]
    case "bands": return named(FieldSchema(type: .limits([.ratio])).value)
    default: return [:]
    }
  }

  private var definitions: [JSONValue.Member] {
    let kinds = vocabulary.kinds
    let own = kinds.map { JSONValue.Member($0.name, ["$ref": .string("#/$defs/kind-\($0.name)")]) }
    let siblings = kinds.flatMap { FieldReader.siblings(of: $0) }.map { field in
      JSONValue.Member(field.key ?? "", FieldSchema(type: field.type).value)
    }
    let common = members(LanguageKeys.expectation, KeyWords.expectation)
    let disable = JSONValue.Member("disable", (["type": "boolean"] as JSONValue).described(KeyWords.disable))
    return [
      .init("expectation", .mapping(common + own + siblings + [disable], required: ["id"])),
      .init(
        "saying-one-thing",
        [
          "description": "An expectation has exactly one kind.",
          "oneOf": .array(kinds.map { ["required": [.string($0.name)]] }),
        ]),
      .init(
        "by",
        [
          "description": "The context variable, or up to three, whose values have limits of their own.",
          "anyOf": [
            ["type": "string", "minLength": 1],
            ["type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 3],
          ],
        ]),
    ] + kinds.flatMap { KindSchema(kind: $0).definitions }
  }
}

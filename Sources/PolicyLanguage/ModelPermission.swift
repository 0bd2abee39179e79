internal import Diagnostics
internal import Wording
internal import YAML

/// What a policy lets a language model do to the verdict of the rules.
package enum ModelPermission: Hashable, Sendable {
  /// Nothing: the verdict is the rules' alone.
  case advises
  /// Raising the verdict always; clearing warnings and notes, and beyond them findings with these codes.
  case clears(codes: [FindingCode])

  /// Clearing nothing beyond warnings and notes.
  package static let standard = ModelPermission.clears(codes: [])

  /// The codes that it names, such as `connectivity.components_above`.
  package var codes: [FindingCode] {
    switch self {
    case .advises: []
    case .clears(let codes): codes
    }
  }

  /// The word for a model that only advises.
  enum Word: String, CaseIterable { case advises }
}

extension ModelPermission {
  /// `model: advises`, or `model: {clear: [connectivity.components_above]}`; nil when it is not there or wrong.
  static func read(_ key: FieldReader.Key, _ fields: inout FieldReader) -> ModelPermission? {
    var permission: ModelPermission?
    if fields.hasMapping(key) {
      permission = fields.nested(key) { fields in
        fields.require("clear")
        return fields.findingCodes("clear").map { .clears(codes: $0) }
      }
    }
    if !fields.isRecording, let written = key.name.flatMap({ fields.node[$0]?.text }), Word(rawValue: written) == nil {
      fields.ignore(key)
      fields.error(
        .unknownValue, "\(fields.name(key)) cannot be '\(written)'", at: key,
        suggestion: "write \(written.hasPrefix("clear") ? "" : "advises, or "){clear: [CODE]}")
    } else if fields.hasNoMapping(key), fields.choice(key, of: Word.self) != nil {
      permission = .advises
    }
    return permission
  }
}

extension FieldReader {
  /// Codes of findings that may be cleared, each once; those that no kind gives are reported.
  mutating func findingCodes(_ key: Key) -> [FindingCode]? {
    guard let codes = texts(key), !isRecording else { return isRecording ? [] : nil }
    var sound: [FindingCode] = []
    for text in codes {
      guard !text.hasPrefix("coverage.") else {
        diagnostics.error(
          .unknownCode, "'\(text)' says that too little was seen, which no model can clear",
          at: range(of: text, in: key), suggestion: "leave it out")
        continue
      }
      guard let code = findingCode(text, at: range(of: text, in: key)) else { continue }
      if sound.contains(code) {
        diagnostics.error(.duplicate, "'\(text)' stands twice", at: range(of: text, in: key))
      } else {
        sound.append(code)
      }
    }
    return sound.count == codes.count ? sound : nil
  }

  /// A code by its text; nil, reported, when no finding carries it.
  mutating func findingCode(_ text: String, at range: SourceRange) -> FindingCode? {
    if let code = FindingCode(text), scope.vocabulary.codes.contains(code) { return code }
    diagnostics.error(
      .unknownCode, "no finding has the code '\(text)'", at: range,
      suggestion: Suggestion.oneOf(text, scope.vocabulary.codes.map(\.text)))
    return nil
  }
}

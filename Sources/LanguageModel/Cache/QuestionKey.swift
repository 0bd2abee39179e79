internal import Digest
package import JSON

/// A question's name: SHA-256 of all that shapes its answer, in canonical JSON. Equal questions to equally set up
/// models have equal keys.
///
/// What goes in: the model's fingerprint, which never holds a key; the request's system text, parts, schema and its
/// name, token limit and sample. A picture goes in by the digest of its bytes. Nothing can be read back out of a key.
package struct QuestionKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  package let description: String

  /// Throws when schema or fingerprint hold a number that JSON has no word for. Cost: linear in text and pictures.
  package init(_ request: ModelRequest, fingerprint: JSONValue) throws(JSONError) {
    let parts = request.parts.map { part -> JSONValue in
      switch part {
      case .text(let text): ["text": .string(text)]
      case .png(let bytes): ["png": .string(SHA256.of(bytes))]
      }
    }
    // The order of a fingerprint's members means nothing; that of a schema's is the order in which the model writes.
    let question: JSONValue = [
      "schema": "segwarden.question/1", "model": fingerprint.sorted, "system": .string(request.system),
      "parts": .array(parts), "answer_name": .string(request.schemaName), "answer_schema": request.schema,
      "maximum_tokens": .integer(request.maximumTokens), "sample": .integer(request.sample),
    ]
    description = SHA256.of(try question.text())
  }

  /// A key as it was written. Nil for anything else than 64 lower-case hexadecimal digits, so that it is safe as part
  /// of a file's name.
  package init?(_ text: String) {
    guard text.utf8.count == 64, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return nil
    }
    description = text
  }

  package static func < (a: QuestionKey, b: QuestionKey) -> Bool { a.description < b.description }
}

extension QuestionKey {
  /// The key, for who asks: a question that cannot be written cannot be asked.
  static func of(_ request: ModelRequest, to model: any LanguageModel) throws(ModelError) -> QuestionKey {
    do throws(JSONError) {
      return try QuestionKey(request, fingerprint: model.fingerprint)
    } catch {
      throw ModelError(code: .configuration, message: "The question to the model cannot be written: \(error).")
    }
  }
}

extension JSONValue {
  /// The same value with the members of every object in the order of their names.
  fileprivate var sorted: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    default: self
    }
  }
}

internal import Files
package import JSON

/// The answers that a run used, failures included: enough to go through it again without a model.
///
/// A file of JSON Lines: first what was asked (`schema`, `model`, `fingerprint`), then one line for each question's
/// answer or error, sorted by the question's key, so that the order in which answers came does not show. Holds answers
/// and keys of questions: no question, no picture, no server's key.
package struct Transcript: Sendable {
  static let schema = "segwarden.transcript/1"

  /// The name of the model that was asked.
  package let model: String
  /// The model's fingerprint then, which is part of every key.
  package let fingerprint: JSONValue
  let entries: [QuestionKey: JSONValue]

  init(model: String, fingerprint: JSONValue, entries: [QuestionKey: JSONValue]) {
    self.model = model
    self.fingerprint = fingerprint
    self.entries = entries
  }

  /// Reads a file's text. Throws `configuration` with the first line that is none of a transcript, so that none is
  /// passed over.
  package init(parsing text: String) throws(ModelError) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var values: [JSONValue] = []
    for (index, line) in lines.enumerated() {
      do throws(JSONError) { values.append(try JSONValue(parsing: String(line))) } catch {
        throw Self.mistake(in: index + 1, "this is no JSON: \(error)")
      }
    }
    guard let head = values.first, head["schema"]?.string == Self.schema, let model = head["model"]?.string,
      let fingerprint = head["fingerprint"]
    else { throw Self.mistake(in: 1, "a file of recorded answers begins with the schema “\(Self.schema)”") }
    var entries: [QuestionKey: JSONValue] = [:]
    for (index, value) in values.enumerated().dropFirst() {
      guard let key = value["question"]?.string.flatMap(QuestionKey.init),
        value["answer"] != nil || ModelError(recorded: value["error"]) != nil
      else { throw Self.mistake(in: index + 1, "this is neither an answer nor an error to a question") }
      guard entries.updateValue(value, forKey: key) == nil else {
        throw Self.mistake(in: index + 1, "this question was answered in an earlier line; keep one of the two")
      }
    }
    self.init(model: model, fingerprint: fingerprint, entries: entries)
  }

  /// What is wrong with a line, from 1, as a part of a sentence.
  private static func mistake(in line: Int, _ message: String) -> ModelError {
    ModelError(code: .configuration, message: message, location: line)
  }

  /// Writes the file, readable by its owner alone. Throws `notKept` with the reason alone.
  package func write(to path: String) throws(ModelError) {
    let text: String
    do throws(JSONError) { text = try self.text() } catch { throw ModelError(code: .notKept, message: "\(error)") }
    do throws(FileError) {
      try PrivateFile.put(Array(text.utf8), at: path)
    } catch {
      throw ModelError(error)
    }
  }

  /// The file's text; equal transcripts give equal texts.
  package func text() throws(JSONError) -> String {
    let head: JSONValue = ["schema": .string(Self.schema), "model": .string(model), "fingerprint": fingerprint]
    var text = try head.text() + "\n"
    for (_, entry) in entries.sorted(by: { $0.key < $1.key }) { text += try entry.text() + "\n" }
    return text
  }
}

extension Transcript {
  /// A line for one question.
  static func entry(_ key: QuestionKey, _ request: ModelRequest, _ outcome: Result<ModelAnswer, ModelError>)
    -> JSONValue
  {
    var members: [JSONValue.Member] = [
      .init("question", .string(key.description)), .init("name", .string(request.schemaName)),
    ]
    if request.sample != 0 { members.append(.init("sample", .integer(request.sample))) }
    switch outcome {
    case .success(let answer): members.append(.init("answer", StoredAnswer(answer).document))
    case .failure(let error): members.append(.init("error", error.recorded))
    }
    return .object(members)
  }
}

extension ModelError {
  fileprivate var recorded: JSONValue {
    var members: [JSONValue.Member] = [
      .init("code", .string(code.rawValue)), .init("message", .string(message)), .init("attempts", .integer(attempts)),
    ]
    if !violations.isEmpty { members.append(.init("violations", .array(violations.map(JSONValue.string)))) }
    if let usage { members.append(.init("usage", usage.document)) }
    return .object(members)
  }

  /// Nil when this is no recorded error.
  init?(recorded document: JSONValue?) {
    guard let code = document?["code"]?.string.flatMap(Code.init), let message = document?["message"]?.string,
      let attempts = document?["attempts"]?.integer
    else { return nil }
    self.init(code: code, message: message)
    self.attempts = attempts
    violations = document?["violations"]?.array?.compactMap(\.string) ?? []
    usage = document?["usage"].flatMap { ModelUsage($0) }
  }
}

import Foundation
import JSON
import LanguageModel

/// A model that answers by a function of the question and of how often it was asked before; remembers what it was
/// asked.
final class PreparedModel: LanguageModel, @unchecked Sendable {
  let name = "prepared"
  let fingerprint: JSONValue
  let capacity = ModelCapacity()
  private let reply: @Sendable (ModelRequest, Int) async throws -> ModelAnswer
  // A lock that the thread sanitizer knows.
  private let lock = NSLock()
  private var asked: [ModelRequest] = []

  init(
    fingerprint: JSONValue = ["interface": "prepared", "model": "prepared"],
    _ reply: @escaping @Sendable (ModelRequest, Int) async throws -> ModelAnswer = { _, turn in .grass(turn) }
  ) {
    self.fingerprint = fingerprint
    self.reply = reply
  }

  var requests: [ModelRequest] { lock.withLock { asked } }

  func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    let turn = lock.withLock {
      asked.append(request)
      return asked.count - 1
    }
    do {
      return try await reply(request, turn)
    } catch let error as ModelError {
      throw error
    } catch {
      throw ModelError(code: .cancelled, message: "\(error)")
    }
  }
}

extension ModelAnswer {
  /// A valid answer to the fixtures' question that says which turn it was.
  static func grass(
    _ turn: Int, usage: ModelUsage? = ModelUsage(inputTokens: 100, outputTokens: 20), attempts: Int = 1
  ) -> ModelAnswer {
    ModelAnswer(
      value: ["text": .string("grass \(turn)"), "colour": "green"], model: "served", usage: usage,
      latencyMilliseconds: 7 + turn, attempts: attempts)
  }
}

extension ModelRequest {
  /// The fixtures' question with another text.
  static func about(_ text: String, sample: Int = 0) -> ModelRequest {
    var request = Fixtures.question
    request.parts = [.text(text)]
    request.sample = sample
    return request
  }
}

/// What asking gives: the answer's text, or the error's code.
func outcome(of model: some LanguageModel, _ request: ModelRequest = Fixtures.question) async -> String {
  do {
    return try await model.answer(request).value["text"]?.string ?? "?"
  } catch {
    return error.code.rawValue
  }
}

/// A folder of a test's own, removed with it.
final class CacheFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "segwarden-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// All files below, hidden ones included.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).map { "\(path)/\($0)" }
      .filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
      }.sorted()
  }

  static func permissions(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

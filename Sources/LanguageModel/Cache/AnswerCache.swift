internal import Digest
internal import Files
internal import FoundationEssentials
package import JSON

/// What a cache is used for.
package enum CacheMode: String, CaseIterable, Sendable {
  /// Answers from it where it has them; asks for the others and keeps them.
  case on
  /// Neither looks nor keeps.
  case off
  /// Asks everything anew, and keeps the answers in place of older ones.
  case refresh
  /// Answers from it alone: a question that it does not hold is an error.
  case only
}

/// Answers kept in a folder, each in a file named by its question's key. Holds answers alone: no question, no picture,
/// no key.
///
/// Several programs may use one folder at once. An entry that is not what was written is never used. There is room for
/// `largest` answers; beyond that the oldest go.
package struct AnswerCache: Sendable {
  private static let schema = "segwarden.answer/1"

  /// Where the files lie: `ab/cdef….json` for the key `abcdef…`.
  let folder: String
  /// The most answers that are kept.
  let largest: Int

  /// - Parameter folder: the user's folder for caches; answers lie in a folder of their own inside it.
  package init(folder: String, largest: Int = 20_000) {
    self.folder = "\(folder)/answers-1"
    self.largest = largest
  }

  /// The folder that an environment asks for: `SEGWARDEN_CACHE`, else `segwarden` in `XDG_CACHE_HOME`, else in
  /// `~/.cache`. Nil where there is no home either.
  package static func folder(in environment: [String: String]) -> String? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let own = value("SEGWARDEN_CACHE") { return own }
    // The XDG specification: a relative path is to be ignored.
    if let all = value("XDG_CACHE_HOME"), all.hasPrefix("/") { return "\(all)/segwarden" }
    return value("HOME").map { "\($0)/.cache/segwarden" }
  }

  package enum Entry: Hashable, Sendable {
    case kept(ModelAnswer)
    case none
    /// With what is wrong.
    case damaged(String)
  }

  /// The answer to a question, if it is there, whole, the question's own, and keeps to its schema.
  package func entry(_ key: QuestionKey, schema: JSONValue) -> Entry {
    guard let data = FileManager.default.contents(atPath: path(key)) else { return .none }
    guard let document = try? JSONValue(parsing: Array(data)) else { return .damaged("it is no JSON") }
    guard document["schema"]?.string == Self.schema, let answer = document["answer"] else {
      return .damaged("it is no kept answer")
    }
    guard document["question"]?.string == key.description else { return .damaged("it belongs to another question") }
    guard let text = try? answer.text(), document["sha256"]?.string == SHA256.of(text) else {
      return .damaged("it was changed after it was written")
    }
    switch StoredAnswer.reading(answer, schema: schema) {
    case .damaged(let reason): return .damaged(reason)
    case .whole(var answer):
      answer.isCached = true
      answer.latencyMilliseconds = 0
      return .kept(answer)
    }
  }

  /// Keeps an answer, in place of an older one. Throws `notKept` with the reason alone: no path.
  package func keep(_ answer: ModelAnswer, for key: QuestionKey) throws(ModelError) {
    var answer = answer
    (answer.isCached, answer.latencyMilliseconds) = (false, 0)
    let document = StoredAnswer(answer).document
    guard let text = try? document.text() else {
      throw ModelError(code: .notKept, message: "the answer holds a number that JSON has no word for")
    }
    let entry =
      #"{"schema":"\#(Self.schema)","question":"\#(key)","sha256":"\#(SHA256.of(text))","answer":"# + text + "}\n"
    do throws(FileError) {
      try PrivateFile.makeFolder("\(folder)/\(key.description.prefix(2))")
      try PrivateFile.put(Array(entry.utf8), at: path(key))
    } catch {
      throw ModelError(error)
    }
  }

  private func path(_ key: QuestionKey) -> String {
    "\(folder)/\(key.description.prefix(2))/\(key.description.dropFirst(2)).json"
  }

  /// Removes the oldest answers when there are more than `largest`, down to nine tenths of it, and what writers that
  /// were stopped have left. Another program that looks for one of them finds none. Cost: a look at every name.
  package func trim() {
    let files = FileManager.default
    let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.utf8.count == 2 }
    let paths = names.flatMap { name in
      ((try? files.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []).map { "\(folder)/\(name)/\($0)" }
    }
    func written(_ path: String) -> Date {
      (try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? .distantPast
    }
    for path in paths where path.hasSuffix(".partial") && written(path) < Date().addingTimeInterval(-86_400) {
      try? files.removeItem(atPath: path)
    }
    let answers = paths.filter { $0.hasSuffix(".json") }
    guard answers.count > largest else { return }
    let oldest = answers.map { (path: $0, written: written($0)) }.sorted {
      ($0.written, $0.path) < ($1.written, $1.path)
    }
    for answer in oldest.prefix(answers.count - largest * 9 / 10) { try? files.removeItem(atPath: answer.path) }
  }
}

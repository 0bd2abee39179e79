internal import Diagnostics
package import JSON
package import PolicyLanguage

/// A language server for policies (Language Server Protocol 3.17): what lint says, while an author writes; what a word
/// means, on hovering; the words that fit; and what is suggested, as quick fixes. A value: a message in, messages out.
package struct PolicyServer: Sendable {
  /// Reads a policy's text; the file is the one that the editor names, so that `extends` finds its neighbours.
  package typealias Reading = @Sendable (_ file: String, _ text: String) -> PolicyReading

  private let read: Reading
  private var documents: [String: Document] = [:]
  private var isShutDown = false
  /// The status to end with, once the editor has said so.
  package private(set) var exitStatus: Int32?

  struct Document: Sendable {
    let text: String
    let reading: PolicyReading
    let diagnostics: [Diagnostic]
  }

  package init(reading: @escaping Reading) { read = reading }

  /// The answers to a message, and what is to be told besides.
  package mutating func answers(to message: JSONValue) -> [JSONValue] {
    guard let method = message["method"]?.string else { return [] }
    let parameters = message["params"] ?? .null
    let uri = parameters["textDocument"]?["uri"]?.string
    if let id = message["id"] {
      guard !isShutDown || method == "shutdown" else {
        return [error(id, -32600, "the server was shut down")]
      }
      switch method {
      case "initialize": return [reply(id, Self.capabilities)]
      case "shutdown":
        isShutDown = true
        return [reply(id, .null)]
      case "textDocument/hover": return [reply(id, place(parameters, uri).flatMap(Hover.answer) ?? .null)]
      case "textDocument/completion": return [reply(id, place(parameters, uri).map(Completion.answer) ?? [])]
      case "textDocument/codeAction":
        guard let uri, let document = documents[uri] else { return [reply(id, [])] }
        return [reply(id, QuickFix.answer(document, uri: uri, lines: Self.lines(parameters["range"])))]
      default: return [error(id, -32601, "the server knows no method \(method)")]
      }
    }
    switch method {
    case "exit": exitStatus = isShutDown ? 0 : 1
    case "textDocument/didOpen":
      if let uri, let text = parameters["textDocument"]?["text"]?.string { return [opened(uri, text)] }
    case "textDocument/didChange":
      // Whole texts are asked for; the last one counts.
      if let uri, let text = parameters["contentChanges"]?.array?.last?["text"]?.string { return [opened(uri, text)] }
    case "textDocument/didClose":
      if let uri {
        documents[uri] = nil
        return [Self.published(uri, [])]
      }
    default: break
    }
    return []
  }

  private static let capabilities: JSONValue = [
    "capabilities": [
      "textDocumentSync": ["openClose": true, "change": 1],
      "hoverProvider": true,
      "completionProvider": ["triggerCharacters": [" ", ":", "."]],
      "codeActionProvider": ["codeActionKinds": ["quickfix"]],
      "positionEncoding": "utf-16",
    ],
    "serverInfo": ["name": "segwarden"],
  ]

  private mutating func opened(_ uri: String, _ text: String) -> JSONValue {
    let file = Self.path(uri)
    let reading = read(file, text)
    let diagnostics = PolicyLint.report(reading).filter { $0.range.file == file }
    documents[uri] = Document(text: text, reading: reading, diagnostics: diagnostics)
    let places = TextPlaces(text)
    return Self.published(uri, diagnostics.map { Self.json($0, places) })
  }

  private static func published(_ uri: String, _ diagnostics: [JSONValue]) -> JSONValue {
    [
      "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics",
      "params": ["uri": .string(uri), "diagnostics": .array(diagnostics)],
    ]
  }

  static func json(_ diagnostic: Diagnostic, _ places: TextPlaces) -> JSONValue {
    let level = diagnostic.severity == .error ? 1 : diagnostic.severity == .warning ? 2 : 3
    let message = diagnostic.message + (diagnostic.suggestion.map { "\n\($0)" } ?? "")
    return [
      "range": places.json(diagnostic.range), "severity": .integer(level), "source": "segwarden",
      "code": .string(diagnostic.rule.rawValue), "message": .string(message),
    ]
  }

  private func place(_ parameters: JSONValue, _ uri: String?) -> WordPlace? {
    guard let uri, let document = documents[uri], let line = parameters["position"]?["line"]?.integer,
      let unit = parameters["position"]?["character"]?.integer,
      let found = TextPlaces(document.text).word(line: line, unit: unit)
    else { return nil }
    return WordPlace(
      document: document, line: line, before: found.before, word: found.word, units: found.range)
  }

  private static func lines(_ range: JSONValue?) -> ClosedRange<Int> {
    guard let first = range?["start"]?["line"]?.integer, let last = range?["end"]?["line"]?.integer, first <= last
    else { return 0...Int.max }
    return first...last
  }

  /// The path that a URI of a file names, its escapes resolved; anything else as it is.
  static func path(_ uri: String) -> String {
    guard uri.hasPrefix("file://") else { return uri }
    var bytes: [UInt8] = []
    var rest = Array(uri.utf8.dropFirst("file://".utf8.count))[...]
    while let first = rest.popFirst() {
      let digits = rest.prefix(2)
      if first == UInt8(ascii: "%"), digits.count == 2,
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(first)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func reply(_ id: JSONValue, _ result: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "id": id, "result": result]
  }

  private func error(_ id: JSONValue, _ code: Int, _ message: String) -> JSONValue {
    ["jsonrpc": "2.0", "id": id, "error": ["code": .integer(code), "message": .string(message)]]
  }
}

/// The word of an open policy that an editor asks about.
struct WordPlace {
  let document: PolicyServer.Document
  /// From 0.
  let line: Int
  /// The line up to the place that was asked about.
  let before: String
  let word: String
  /// Where the word stands in its line, in UTF-16 units.
  let units: Range<Int>

  var policy: Policy? { document.reading.policy }
}

internal import Diagnostics
package import Wording
internal import YAML

/// A sentence in a scalar, read word by word: `kidney_left is left-of kidney_right by >= 40 mm`.
///
/// Each reading function takes what it wants from the front, or reports what is wrong at that place and gives nil.
package struct Phrase: Sendable {
  private let node: YAMLNode
  private let scope: PolicyScope
  private let characters: [Character]
  private var position = 0
  var diagnostics = Diagnostics()
  var mentions = FieldMentions()

  init(node: YAMLNode, text: String, scope: PolicyScope) {
    self.node = node
    self.scope = scope
    characters = Array(text)
  }

  /// Whether everything was read.
  package var isAtEnd: Bool { nextWord == nil }

  /// The next word, up to a space, with its characters.
  private var nextWord: (text: String, characters: Range<Int>)? {
    var start = position
    while start < characters.count, characters[start].isWhitespace { start += 1 }
    guard start < characters.count else { return nil }
    var end = start
    while end < characters.count, !characters[end].isWhitespace { end += 1 }
    return (String(characters[start..<end]), start..<end)
  }

  /// Takes the next word when it is this one.
  package mutating func skip(_ word: String) -> Bool {
    guard let next = nextWord, next.text == word else { return false }
    position = next.characters.upperBound
    return true
  }

  /// Takes this word, which must come next.
  package mutating func expect(_ word: String) -> Bool {
    if skip(word) { return true }
    wrongWord("expected '\(word)'", suggestion: nil)
    return false
  }

  /// The next word, whatever it is.
  package mutating func word(_ described: String) -> String? {
    guard let next = nextWord else {
      wrongWord("expected \(described)", suggestion: nil)
      return nil
    }
    position = next.characters.upperBound
    return next.text
  }

  /// The name of a label.
  package mutating func label() -> String? {
    guard let next = nextWord else {
      wrongWord("expected the name of a label", suggestion: nil)
      return nil
    }
    position = next.characters.upperBound
    if scope.label(next.text) != nil {
      mentions.labels.insert(next.text)
      return next.text
    }
    scope.report(
      unknownLabel: next.text, at: node.range(ofCharacters: next.characters), among: scope.names, to: &diagnostics)
    return nil
  }

  /// One of an enumeration's words.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(of choices: Choice.Type) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    guard let next = nextWord else {
      wrongWord("expected one more word", suggestion: "one of: \(words.joined(separator: ", "))")
      return nil
    }
    position = next.characters.upperBound
    if let choice = Choice(rawValue: next.text) { return choice }
    // `right of`, `Right_of`, `in front of`: the words of one that is written with hyphens.
    var joined = [(text: next.text.lowercased().split(separator: "_").joined(separator: "-"), end: position)]
    while joined.count < 3, let further = nextWord, let last = joined.last {
      position = further.characters.upperBound
      joined.append((text: "\(last.text)-\(further.text.lowercased())", end: position))
    }
    let exact = joined.first { words.contains($0.text) }
    let meant =
      exact ?? joined.reversed().first { Suggestion.didYouMean($0.text, among: words) != nil } ?? joined[0]
    position = meant.end
    diagnostics.error(
      .unknownValue, "'\(String(characters[next.characters.lowerBound..<position]))' is not known here",
      at: node.range(ofCharacters: next.characters.lowerBound..<position),
      suggestion: exact.map { "write \($0.text)" } ?? Suggestion.oneOf(meant.text, words))
    return nil
  }

  /// A range or a one-sided limit.
  package mutating func limits(_ dimensions: Dimension...) -> Limits? {
    scan(meant: { IntendedLimits.text($0, dimensions) }) {
      scanner throws(QuantityError) in try scanner.limits(dimensions)
    }
  }

  /// One number with its unit.
  package mutating func quantity(_ dimensions: Dimension...) -> Quantity? {
    scan { scanner throws(QuantityError) in try scanner.quantity(dimensions) }
  }

  /// - Parameter meant: how a text that cannot be read is written here; nil where nobody knows.
  private mutating func scan<Value>(
    meant: (String) -> String? = { _ in nil }, _ read: (inout QuantityScanner) throws(QuantityError) -> Value
  ) -> Value? {
    if let next = nextWord, let parameter = scope.parameter(next.text) {
      position = next.characters.upperBound
      mentions.parameters.insert(parameter.name)
      var scanner = QuantityScanner(parameter.text)
      do throws(QuantityError) { return try read(&scanner) } catch {
        diagnostics.error(
          DiagnosticRule(error.code), "the parameter '\(parameter.name)' is '\(parameter.text)': \(error.message)",
          at: node.range(ofCharacters: next.characters), suggestion: error.suggestion)
        return nil
      }
    }
    // A parameter behind a sign: `by >= least`.
    if let (text, used) = scope.substituted(String(characters[position...])) {
      var scanner = QuantityScanner(text)
      if let value = try? read(&scanner) {
        scanner.skipSpaces()
        if scanner.atEnd {
          mentions.parameters.formUnion(used)
          position = characters.count
          return value
        }
      }
    }
    var scanner = QuantityScanner(characters, at: position)
    do throws(QuantityError) {
      let value = try read(&scanner)
      position = scanner.position
      return value
    } catch {
      let start = nextWord?.characters.lowerBound ?? position
      let written = String(characters[start...])
      position = characters.count
      if let meant = meant(written) {
        diagnostics.error(
          .notARange, "'\(written)' is not how a range is written", at: node.range(ofCharacters: start..<position),
          suggestion: "write \(meant)")
        return nil
      }
      diagnostics.error(
        DiagnosticRule(error.code), error.message, at: node.range(ofCharacters: error.location),
        suggestion: error.suggestion)
      return nil
    }
  }

  /// Reports what was left unread.
  mutating func finish() {
    guard let next = nextWord else { return }
    diagnostics.error(
      .unexpected, "'\(String(characters[next.characters.lowerBound...]))' does not belong here",
      at: node.range(ofCharacters: next.characters.lowerBound..<characters.count))
  }

  private mutating func wrongWord(_ message: String, suggestion: String?) {
    if let next = nextWord {
      diagnostics.error(
        .unexpected, "\(message), not '\(next.text)'", at: node.range(ofCharacters: next.characters),
        suggestion: suggestion)
    } else {
      diagnostics.error(
        .unexpected, "\(message) at the end", at: node.range(ofCharacters: characters.count..<characters.count + 1),
        suggestion: suggestion)
    }
  }
}

extension FieldReader {
  /// Reads a sentence in a scalar. What `read` leaves over is reported, unless it gave nil.
  package mutating func phrase<Value>(_ key: Key, _ read: (inout Phrase) -> Value?) -> Value? {
    if isRecording {
      record(key, .phrase)
      return nil
    }
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      wrongType(key, node, expected: "one line of text")
      return nil
    }
    var phrase = Phrase(node: node, text: text, scope: scope)
    let value = read(&phrase)
    if value != nil { phrase.finish() }
    diagnostics.merge(phrase.diagnostics)
    mentions.merge(phrase.mentions)
    return phrase.diagnostics.hasErrors ? nil : value
  }
}
